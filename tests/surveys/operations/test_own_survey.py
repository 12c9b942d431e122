"""Answers to a survey of one's own come back: forty answers, figures, a second person, a page with every question."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from surveys.enums import EstimateState, WaveState
from surveys.models import Estimate
from surveys.operations.estimates import prepare_estimates, publish_questions, recompute
from surveys.operations.questionnaires import load_questionnaire
from surveys.results.gate import lacks
from tests.factories import surveys as factory
from tests.factories.own_survey import DEFINITION, answered_own, own_wave, question
from tests.refusals import refused

CODES = ["q.age", "q.area", "q.mode", "q._1_name", "q.tidy", "q.score", "q.visits", "q.since", "q.first"]


@pytest.fixture
def closed(db):
    factory.CommunityFactory()
    wave = own_wave()
    answered_own(wave, 40)
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


@pytest.fixture
def people(db):
    return factory.staff(Role.DEPARTMENT_OFFICER), factory.staff(Role.DISTRICT_REVIEWER)


def results(wave) -> dict[str, dict]:
    return {row.measure: row.result for row in Estimate.objects.filter(wave=wave)}


def test_every_closed_question_gets_its_figure(closed, people):
    rows = prepare_estimates(wave=closed, actor=people[0], now=factory.NOW)
    assert [row.measure for row in rows] == CODES
    assert not any(row.suppressed for row in rows)
    found = results(closed)
    assert {row["code"]: round(row["value"], 1) for row in found["q.mode"]["answers"]} == {
        "daily": 65.0,
        "weekly": 35.0,
    }
    assert {row["code"]: row["value"] for row in found["q._1_name"]["answers"]} == {"sort": 100.0, "bag": 50.0}
    assert (found["q.tidy"]["better"]["value"], found["q.tidy"]["better"]["n"]) == (50.0, 32)
    assert found["q.score"]["mean"]["n"] == 36
    assert [row["code"] for row in found["q.score"]["answers"]] == [str(step) for step in range(11)]
    assert (found["q.score"]["n"], found["q.score"]["unclear"]) == (36, 4)
    assert sum(row["value"] for row in found["q.visits"]["answers"]) == pytest.approx(100)
    assert [row["code"] for row in found["q.since"]["answers"]] == [f"2026-0{month}" for month in range(1, 7)]
    assert found["q.age"]["people"] == [{"code": "young", "n": 30}, {"code": "old", "n": 10}]


def test_small_cells_are_hidden_with_their_complement(closed, people):
    prepare_estimates(wave=closed, actor=people[0], now=factory.NOW)
    by_age = results(closed)["q.mode"]["tables"]["age"]
    assert by_age == [{"category": "old"}, {"category": "young"}]


def test_a_second_person_publishes_all_questions_in_one_step(closed, people):
    prepare_estimates(wave=closed, actor=people[0], now=factory.NOW)
    with pytest.raises(PermissionDenied):
        publish_questions(wave=closed, actor=people[0], now=factory.NOW)
    assert publish_questions(wave=closed, actor=people[1], now=factory.NOW) == len(CODES)
    rows = Estimate.objects.filter(wave=closed, state=EstimateState.PUBLISHED)
    assert [recompute(row) == row.result for row in rows] == [True] * len(CODES)
    with refused("stale"):
        publish_questions(wave=closed, actor=people[1], now=factory.NOW)


def test_what_changed_since_stops_it(closed, people):
    prepare_estimates(wave=closed, actor=people[0], now=factory.NOW)
    row = Estimate.objects.get(measure="q.mode")
    assert [lack.code for lack in lacks(row)] == ["unweighted"]
    row.inputs_hash = "0" * 64
    assert [lack.code for lack in lacks(row) if lack.blocks] == ["inputs_changed"]


def test_figures_of_questions_alone_are_for_no_indicator(closed, people):
    prepare_estimates(wave=closed, actor=people[0], now=factory.NOW)
    assert set(Estimate.objects.values_list("indicator_number", flat=True)) == {None}


def test_a_form_of_words_alone_has_nothing_to_count(db, people):
    load_questionnaire(definition=DEFINITION | {"code": "words", "items": [question("wish", "text", "有什么要说？")]})
    wave = factory.WaveFactory(
        survey=factory.SurveyFactory(slug="words", questionnaire_code="words"), state=WaveState.CLOSED
    )
    with refused("unfit", "没有可以计数的题"):
        prepare_estimates(wave=wave, actor=people[0], now=factory.NOW)
