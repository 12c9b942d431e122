"""Cells of the plan as numbers and targets."""

from decimal import Decimal

import pytest

from portal.board.enums import Operator, TargetKind
from portal.board.targets.target import number_in, read_target, satisfies


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.034", "0.034"), (" 100 ", "100"), ("-", None), ("", None), ("NaN", None), ("有", None)],
)
def test_a_cell_is_a_number_or_none(text, number):
    assert number_in(text) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        (Operator.AT_LEAST, "90", True),
        (Operator.AT_LEAST, "89.99", False),
        (Operator.MORE_THAN, "90", False),
        (Operator.MORE_THAN, "90.01", True),
        (Operator.AT_MOST, "90", True),
        (Operator.AT_MOST, "90.01", False),
    ],
)
def test_operators_at_their_edge(operator, value, holds):
    assert satisfies(Decimal(value), operator, Decimal(90)) is holds


def test_a_target_of_zero_stays_zero():
    target = read_target(kind="reach", operator="gt", value=Decimal(0))
    assert target.value == 0
    assert target.kind == TargetKind.REACH


def test_an_operator_without_a_value_is_refused():
    with pytest.raises(ValueError, match="needs a value"):
        read_target(kind="reach", operator="ge", value=None)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="unsaid"):
        read_target(kind="unsaid", operator="ge", value=Decimal(1))


def test_a_range_holds_both_its_ends_and_nothing_outside():
    target = read_target(kind="hold", operator="between", value=Decimal(20), upper=Decimal(30))
    assert [target.is_satisfied_by(Decimal(value)) for value in ("19.9", "20", "30", "30.1")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("year", "step"), [(2025, None), (2026, "80"), (2027, "80"), (2028, "88"), (2030, "88")])
def test_the_step_of_a_year_is_its_own_or_the_last_before_it(year, step):
    target = read_target(kind="reach", operator="ge", value=Decimal(92), steps={"2026": "80", "2028": "88"})
    assert target.step_of(year) == (Decimal(step) if step else None)
