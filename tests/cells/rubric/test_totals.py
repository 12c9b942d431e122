"""The properties of a total, over every rubric and any answers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cells.enums import CriterionKind, LossReason, MarkState
from cells.rubric.criteria import AllOrNone, Criterion, Given, Mark
from cells.rubric.totals import Block, round_cents, score_block, spread_cents, total_score
from tests.cells.rubric.sheets import CAP, CODES, SHEETS, best, filled, perfect

QUICK = settings(max_examples=60, deadline=None)


def total_of(sheet, answers):
    return sheet.total(sheet.mark_all(answers), CAP)


@pytest.mark.parametrize("code", CODES)
def test_perfect_is_100_and_nothing_is_0(code):
    sheet = SHEETS[code]
    total = total_of(sheet, perfect(sheet))
    assert (total.score, total.bonus, total.losses) == (100, 10, ())
    assert total_of(sheet, {}).score == 0


@QUICK
@given(filled())
def test_the_explanation_sums_to_the_total_exactly(pair):
    sheet, answers = pair
    total = total_of(sheet, answers)
    assert Decimal(100) - sum(loss.points for loss in total.losses) == total.score
    assert all(loss.points > 0 for loss in total.losses)


@QUICK
@given(filled())
def test_blocks_sum_to_the_total_when_every_block_applies(pair):
    sheet, answers = pair
    total = total_of(sheet, answers)
    if all(block.score is not None for block in total.blocks):
        assert sum(block.score for block in total.blocks) == total.score


@QUICK
@given(filled(), st.data())
def test_raising_an_item_never_lowers_the_total(pair, data):
    sheet, answers = pair
    code = data.draw(st.sampled_from(list(sheet.criteria)))
    if answers[code].state == MarkState.NOT_APPLICABLE:
        return
    raised = total_of(sheet, {**answers, code: best(sheet.criteria[code])})
    before = total_of(sheet, answers)
    assert raised.score >= before.score
    assert raised.bonus >= before.bonus


@QUICK
@given(filled(), st.data())
def test_not_applicable_changes_nothing_else(pair, data):
    sheet, answers = pair
    optional = [code for code, item in sheet.criteria.items() if item.may_not_apply and item.kind != "gate"]
    if not optional:
        return
    code = data.draw(st.sampled_from(optional))
    section = sheet.section_of(code)
    without = {**answers, code: Given(MarkState.NOT_APPLICABLE)}
    marks, other = sheet.mark_all(answers), sheet.mark_all(without)
    assert {key: mark for key, mark in marks.items() if key != code} == {
        key: mark for key, mark in other.items() if key != code
    }
    blocks, others = total_of(sheet, answers).blocks, total_of(sheet, without).blocks
    assert [one for one in blocks if one.code != section] == [two for two in others if two.code != section]


def test_what_does_not_apply_is_shared_out_within_its_block():
    sheet = SHEETS["jiguan"]
    answers = perfect(sheet) | {
        "JG-B4": Given(MarkState.NOT_APPLICABLE),
        "JG-B2": Given(MarkState.GIVEN, chosen=("b",)),
    }
    total = total_of(sheet, answers)
    block = next(block for block in total.blocks if block.code == "B")
    # 16 of 19 applicable points, of 26: 21.89; lost 4.11 points instead of 3
    assert (block.score, block.rescaled) == (Decimal("21.89"), True)
    assert [(loss.code, loss.points) for loss in total.losses] == [("JG-B2", Decimal("4.11"))]
    assert total.score == Decimal("95.89")


def _block(code, points, *, may_not_apply=False):
    when = "无" if may_not_apply else ""
    item = Criterion(
        f"{code}1", CriterionKind.NORMAL, Decimal(points), AllOrNone(), "文", "t", not_applicable_when=when
    )
    return Block(code, code, code, Decimal(points), (item,))


def test_a_block_that_does_not_apply_at_all_leaves_the_others_to_make_100():
    blocks = (_block("A", 60), _block("B", 40, may_not_apply=True))
    marks = {"A1": Mark(MarkState.GIVEN, Decimal(45)), "B1": Mark(MarkState.NOT_APPLICABLE, None)}
    total = total_score(blocks, None, marks, bonus_cap=Decimal(10))
    assert (total.score, total.bonus, total.rescaled) == (Decimal(75), 0, True)
    assert [(loss.points, loss.reason) for loss in total.losses] == [(Decimal(25), LossReason.PANEL)]


def test_nothing_applies_is_no_score():
    total = total_score((_block("A", 100),), None, {"A1": Mark(MarkState.NOT_APPLICABLE, None)}, bonus_cap=Decimal(10))
    assert (total.score, total.losses) == (0, ())


def test_a_loss_under_half_a_hundredth_is_not_listed():
    block = _block("A", 100)
    marks = {"A1": Mark(MarkState.GIVEN, Decimal("99.999"))}
    assert score_block(block, marks).score == 100
    assert total_score((block,), None, marks, bonus_cap=Decimal(10)).losses == ()


def test_the_bonus_is_capped():
    bonus = replace(_block("X", 15))
    marks = {"A1": Mark(MarkState.GIVEN, Decimal(100)), "X1": Mark(MarkState.GIVEN, Decimal(15))}
    assert total_score((_block("A", 100),), bonus, marks, bonus_cap=Decimal(10)).bonus == 10


@given(st.lists(st.fractions(0, 30, max_denominator=97), min_size=1, max_size=20))
def test_hundredths_are_shared_out_without_rest(parts):
    whole = round_cents(sum(parts, Fraction(0)))
    shares = spread_cents(parts, whole)
    assert sum(shares) == whole
    assert all(abs(Fraction(share) - part) < Fraction(1, 100) for share, part in zip(shares, parts, strict=True))
