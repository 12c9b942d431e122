"""Numbers as they are written everywhere."""

from decimal import Decimal

import pytest

from portal.numbers import one_place, plain_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.0100"), "0.01"),
        (Decimal(100), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (Decimal("22.730"), "22.73"),
        (0.5, "0.5"),
        (None, ""),
    ],
)
def test_a_number_is_plain(value, text):
    assert plain_number(value) == text


def test_a_share_is_written_with_one_place():
    assert one_place(91.25) == Decimal("91.3")
    assert one_place(Decimal("90.04999")) == Decimal("90.0")
