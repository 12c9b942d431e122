"""What a certificate is worth on a day."""

from datetime import date

import pytest

from cells.enums import Standing
from cells.standing import add_months, is_counted, standing_on, valid_until

ISSUED, LAST = date(2026, 1, 10), date(2028, 1, 9)
DAYS = [
    ("valid", date(2026, 1, 10), Standing.VALID),
    ("valid", date(2026, 1, 9), Standing.UNKNOWN),
    ("valid", date(2027, 11, 9), Standing.VALID),
    ("valid", date(2027, 11, 10), Standing.DUE),
    ("valid", date(2028, 1, 9), Standing.DUE),
    ("valid", date(2028, 1, 10), Standing.EXPIRED),
    ("suspended", date(2028, 1, 10), Standing.SUSPENDED),
    ("withdrawn", date(2026, 2, 1), Standing.WITHDRAWN),
    ("replaced", date(2026, 2, 1), Standing.REPLACED),
]


@pytest.mark.parametrize(("state", "day", "standing"), DAYS)
def test_standing(state, day, standing):
    assert standing_on(day, state=state, issued_on=ISSUED, last_valid_on=LAST, due_days=60) == standing


def test_months_end_at_the_end_of_the_month():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 15), 12) == date(2027, 12, 15)
    assert valid_until(ISSUED, 24) == LAST


def test_what_counts():
    assert {standing for standing in Standing if is_counted(standing)} == {Standing.VALID, Standing.DUE}
