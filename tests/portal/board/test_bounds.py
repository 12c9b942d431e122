"""What a figure of a unit can be, and which step is asked about: literal tables."""

from decimal import Decimal

import pytest

from portal.board.targets.bounds import bounds_of, is_jump


@pytest.mark.parametrize(
    ("unit", "is_unbounded", "upper", "bounds"),
    [
        ("%", False, None, (0, 100)),
        ("%", False, "98", (0, 100)),
        ("%", False, "120", (0, 120)),
        ("%", True, None, (None, None)),
        ("吨/万元", False, None, (0, None)),
        ("个", False, "10", (0, None)),
    ],
)
def test_bounds_by_unit(unit, is_unbounded, upper, bounds):
    assert bounds_of(unit, is_unbounded=is_unbounded, upper=upper and Decimal(upper)) == bounds


@pytest.mark.parametrize(
    ("value", "before", "unit", "asked"),
    [
        ("97.2", None, "%", False),
        ("97.2", "93.1", "%", False),
        ("9.72", "93.1", "%", True),
        ("73.1", "93.1", "%", False),
        ("73.0", "93.1", "%", True),
        ("24.6", "24.1", "万吨", False),
        ("246", "24.1", "万吨", True),
        ("0.031", "0.032", "吨/万元", False),
        ("0.31", "0.032", "吨/万元", True),
        ("1", "0", "个", True),
        ("0", "0", "个", False),
    ],
)
def test_a_jump_is_asked_about(value, before, unit, asked):
    assert is_jump(Decimal(value), before and Decimal(before), unit) is asked
