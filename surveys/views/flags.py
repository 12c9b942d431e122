"""Flagged answers: a person decides, with a reason. Shown is what the sign saw, not the other answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import has_role, require_role
from portal.clock import now
from portal.inbox import undoing
from surveys.enums import FlagState
from surveys.forms.collection import FlagForm
from surveys.models import Flag
from surveys.operations.flags import decide_flag, decide_flags
from surveys.permissions import DISTRICT_ROLES, JUDGING_ROLES
from surveys.queries import flag_counts
from surveys.results.flags import groups_of
from surveys.views.fieldwork import WAVES

A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*DISTRICT_ROLES)
def flag_list(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, wave, form.cleaned_data)
        return redirect("surveys:flag-list", public_id=public_id)
    return render(request, "surveys/flag_list.html", _context(request, wave, form), status=400 if form.errors else 200)


def _context(request, wave, form) -> dict:
    state = request.GET.get("state", FlagState.OPEN)
    return {
        "wave": wave,
        "page_of_groups": Paginator(groups_of(wave, state), A_PAGE).get_page(request.GET.get("page")),
        "counts": flag_counts(wave),
        "states": FlagState,
        "state": state,
        "can_decide": has_role(request.user, *JUDGING_ROLES),
        "form": form,
    }


def _decide(request, wave, given) -> None:
    """One flag as it stands, or many at once: those that were picked out, else the whole group."""
    at, shown = now(), request.GET.get("state", FlagState.OPEN)
    decided = {"state": FlagState(given["state"]), "reason": given["reason"], "actor": request.user, "now": at}
    flags = given["flag"] or _of_group(wave, given["group"], shown)
    if len(flags) == 1:
        decide_flag(flag=get_object_or_404(Flag, pk=flags[0], response__wave=wave), **decided)
    else:
        decide_flags(wave=wave, flags=flags, **decided)
    words, about = _("Decided. The figures follow."), {"wave": str(wave.public_id), "decided_at": at.isoformat()}
    # What an earlier decision said is not brought back: that is decided once more.
    if len(flags) > 1 and shown == FlagState.OPEN:
        undoing.offer(request, words, now=at, back=request.get_full_path(), what="flags", **about)
    else:
        messages.success(request, words)


def _of_group(wave, key: str, state: str) -> list:
    return [flag.pk for group in groups_of(wave, state) if group.key == key for flag in group.flags]
