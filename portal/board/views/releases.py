"""The release calendar: for everyone to read, for the district to plan, confirm and postpone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.permissions import require_role
from portal.board.exports.calendar import release_calendar
from portal.board.forms.release import CancelForm, PostponeForm, ReleaseForm
from portal.board.models import Release
from portal.board.operations import cancel_release, confirm_release, plan_release, postpone_release
from portal.board.operations.releases import held_by
from portal.board.permissions import (
    PLAN_READERS,
    PLANNERS,
    can_confirm_release,
    can_move_release,
    can_plan_release,
)
from portal.board.queries import all_releases, begun_plans
from portal.board.results.calendar import announced
from portal.board.results.words import release_words
from portal.board.views.public import trail
from portal.board.views.saving import who
from portal.cms.pagecache import shared
from portal.papers.calendars import MEDIA_TYPE
from portal.procedure.refusals import Refused

DONE = {
    "confirm": gettext_lazy("The day is confirmed."),
    "postpone": gettext_lazy("The release is postponed; another person has to confirm its new day."),
    "cancel": gettext_lazy("The release is cancelled."),
}


@shared
@require_safe
def release_list(request):
    """What is still to come by its day, then what has been, the last first."""
    rows = announced(list(all_releases()), clock.now())
    context = {
        "coming": [row for row in rows if row.release.is_to_come],
        "past": [row for row in rows if not row.release.is_to_come][::-1],
        "can_plan": can_plan_release(request.user),
        "breadcrumb": trail(_("Release calendar")),
    }
    return render(request, "board/release_list.html", context)


@require_safe
def release_feed(request):
    now = clock.now()
    body = release_calendar(announced(list(all_releases()), now), name=_("Release calendar"), now=now)
    return HttpResponse(body, content_type=MEDIA_TYPE)


@require_role(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def release_create(request):
    today = clock.today()
    form = ReleaseForm(request.POST or None, plans=begun_plans(today), today=today)
    if request.method == "POST" and form.is_valid():
        release = _tried(form, lambda: plan_release(**form.asked, **who(request)))
        if release:
            messages.success(request, _("The day is announced; another person has to confirm it."))
            return redirect("board:release-detail", release.public_id)
    return render(request, "board/release_form.html", {"page_title": _("Announce a release"), "form": form})


@require_role(*PLAN_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def release_detail(request, public_id):
    release = get_object_or_404(Release.objects.select_related("plan", "set_by", "confirmed_by"), public_id=public_id)
    step = next((name for name in DONE if name in request.POST), "")
    form = {"postpone": PostponeForm, "cancel": CancelForm}.get(step)
    bound = form(request.POST) if form else None
    if request.method == "POST":
        if not step:
            raise PermissionDenied
        if (bound is None or bound.is_valid()) and _tried(bound, lambda: _take(request, release, step, bound)):
            messages.success(request, DONE[step])
            return redirect("board:release-detail", release.public_id)
    return render(request, "board/release_detail.html", _context(request, release, {step: bound}))


def _context(request, release: Release, bound: dict) -> dict:
    (row,) = announced([release], clock.now())
    return {
        "page_title": release_words(release),
        "release": release,
        "row": row,
        "cleared": held_by(release).select_related("indicator__plan").order_by("indicator__number"),
        "can_confirm": can_confirm_release(request.user, release),
        "can_move": can_move_release(request.user, release),
        "postpone_form": bound.get("postpone") or PostponeForm(),
        "cancel_form": bound.get("cancel") or CancelForm(prefix=None, auto_id="cancel_%s"),
    }


def _take(request, release: Release, step: str, bound) -> Release:
    take = {"confirm": confirm_release, "postpone": postpone_release, "cancel": cancel_release}[step]
    return take(release=release, **(bound.cleaned_data if bound else {}), **who(request))


def _tried(form, write) -> Release | None:
    """What is refused goes back into the form."""
    try:
        return write()
    except Refused as refusal:
        if form is None:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        return None
