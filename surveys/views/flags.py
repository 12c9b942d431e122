"""Flagged answers: a person decides, with a reason. Shown is the sign, not the answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import has_role, require_role
from portal.clock import now
from surveys.enums import FlagState
from surveys.forms.collection import FlagForm
from surveys.models import Flag
from surveys.operations.flags import decide_flag
from surveys.permissions import DISTRICT_ROLES, JUDGING_ROLES
from surveys.queries import flag_counts, flags_of
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
    rows = flags_of(wave).filter(state=state).order_by("kind", "pk")
    return {
        "wave": wave,
        "page_of_flags": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "counts": flag_counts(wave),
        "states": FlagState,
        "state": state,
        "can_decide": has_role(request.user, *JUDGING_ROLES),
        "form": form,
    }


def _decide(request, wave, given) -> None:
    flag = get_object_or_404(Flag, pk=given["flag"], response__wave=wave)
    decide_flag(flag=flag, state=FlagState(given["state"]), reason=given["reason"], actor=request.user, now=now())
    messages.success(request, _("Decided. The figures follow."))
