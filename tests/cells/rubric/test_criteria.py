"""Points of each scoring method, worked by hand."""

from decimal import Decimal

import pytest
from django.utils import translation

from cells.enums import CriterionKind, LossReason, MarkState
from cells.rubric.criteria import (
    AllOrNone,
    Count,
    Criterion,
    Deduct,
    Gate,
    Given,
    OneOf,
    Option,
    Share,
    Shortfall,
    Steps,
    SumOf,
    Tier,
    mark_criterion,
)

OPTIONS = (
    Option("a", "全", "all", Decimal(6)),
    Option("b", "半", "half", Decimal(3)),
    Option("c", "无", "none", Decimal(0)),
)
PARTS = (Option("a", "协议", "agreement", Decimal(3)), Option("b", "记录", "records", Decimal(2)))
TIERS = (Tier(Decimal(12), Decimal(5)), Tier(Decimal(6), Decimal(3)))

NUMBERS = [
    (Deduct(Decimal(2)), 8, "0", "8"),
    (Deduct(Decimal(2)), 8, "3", "2"),
    (Deduct(Decimal(2)), 8, "9", "0"),
    (Deduct(Decimal(2), floor=Decimal(1)), 8, "9", "1"),
    (Deduct(Decimal("1.6")), 8, "1", "6.4"),
    (Count(Decimal("0.75"), Decimal(3)), 3, "3", "2.25"),
    (Count(Decimal("0.75"), Decimal(3)), 3, "7", "3"),
    (Count(Decimal(2), Decimal(4)), 4, "1", "2"),
    (Shortfall(Decimal(90), Decimal(1), Decimal(1)), 8, "90", "8"),
    (Shortfall(Decimal(90), Decimal(1), Decimal(1)), 8, "89.5", "8"),
    (Shortfall(Decimal(90), Decimal(1), Decimal(1)), 8, "87", "5"),
    (Shortfall(Decimal(90), Decimal(1), Decimal(1)), 8, "10", "0"),
    (Shortfall(Decimal(90), Decimal(10), Decimal(2)), 6, "79", "4"),
    (Share(), 8, "85", "6.8"),
    (Share(), 8, "130", "8"),
    (Steps(TIERS), 5, "12", "5"),
    (Steps(TIERS), 5, "11", "3"),
    (Steps(TIERS), 5, "5", "0"),
    (Steps(TIERS, otherwise=Decimal(2)), 5, "-4", "2"),
]


@pytest.mark.parametrize(("method", "maximum", "number", "points"), NUMBERS)
def test_points_of_a_number(method, maximum, number, points):
    assert method.mark(Given(MarkState.GIVEN, number=Decimal(number)), Decimal(maximum)).points == Decimal(points)


@pytest.mark.parametrize(
    "method",
    [
        Deduct(Decimal(1)),
        Count(Decimal(1), Decimal(3)),
        Shortfall(Decimal(90), Decimal(1), Decimal(1)),
        Share(),
        Steps(TIERS),
    ],
)
def test_no_number_is_unanswered(method):
    mark = method.mark(Given(MarkState.GIVEN), Decimal(3))
    assert (mark.state, mark.points, mark.reason) == (MarkState.UNANSWERED, Decimal(0), LossReason.UNANSWERED)


@pytest.mark.parametrize(("met", "points"), [(True, 4), (False, 0), (None, 0)])
def test_all_or_none(met, points):
    assert AllOrNone().mark(Given(MarkState.GIVEN, met=met), Decimal(4)).points == points


@pytest.mark.parametrize(("chosen", "points"), [(("a",), 6), (("b",), 3), (("c",), 0), ((), 0), (("x",), 0)])
def test_one_of(chosen, points):
    assert OneOf(OPTIONS).mark(Given(MarkState.GIVEN, chosen=chosen), Decimal(6)).points == points


@pytest.mark.parametrize(("chosen", "points"), [(("a", "b"), 5), (("b",), 2), ((), 0)])
def test_sum_of(chosen, points):
    assert SumOf(PARTS).mark(Given(MarkState.GIVEN, chosen=chosen), Decimal(5)).points == points


def test_sum_of_nothing_filled_in_is_unanswered():
    assert SumOf(PARTS).mark(Given(), Decimal(5)).reason == LossReason.UNANSWERED


def test_a_loss_says_why():
    mark = Deduct(Decimal(2)).mark(Given(MarkState.GIVEN, number=Decimal(3)), Decimal(8))
    assert (mark.reason, mark.values) == (LossReason.FOUND, {"found": "3", "step": "2"})
    with translation.override("en"):
        assert LossReason.FOUND.label % mark.values == "3 found, 2 points off each"


def test_full_points_have_no_reason():
    assert AllOrNone().mark(Given(MarkState.GIVEN, met=True), Decimal(4)).reason is None


def _criterion(**more):
    return Criterion("X1", CriterionKind.NORMAL, Decimal(4), AllOrNone(), "文", "text", **more)


def test_not_applicable_is_no_number_and_must_be_allowed():
    given = Given(MarkState.NOT_APPLICABLE)
    assert mark_criterion(_criterion(not_applicable_when="无食堂"), given).points is None
    assert mark_criterion(_criterion(), given).state == MarkState.UNANSWERED


def test_an_unanswered_criterion_earns_nothing():
    assert mark_criterion(_criterion(), Given(met=True)).points == 0
    assert mark_criterion(_criterion(), Given(MarkState.GIVEN, met=True)).points == 4


def test_a_gate_asks_for_met():
    assert Gate().entry == "met"
    assert Gate().kind == "gate"
