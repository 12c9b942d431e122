"""Calls that ended without an interview; a complete one is noted with its answer (operations/answering.py)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from portal.clock import DISTRICT
from surveys.enums import CallOutcome, Mode
from surveys.models import Call, Wave
from surveys.operations.answering import Arrival, NotAdmittedError, WaveClosedError
from surveys.permissions import can_call


def note_call(*, wave: Wave, outcome: CallOutcome, actor, now: datetime) -> Call:
    if not can_call(actor):
        raise PermissionDenied
    if outcome == CallOutcome.COMPLETE:
        raise ValueError("a complete interview is noted with its answer")
    if not wave.takes_answers(now):
        raise WaveClosedError
    if refused := Arrival(mode=Mode.TELEPHONE, entered_by_staff=True).refusal(wave):
        raise NotAdmittedError(refused)
    return Call.objects.create(wave=wave, day=now.astimezone(DISTRICT).date(), outcome=outcome, made_by=actor)
