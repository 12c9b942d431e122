"""What every page draws alike: icons, the foot, to staff the version that runs, deadlines in working days."""

from functools import lru_cache

from django import template
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import version
from portal.accounts.permissions import has_role, is_staff
from portal.accounts.roles import Role
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import LAST_YEAR, is_known
from portal.inbox.queries import kept_views as kept_views_of

register = template.Library()
COVERS = 4
STATE_ICONS = {"met": "circle-check", "watch": "triangle-alert", "not_met": "circle-x", "information": "info"}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name):
    """`{% icon "inbox" %}`: a line icon of the sprite, hidden from readers, since the word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("portal/icons.svg"),
        name,
    )


@register.simple_tag
def drawn_cover(page):
    """`{% drawn_cover page as drawn %}`: a line drawing of ours where editors chose no picture, the same for a page always."""
    return static(f"portal/covers/{page.pk % COVERS}.svg")


@register.simple_tag
def state_icon(state):
    """Never alone, always beside the word of the state."""
    return icon(STATE_ICONS.get(state, "circle-minus"))


@register.simple_tag
def foot(name, facts):
    """The whole or the thin foot; `facts` is PORTAL_FOOTER, or nothing on a page that stands without a request."""
    return _foot(name, get_language(), tuple((facts or {}).items()))


@lru_cache(maxsize=32)
def _foot(name, language, facts):
    return render_to_string(f"components/{name}.html", {"footer": dict(facts)})


@register.filter
def are_in_use(fields):
    """Whether a list is narrowed by any of these fields of its filter."""
    return any(field.form.is_bound and field.data for field in fields)


@register.inclusion_tag("components/kept_views.html", takes_context=True)
def kept_views(context):
    """The lists of a desk as its owner narrowed and named them, and a field to name the one that is shown."""
    request = getattr(context, "request", None)
    match = request.resolver_match if request else None
    # Of a list that stands below something else, its place alone would not lead back to it.
    if not match or match.kwargs or not is_staff(request.user):
        return {}
    asked = request.GET.copy()
    asked.pop("page", None)
    views = list(kept_views_of(request.user, match.view_name))
    return {"views": views, "place": match.view_name, "query": asked.urlencode(), "csrf_token": get_token(request)}


@register.simple_tag
def staff_version(user):
    """For those who report a fault; strangers learn nothing that helps to attack."""
    return version.in_full() if user and is_staff(user) else ""


@register.simple_tag
def can_find(user):
    """Whether the one box of the desk is theirs: it is for those who work here."""
    return bool(user) and is_staff(user)


@register.simple_tag(takes_context=True)
def deadline(context, day):
    """`{% deadline row.due_on as last %}`: the day, and that it is provisional where its year is not known."""
    return _("%(day)s (provisional)") % {"day": day} if _is_provisional(context, day) else str(day)


@register.inclusion_tag("components/provisional.html", takes_context=True)
def provisional(context, day, user=None):
    """`{% provisional row.due_on %}`: why, where it is. With a user of the staff: who enters the list, or where."""
    year = day.year if day and _is_provisional(context, day) else None
    return {"year": year, "show_entry": user, "can_enter": user and has_role(user, Role.DISTRICT_ADMINISTRATOR)}


def _is_provisional(context, day) -> bool:
    """Read once a page: many rows may stand on it."""
    if day.year <= LAST_YEAR:
        return False
    holder = context.get("request") or context
    if not hasattr(holder, "workday_exceptions"):
        holder.workday_exceptions = workday_exceptions()
    return not is_known(day.year, holder.workday_exceptions)
