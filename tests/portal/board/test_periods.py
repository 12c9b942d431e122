"""Periods: their days, their order, what is refused."""

import datetime as dt

import pytest

from portal.board.targets.periods import Period, PeriodError, parse_period, quarter_of, year_of


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        (" 2024-02 ", "2024-02-01", "2024-02-29"),
    ],
)
def test_a_period_has_its_days(text, starts, ends):
    period = parse_period(text)
    assert (period.starts_on.isoformat(), period.ends_on.isoformat()) == (starts, ends)
    assert str(period) == text.strip()


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-13", "1999", "2101", "2024-h1", "x"])
def test_other_texts_are_no_period(text):
    with pytest.raises(PeriodError):
        parse_period(text)


def test_a_longer_period_that_ends_together_counts_before_a_shorter():
    texts = ["2024-12", "2024", "2024-Q4", "2024-Q3"]
    ordered = sorted((parse_period(text) for text in texts), key=lambda period: period.place)
    assert [str(period) for period in ordered] == ["2024-Q3", "2024-12", "2024-Q4", "2024"]


def test_the_period_around_a_day():
    assert quarter_of(dt.date(2026, 11, 23)) == Period("quarter", 2026, 4)
    assert year_of(dt.date(2026, 11, 23)) == Period("year", 2026)
