"""A pilot: what it notes of its forms, and that nothing of it comes near a figure, a file or a wave of the survey."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.roles import Role
from surveys.enums import WaveState
from surveys.models import Estimate, PilotVisit
from surveys.operations import pilot as operations
from surveys.operations.commitments import name_concern
from surveys.operations.estimates import prepare_estimates
from surveys.operations.pilot import Note, note_visit
from surveys.operations.retention import delete_expired_answers
from surveys.operations.waves import open_wave
from surveys.permissions import can_code_texts, can_export, can_prepare, can_reply
from surveys.results.inputs import frozen_inputs, tallies_of
from surveys.results.measuring import what_if
from surveys.results.pilot import pilot_of
from surveys.results.questions import measures_of_wave
from tests.factories import surveys as factory
from tests.factories.own_survey import answered_own, own_wave

WORD = "a" * 32


@pytest.fixture
def pilot(db):
    factory.CommunityFactory()
    return own_wave(number=1, is_pilot=True)


def closed(wave):
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


def noted(wave, word=WORD, question="age", seconds=10, *, is_sent=False, now=factory.NOW):
    note_visit(wave=wave, note=Note(word, question, seconds, is_sent), actor=AnonymousUser(), now=now)


def test_whether_a_wave_is_a_pilot_stays_as_it_was_planned(pilot):
    pilot.is_pilot = False
    with pytest.raises(ValidationError, match="不能改"):
        pilot.clean()
    real = factory.WaveFactory(survey=pilot.survey, number=2, state=WaveState.PLANNED)
    real.is_pilot = True
    with pytest.raises(ValidationError, match="不能改"):
        real.clean()


@pytest.mark.parametrize("role", [Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMINISTRATOR])
def test_no_figure_is_made_of_it_and_no_file_leaves(pilot, role):
    answered_own(pilot, 40)
    user = factory.staff(role)
    assert not any(can(user, closed(pilot)) for can in (can_prepare, can_export, can_reply))
    assert can_code_texts(user, pilot)  # what people wrote is read to mend the form
    with pytest.raises(PermissionDenied):
        prepare_estimates(wave=pilot, actor=user, now=factory.NOW)
    assert not Estimate.objects.exists()


def test_nobody_promises_anything_because_of_it(pilot):
    administrator = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        name_concern(wave=closed(pilot), concern="灯太暗", concern_en="Too dark", actor=administrator, now=factory.NOW)


def test_the_figures_of_a_real_wave_are_the_same_with_and_without_a_pilot_before_it(pilot):
    real = factory.WaveFactory(survey=pilot.survey, number=2, version=pilot.version, state=WaveState.PLANNED)
    answered_own(pilot, 40)
    closed(pilot)
    real.state = WaveState.OPEN
    real.save()
    answered_own(real, 40)
    prepare_estimates(wave=closed(real), actor=factory.staff(Role.DISTRICT_REVIEWER), now=factory.NOW)
    with_pilot = {code: frozen_inputs(real, each, tallies_of(real)) for code, each in measures_of_wave(real).items()}
    assert all(inputs["clustering"]["kept"] is None for inputs in with_pilot.values())
    pilot.responses.all().delete()
    pilot.cell_tallies.all().delete()
    without = {code: frozen_inputs(real, each, tallies_of(real)) for code, each in measures_of_wave(real).items()}
    assert with_pilot == without
    measure = next(iter(measures_of_wave(real).values()))
    assert pilot not in [found.wave for found in what_if(measure)]


def test_the_next_wave_waits_for_no_answer_to_a_pilot(pilot):
    administrator = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    real = factory.WaveFactory(survey=closed(pilot).survey, number=2, state=WaveState.PLANNED, version=None)
    assert open_wave(wave=real, actor=administrator, now=factory.NOW).state == WaveState.OPEN


def test_the_last_note_of_a_form_stands_and_what_was_sent_stays_sent(pilot):
    noted(pilot, question="mode", seconds=30)
    noted(pilot, question="age", seconds=20)  # it came late
    assert list(PilotVisit.objects.values_list("question", "seconds", "is_sent")) == [("mode", 30, False)]
    noted(pilot, question="tidy", seconds=60, is_sent=True)
    noted(pilot, question="tidy", seconds=61)
    assert list(PilotVisit.objects.values_list("question", "seconds", "is_sent")) == [("tidy", 60, True)]


def test_only_an_open_pilot_notes_and_only_of_those_who_may_answer(pilot, monkeypatch):
    noted(pilot, now=pilot.closes_at)
    real = factory.WaveFactory(survey=factory.SurveyFactory(slug="real"), number=1)
    noted(real)
    with pytest.raises(PermissionDenied):
        note_visit(wave=pilot, note=Note(WORD, "", 1, False), actor=factory.staff(Role.STREET_OFFICER), now=factory.NOW)
    monkeypatch.setattr(operations, "MOST", 1)
    noted(pilot)
    noted(pilot, word="b" * 32)
    assert list(PilotVisit.objects.values_list("wave", "word")) == [(pilot.pk, WORD)]


def test_it_shows_where_people_leave_how_long_it_takes_and_what_they_cannot_say(pilot):
    answered_own(pilot, 40)
    stops = [("", 3, False), ("age", 20, False), ("score", 90, False), ("score", 95, False)]
    sent = [("wish", 100, True), ("wish", 140, True), ("wish", 300, True)]
    for number, (question, seconds, is_sent) in enumerate(stops + sent):
        noted(pilot, word=f"{number:032d}", question=question, seconds=seconds, is_sent=is_sent)
    found = pilot_of(pilot, "zh-hans")
    assert (found.opened, found.left_before, found.answers, found.seconds) == (7, 1, 40, 140)
    by_text = {trial.text: trial for trial in found.trials}
    age, tidy, score, first = (
        by_text[text] for text in ("您的年龄段？", "市场整洁吗？", "给市场打几分？", "最该先做哪几件？")
    )
    assert (age.reached, age.left, tidy.reached, tidy.left) == (6, 1, 5, 0)
    assert (score.number, score.reached, score.left, score.left_share) == (6, 5, 2, 40)
    assert (score.answered, score.unclear, score.unclear_share) == (40, 4, 10)
    assert (tidy.unclear, first.reached, first.answered, first.unclear) == (8, 3, 40, 0)
    assert (found.minutes, by_text["还有什么要说？"].unclear_share) == (140 / 60, None)


def test_before_anybody_came_there_is_nothing_to_divide_by(pilot):
    found = pilot_of(pilot, "en")
    assert (found.opened, found.seconds, found.minutes) == (0, None, None)
    assert {(trial.left_share, trial.unclear_share) for trial in found.trials} == {(None, None)}


def test_what_was_noted_goes_when_the_answers_go(pilot):
    noted(pilot)
    closed(pilot)
    later = pilot.closes_at.replace(year=pilot.closes_at.year + 10)
    delete_expired_answers(now=later)
    assert not PilotVisit.objects.exists()
