import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from surveys.enums import CallOutcome
from surveys.models import Call
from surveys.operations.answering import WaveClosedError
from surveys.operations.calls import note_call
from tests.factories import surveys as factory


def test_a_call_keeps_how_it_ended_and_no_number(wave):
    officer = factory.staff(Role.STREET_OFFICER)
    note_call(wave=wave, outcome=CallOutcome.NO_ANSWER, actor=officer, now=factory.NOW)
    assert {field.column for field in Call._meta.concrete_fields} == {
        "id",
        "wave_id",
        "day",
        "outcome",
        "made_by_id",
        "batch",
    }
    assert Call.objects.get().outcome == "3.13"


def test_who_may_note_what_and_when(wave):
    with pytest.raises(PermissionDenied):
        note_call(wave=wave, outcome=CallOutcome.BUSY, actor=factory.staff(Role.DISTRICT_REVIEWER), now=factory.NOW)
    officer = factory.staff(Role.STREET_OFFICER)
    with pytest.raises(ValueError, match="with its answer"):
        note_call(wave=wave, outcome=CallOutcome.COMPLETE, actor=officer, now=factory.NOW)
    with pytest.raises(WaveClosedError):
        note_call(wave=wave, outcome=CallOutcome.BUSY, actor=officer, now=wave.closes_at)
