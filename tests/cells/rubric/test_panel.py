"""Several evaluations as one, when some abstain."""

from decimal import Decimal

from cells.enums import MarkState
from cells.rubric.criteria import Given, Mark
from cells.rubric.panel import above_claim, disputed, merge_gates, merge_marks, unjudged
from tests.cells.rubric.sheets import SHEETS

TEN, FOUR = Mark(MarkState.GIVEN, Decimal(10)), Mark(MarkState.GIVEN, Decimal(4))
AWAY, SKIPPED = Mark(MarkState.ABSTAINED, None), Mark(MarkState.NOT_APPLICABLE, None)

SHEET = SHEETS["jiguan"]
NORMAL = next(code for code, item in SHEET.criteria.items() if item.kind == "normal")
BONUS = next(code for code, item in SHEET.criteria.items() if item.kind == "bonus")
GATE = SHEET.gates[0].code
MET, UNSURE = Given(MarkState.GIVEN, met=True), Given(MarkState.ABSTAINED)


def sheets(*marks, code=NORMAL):
    return [{code: mark} for mark in marks]


def test_who_abstains_is_left_out_of_the_mean():
    assert merge_marks(SHEET, sheets(TEN, AWAY))[NORMAL] == TEN
    assert merge_marks(SHEET, sheets(TEN, AWAY, FOUR))[NORMAL].points == 7
    assert merge_marks(SHEET, sheets(SKIPPED, AWAY))[NORMAL] == SKIPPED
    assert merge_marks(SHEET, sheets(AWAY, AWAY))[NORMAL].state == MarkState.UNANSWERED


def test_what_nobody_judged_is_named_bonus_apart():
    assert unjudged(SHEET, sheets(AWAY, AWAY)) == [NORMAL]
    assert unjudged(SHEET, sheets(AWAY, TEN)) == []
    assert unjudged(SHEET, sheets(AWAY, AWAY, code=BONUS)) == []
    assert unjudged(SHEET, []) == []


def test_abstaining_disputes_nothing():
    assert disputed(SHEET, sheets(SKIPPED, AWAY)) == []
    assert disputed(SHEET, sheets(SKIPPED, AWAY, TEN)) == [NORMAL]


def test_a_gate_is_met_by_those_who_judged_it():
    def merged(*given):
        return merge_gates(SHEET, [{GATE: entry} for entry in given])[GATE]

    assert merged(MET, UNSURE).met is True
    assert merged(UNSURE, UNSURE).met is None
    assert merged(MET, UNSURE, Given(MarkState.GIVEN, met=False)).met is False


def test_more_than_was_claimed_is_named():
    marks = {
        code: Mark(MarkState.GIVEN, points) for code, points in {"a": Decimal(2), "b": Decimal(4), "c": None}.items()
    }
    given = {
        code: Mark(MarkState.GIVEN, points)
        for code, points in {"a": Decimal(2), "b": Decimal(3), "c": Decimal(1), "z": Decimal(9)}.items()
    }
    assert above_claim(marks, given) == [("c", Decimal(0), Decimal(1))]
    assert above_claim(given, marks) == [("b", Decimal(3), Decimal(4))]
