"""What every page draws alike, drawn once: icons, the foot, and to staff the version that is running."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language

from portal import version
from portal.accounts.permissions import is_staff

register = template.Library()
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


@register.simple_tag
def staff_version(user):
    """For those who report a fault; strangers learn nothing that helps to attack."""
    return version.in_full() if user and is_staff(user) else ""
