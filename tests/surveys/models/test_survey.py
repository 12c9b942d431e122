"""What people were told when a wave opened stays so, whatever is edited later."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.roles import Role
from portal.ledger.queries import entries_about
from surveys.enums import WaveState
from surveys.models import Survey, Wave
from surveys.operations.retention import is_expired
from surveys.operations.waves import close_wave, move_end, open_wave
from tests.factories import surveys as factory
from tests.refusals import refused

NOW = factory.NOW


@pytest.fixture
def administrator(db):
    return factory.staff(Role.DISTRICT_ADMINISTRATOR)


@pytest.fixture
def opened(administrator):
    factory.version_of("resident")
    wave = factory.WaveFactory(state=WaveState.PLANNED, version=None)
    return open_wave(wave=wave, actor=administrator, now=NOW)


def test_a_wave_bears_what_it_opened_with(opened, administrator):
    wave = close_wave(wave=opened, actor=administrator, now=NOW, reason="样本已够")
    Survey.objects.update(form_number="新表号", retention_months=600, valid_until=None)
    wave = Wave.objects.get(pk=wave.pk)
    assert (wave.bears.form_number, wave.bears.valid_until) == ("天无废 1 表", NOW.date() + timedelta(days=365))
    assert is_expired(wave, wave.closes_at + timedelta(days=24 * 31 + 1))


def test_before_it_opens_it_bears_what_the_survey_has(db):
    wave = factory.WaveFactory(state=WaveState.PLANNED, version=None)
    assert wave.bears == wave.survey


@pytest.mark.parametrize("name", ["form_number", "handler", "privacy_version"])
def test_marks_and_notice_stay_while_a_wave_is_open(opened, name):
    survey = opened.survey
    survey.full_clean()
    setattr(survey, name, "另一个")
    with pytest.raises(ValidationError, match="保持不变"):
        survey.full_clean()
    Wave.objects.update(state=WaveState.CLOSED)
    survey.full_clean()


def test_an_editor_moves_no_end_of_a_wave_that_has_opened(opened):
    opened.full_clean()
    opened.closes_at += timedelta(days=1)
    with pytest.raises(ValidationError, match="写明理由"):
        opened.full_clean()


def test_the_end_is_moved_with_a_reason_on_the_ledger_and_with_the_results(opened, administrator):
    later = opened.closes_at + timedelta(days=7)
    with refused("unfit", "请写明理由"):
        move_end(wave=opened, closes_at=later, reason=" ", actor=administrator, now=NOW)
    with refused("unfit", "已经过去"):
        move_end(wave=opened, closes_at=NOW, reason="x", actor=administrator, now=NOW)
    wave = move_end(wave=opened, closes_at=later, reason="台风", actor=administrator, now=NOW)
    assert (wave.closes_at, wave.moves[0]["reason"], wave.moves[0]["to"]) == (later, "台风", later.isoformat())
    assert [entry.reason for entry in entries_about(wave)][-1] == "台风"
    closed = close_wave(wave=wave, actor=administrator, now=NOW, reason="样本已够")
    assert [move["reason"] for move in closed.moves] == ["台风", "样本已够"]
