"""Which level a result reaches."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cells.enums import MarkState, Shortcoming
from cells.results.wording import shortfall_words
from cells.rubric.criteria import Given
from cells.rubric.levels import rank_result
from tests.cells.rubric.sheets import CAP, CODES, SCHEME, SHEETS, filled, perfect

NO = Given(MarkState.GIVEN, met=False)


def rank(sheet, answers):
    return rank_result(SCHEME, sheet.total(sheet.mark_all(answers), CAP), sheet.gates, answers)


@pytest.mark.parametrize("code", CODES)
def test_perfect_is_the_highest_level(code):
    result = rank(SHEETS[code], perfect(SHEETS[code]))
    assert (result.level.code, result.shortfalls, result.passed) == ("demo", (), True)


@settings(max_examples=60, deadline=None)
@given(filled(), st.data())
def test_gates_dominate(pair, data):
    sheet, answers = pair
    gate = data.draw(st.sampled_from([gate.code for gate in sheet.gates]))
    result = rank(sheet, {**answers, gate: NO})
    assert result.level is None
    assert {shortfall.kind for shortfall in result.shortfalls} <= {
        Shortcoming.GATE_FAILED,
        Shortcoming.GATE_UNANSWERED,
    }


def test_a_gate_that_nobody_filled_in_is_named():
    sheet = SHEETS["jiguan"]
    result = rank(sheet, {code: entry for code, entry in perfect(sheet).items() if code != "JG-G2"})
    assert [(item.kind, item.subject) for item in result.shortfalls] == [(Shortcoming.GATE_UNANSWERED, "JG-G2")]


def test_a_gate_may_not_apply_only_where_the_rubric_says_so():
    sheet = SHEETS["school"]
    skip = Given(MarkState.NOT_APPLICABLE)
    assert rank(sheet, perfect(sheet) | {"XX-G4": skip}).passed
    assert not rank(sheet, perfect(sheet) | {"XX-G1": skip}).passed


def _without(sheet, *codes):
    return perfect(sheet) | {code: Given() for code in codes}


def test_a_block_below_its_floor_fails_in_spite_of_total_and_bonus():
    sheet = SHEETS["jiguan"]
    answers = _without(sheet, "JG-E2", "JG-E3")
    total = sheet.total(sheet.mark_all(answers), CAP)
    assert (total.score, total.bonus) == (Decimal(90), Decimal(10))
    result = rank(sheet, answers)
    assert result.level is None
    floor = result.shortfalls[0]
    assert (floor.kind, floor.subject, floor.value, floor.limit) == (
        Shortcoming.BLOCK_BELOW,
        "E",
        Decimal("44.44"),
        Decimal(50),
    )
    assert shortfall_words(sheet, floor).endswith("得分率 44.44%，低于 50.00% 的单项底线")


def test_the_bonus_never_rescues_a_fail():
    sheet = SHEETS["jiguan"]
    answers = _without(sheet, "JG-B1", "JG-B2", "JG-C4")
    assert sheet.total(sheet.mark_all(answers), CAP).score == 79
    result = rank(sheet, answers)
    assert result.level is None
    first = result.shortfalls[0]
    assert (first.level, first.kind, first.value, first.limit) == (
        "pass",
        Shortcoming.TOTAL_BELOW,
        Decimal(79),
        Decimal(80),
    )


def test_the_bonus_lifts_from_one_level_to_the_next():
    sheet = SHEETS["jiguan"]
    good = _without(sheet, "JG-C4", "JG-E2")
    assert sheet.total(sheet.mark_all(good), CAP).score == 87
    assert rank(sheet, good).level.code == "demo"
    bare = {code: entry for code, entry in good.items() if not code.startswith("JG-X")}
    assert rank(sheet, bare).level.code == "pass"


def test_a_level_needs_the_level_below():
    sheet = SHEETS["jiguan"]
    answers = _without(sheet, "JG-A1", "JG-B1", "JG-C4", "JG-E1")
    # 77 and a bonus of 10 would reach an upper level of 85, were it not for the lower one
    upper = replace(SCHEME.levels[1], min_score=Decimal(85), min_block_ratio=Decimal("0.1"))
    lenient = replace(SCHEME, levels=(SCHEME.levels[0], upper))
    result = rank_result(lenient, sheet.total(sheet.mark_all(answers), CAP), sheet.gates, answers)
    assert result.level is None
    assert Shortcoming.LOWER_LEVEL_FAILED in {item.kind for item in result.shortfalls}
