"""The interviewer's screen: the number to call, an interview by telephone, or how the call ended without one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from surveys.enums import CallOutcome, Mode
from surveys.forms.collection import CallForm, NumberCallForm, NumbersForm
from surveys.models import CallNumber, Wave
from surveys.operations.answering import Arrival, WaveClosedError
from surveys.operations.calls import note_call
from surveys.operations.numbers import add_numbers, end_call, held_number, next_number
from surveys.permissions import ENTERING_ROLES, can_call, can_give_numbers
from surveys.queries import numbers_left
from surveys.views.fieldwork import WAVES
from surveys.views.receiving import receive
from surveys.views.visit import Visit, door_page, form_page, plain_page


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*ENTERING_ROLES)
def call_make(request, public_id):
    wave = get_object_or_404(WAVES.exclude(version=None), public_id=public_id)
    if not can_call(request.user):
        raise PermissionDenied
    arrival = Arrival(mode=Mode.TELEPHONE, entered_by_staff=True, called_by=request.user, officer=request.user)
    number = held_number(wave, request.user, now())
    form = NumberCallForm(initial={"call_back": None}) if number else CallForm()
    extra = {"call_form": form, "number": number, "numbers_left": numbers_left(wave, now())}
    visit = Visit(request, wave.survey, wave, arrival, now(), extra=extra)
    if request.method == "POST":
        return _ended(visit, number) if "outcome" in request.POST else receive(visit)
    return door_page(visit)


def _ended(visit: Visit, number: CallNumber | None):
    if visit.refusal:
        return plain_page(visit, "answer_refused", status=403, why=visit.refusal)
    form = (NumberCallForm if number else CallForm)(visit.request.POST)
    if not form.is_valid():
        visit.extra |= {"call_form": form}
        return form_page(visit, status=400)
    outcome = CallOutcome(form.cleaned_data["outcome"])
    try:
        _note(visit, number, outcome, form.cleaned_data.get("call_back"))
    except WaveClosedError:
        return plain_page(visit, "survey_closed", status=409)
    messages.success(visit.request, _("Noted: %(outcome)s. You can call the next number.") % {"outcome": outcome.label})
    return redirect(visit.request.path)


def _note(visit: Visit, number: CallNumber | None, outcome: CallOutcome, call_back) -> None:
    given = {"outcome": outcome, "actor": visit.request.user, "now": visit.now}
    if number is None:
        note_call(wave=visit.wave, **given)
    else:
        end_call(number=number, call_back=call_back, **given)


@require_POST
@require_role(*ENTERING_ROLES)
def call_next(request, public_id):
    """The next number of the list for this person."""
    wave = get_object_or_404(WAVES.exclude(version=None), public_id=public_id)
    if next_number(wave=wave, actor=request.user, now=now()) is None:
        messages.info(request, _("There is no number to call now."))
    return redirect("surveys:call-make", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.DISTRICT_ADMINISTRATOR)
def number_list(request, public_id):
    """Numbers are handed in here and never shown again; how many are left is."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    form = NumbersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _given(request, wave, form.cleaned_data)
        return redirect("surveys:number-list", public_id=public_id)
    context = {"wave": wave, "form": form, "left": numbers_left(wave, now())}
    context["can_give"] = can_give_numbers(request.user, wave)
    return render(request, "surveys/number_list.html", context, status=400 if form.errors else 200)


def _given(request, wave: Wave, given) -> None:
    count = add_numbers(wave=wave, **given, actor=request.user, now=now())
    said = ngettext("%(count)s number was added.", "%(count)s numbers were added.", count)
    messages.success(request, said % {"count": count})
