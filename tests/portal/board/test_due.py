"""Which year is owed, by when, and since when it is late."""

import datetime as dt

import pytest

from portal.board.targets.due import Due, due_on, next_due, years_owed
from portal.board.targets.periods import Period, parse_period

STARTS, ENDS = dt.date(2022, 1, 1), dt.date(2025, 12, 31)


def owed(today: str) -> list[str]:
    return [str(year) for year in years_owed(STARTS, ENDS, dt.date.fromisoformat(today))]


def test_a_year_is_owed_once_it_is_over_and_within_the_plan():
    assert owed("2022-12-31") == []
    assert owed("2023-01-01") == ["2022"]
    assert owed("2026-11-23") == ["2022", "2023", "2024", "2025"]


@pytest.mark.parametrize(
    ("latest", "today", "period", "is_late"),
    [
        (None, "2026-03-31", "2025", False),
        (None, "2026-04-01", "2025", True),
        ("2024", "2026-11-23", "2025", True),
        ("2025-Q3", "2026-11-23", "2025", True),
    ],
)
def test_the_newest_year_is_asked_for(latest, today, period, is_late):
    day = dt.date.fromisoformat(today)
    held = parse_period(latest) if latest else None
    asked = next_due(years_owed(STARTS, ENDS, day), held, day)
    assert asked == Due(parse_period(period), dt.date(2026, 3, 31), is_late)


@pytest.mark.parametrize("latest", ["2025", "2025-12", "2026-Q1"])
def test_nothing_is_asked_for_when_the_year_is_in(latest):
    day = dt.date(2026, 11, 23)
    assert next_due(years_owed(STARTS, ENDS, day), parse_period(latest), day) is None


def test_nothing_is_asked_for_before_a_year_is_over():
    assert next_due([], None, dt.date(2022, 5, 1)) is None
    assert due_on(Period("year", 2022)) == dt.date(2023, 3, 31)
