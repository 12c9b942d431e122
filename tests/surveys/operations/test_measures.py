"""Measures are data: edited as a draft, tried on past waves without a trace, taken in as versions that never change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from portal.accounts.roles import Role
from portal.ledger.queries import entries_about
from surveys.enums import EstimateState, UnclearCounts, WaveState
from surveys.models import CellTally, Estimate, MeasureVersion
from surveys.operations.estimates import decide_estimate, prepare_estimates
from surveys.operations.measures import draft_measure, drafted, load_measures, take_measure
from surveys.results.classification import current_measures, measures
from surveys.results.measuring import what_if
from tests.factories import surveys as factory
from tests.refusals import refused

NOW = factory.NOW


@pytest.fixture
def administrator(db):
    return factory.staff(Role.DISTRICT_ADMINISTRATOR)


@pytest.fixture
def closed(wave):
    factory.answered(wave, 36)
    factory.answered(wave, 4, overall="dissatisfied")
    factory.answered(wave, 10, overall="unclear")
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


def changed(administrator, **changes):
    draft = draft_measure(code="i52", actor=administrator)
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def test_shipped_measures_are_taken_in_once(db):
    assert load_measures() == len(measures())
    assert load_measures() == 0
    assert current_measures() == measures()


def test_a_draft_says_what_the_measure_says(administrator, wave):
    load_measures()
    draft = draft_measure(code="i50", actor=administrator)
    draft.refresh_from_db()
    version = take_measure(draft=draft, actor=administrator, now=NOW)
    first = MeasureVersion.objects.get(code="i50", number=2)
    assert version.definition | {"version": 2} == first.definition
    assert [entry.action for entry in entries_about(version)] == ["measure.take"]
    assert current_measures()["i50"].version == 3


def test_the_next_version_makes_new_figures_and_changes_no_old_one(administrator, closed):
    reviewer = factory.staff(Role.DISTRICT_REVIEWER)
    prepare_estimates(wave=closed, actor=administrator, now=NOW)
    old = Estimate.objects.get(measure="i52")
    decide_estimate(estimate=old, publish=True, reason="", actor=reviewer, now=NOW)
    take_measure(draft=changed(administrator, unclear=UnclearCounts.AS_NO), actor=administrator, now=NOW)
    prepare_estimates(wave=closed, actor=administrator, now=NOW)
    new = Estimate.objects.get(measure="i52", state=EstimateState.PREPARED)
    old.refresh_from_db()
    assert (old.result["value"], old.formula_version) == (90.0, 2)
    assert (new.result["value"], new.formula_version) == (72.0, 3)
    call_command("recompute_estimate")


def test_it_is_tried_on_past_waves_and_nothing_is_written(administrator, closed):
    take = changed(administrator, unclear=UnclearCounts.AS_NO)
    before = CellTally.objects.count(), Estimate.objects.count()
    (row,) = what_if(drafted(take))
    assert (row.stands, row.would["value"], row.would["n"]) == (None, 72.0, 50)
    assert (CellTally.objects.count(), Estimate.objects.count()) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule": []}, "没有写明什么算数"),
        ({"rule": [("one_of", {"question": "overall", "options": "happy"})]}, "没有这道题或这个选项：overall.happy"),
        ({"rule": [("combine", [{"measure": "i99", "weight": 1}])]}, "没有口径 i99"),
        ({"beside": "i99"}, "没有口径 i99"),
        ({"base": [("row", {"dimension": "age", "categories": "a60"})]}, "部分重叠"),
        ({"questionnaire": "none"}, "没有这个名称的问卷"),
    ],
)
def test_what_does_not_fit_is_named(administrator, wave, changes, words):
    with refused("unfit", words):
        take_measure(draft=changed(administrator, **changes), actor=administrator, now=NOW)


def test_only_an_author_edits_measures(wave):
    with pytest.raises(PermissionDenied):
        draft_measure(code="i52", actor=factory.staff(Role.DISTRICT_REVIEWER))
