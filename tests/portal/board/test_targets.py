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
    target = read_target(name="下降幅度", operator="gt", value=Decimal(0), target_text=">0", baseline_text="")
    assert target.value == 0
    assert target.kind == TargetKind.REACH


def test_an_operator_without_a_value_is_refused():
    with pytest.raises(ValueError, match="needs a value"):
        read_target(name="", operator="ge", value=None, target_text="", baseline_text="")


def test_an_unknown_operator_is_refused():
    with pytest.raises(ValueError, match="lt"):
        read_target(name="", operator="lt", value=Decimal(1), target_text="", baseline_text="")
