"""The interviewer's screen: an interview by telephone, or how the call ended without one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import require_role
from portal.clock import now
from surveys.enums import CallOutcome, Mode
from surveys.forms.collection import CallForm
from surveys.operations.answering import Arrival, WaveClosedError
from surveys.operations.calls import note_call
from surveys.permissions import ENTERING_ROLES, can_call
from surveys.views.fieldwork import WAVES
from surveys.views.receiving import receive
from surveys.views.visit import Visit, door_page, form_page, plain_page


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*ENTERING_ROLES)
def call_make(request, public_id):
    wave = get_object_or_404(WAVES.exclude(version=None), public_id=public_id)
    if not can_call(request.user):
        raise PermissionDenied
    arrival = Arrival(mode=Mode.TELEPHONE, entered_by_staff=True, called_by=request.user)
    visit = Visit(request, wave.survey, wave, arrival, now(), extra={"call_form": CallForm()})
    if request.method == "POST":
        return _ended(visit) if "outcome" in request.POST else receive(visit)
    return door_page(visit)


def _ended(visit: Visit):
    if visit.refusal:
        return plain_page(visit, "answer_refused", status=403, why=visit.refusal)
    form = CallForm(visit.request.POST)
    if not form.is_valid():
        visit.extra = {"call_form": form}
        return form_page(visit, status=400)
    outcome = CallOutcome(form.cleaned_data["outcome"])
    try:
        note_call(wave=visit.wave, outcome=outcome, actor=visit.request.user, now=visit.now)
    except WaveClosedError:
        return plain_page(visit, "survey_closed", status=409)
    messages.success(visit.request, _("Noted: %(outcome)s. You can call the next number.") % {"outcome": outcome.label})
    return redirect(visit.request.path)
