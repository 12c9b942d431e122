"""What is missing before a figure may be published, in the database."""

from dataclasses import replace

import pytest

from portal.accounts.roles import Role
from surveys.enums import FlagKind, FlagState, WaveState
from surveys.models import Estimate, Flag
from surveys.operations.estimates import decide_estimate, prepare_estimates
from surveys.operations.flags import decide_flag
from surveys.results.gate import Lack, lacks
from tests.factories import surveys as factory
from tests.refusals import refused

NOW = factory.NOW


@pytest.fixture
def prepared(wave):
    factory.answered(wave, 40)
    factory.answered(wave, 1, signs=[FlagKind.SPEED])
    wave.state = WaveState.CLOSED
    wave.save()
    prepare_estimates(wave=wave, actor=factory.staff(Role.DEPARTMENT_OFFICER), now=NOW)
    return wave


def estimate(code):
    return Estimate.objects.select_related("wave__version").get(measure=code)


def codes(code="i52"):
    return {lack.code: lack.blocks for lack in lacks(estimate(code))}


def test_open_flags_keep_the_gate_shut_and_a_decision_asks_for_new_figures(prepared):
    assert codes() == {"open_flags": True, "unweighted": False}
    reviewer = factory.staff(Role.DISTRICT_REVIEWER)
    with refused("unfit", "公布前还缺条件"):
        decide_estimate(estimate=estimate("i52"), publish=True, reason="", actor=reviewer, now=NOW)
    decide_flag(flag=Flag.objects.get(), state=FlagState.EXCLUDED, reason="太快", actor=reviewer, now=NOW)
    assert codes() == {"inputs_changed": True, "unweighted": False}


def test_an_unbalanced_scale_keeps_the_gate_shut(prepared, monkeypatch):
    """Parsing refuses such a questionnaire; the gate does not rely on it."""
    row = estimate("i52")
    item = row.wave.version.questionnaire.by_id["overall"]
    lopsided = replace(item, options=tuple(option for option in item.options if (option.polarity or 1) > 0))
    items = tuple(lopsided if one is item else one for one in row.wave.version.questionnaire.items)
    row.wave.version.questionnaire = replace(row.wave.version.questionnaire, items=items)
    assert Lack("unbalanced_scale", 1, blocks=True) in lacks(row)


def test_few_answers_are_said_and_do_not_shut_the_gate(prepared):
    Flag.objects.all().delete()
    Estimate.objects.filter(measure="i52").update(suppressed=True)
    found = codes()
    assert found["too_few"] is False


def test_a_figure_of_figures_waits_for_them(prepared):
    assert codes("i51_total")["parts_unpublished"] is True


def test_a_measure_that_is_gone_has_changed(prepared):
    row = estimate("i52")
    row.measure = "gone"
    assert "inputs_changed" in {lack.code for lack in lacks(row)}
