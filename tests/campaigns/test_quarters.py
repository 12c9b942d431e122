"""Quarter edges in Asia/Shanghai: midnight, leap years, year ends."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.quarters import (
    DISTRICT_TIME,
    MARK_WEEKS,
    NoSuchQuarterError,
    Quarter,
    district_day,
    midnight,
    quarter_of_code,
)

quarters = st.builds(Quarter, st.integers(2001, 2198), st.integers(1, 4))
START = dt.datetime(2001, 1, 2, tzinfo=dt.UTC)
instants = st.integers(0, 197 * 365 * 24 * 3600).map(lambda seconds: START + dt.timedelta(seconds=seconds))


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("instant", "code"),
    [
        (utc(2026, 3, 31, 15, 59, 59), "2026-Q1"),
        (utc(2026, 3, 31, 16), "2026-Q2"),
        (utc(2026, 6, 30, 15, 59, 59, 999999), "2026-Q2"),
        (utc(2026, 6, 30, 16), "2026-Q3"),
        (utc(2026, 9, 30, 16), "2026-Q4"),
        (utc(2026, 12, 31, 15, 59), "2026-Q4"),
        (utc(2026, 12, 31, 16), "2027-Q1"),
        (utc(2024, 2, 29, 16), "2024-Q1"),
        (dt.datetime(2026, 4, 1, tzinfo=DISTRICT_TIME), "2026-Q2"),
    ],
)
def test_quarter_of_an_instant(instant, code):
    assert str(Quarter.of(instant)) == code


@pytest.mark.parametrize(
    ("quarter", "first", "last", "days"),
    [
        (Quarter(2024, 1), dt.date(2024, 1, 1), dt.date(2024, 3, 31), 91),
        (Quarter(2025, 1), dt.date(2025, 1, 1), dt.date(2025, 3, 31), 90),
        (Quarter(2000, 1), dt.date(2000, 1, 1), dt.date(2000, 3, 31), 91),
        (Quarter(2100, 1), dt.date(2100, 1, 1), dt.date(2100, 3, 31), 90),
        (Quarter(2026, 4), dt.date(2026, 10, 1), dt.date(2026, 12, 31), 92),
    ],
)
def test_first_and_last_day(quarter, first, last, days):
    assert (quarter.first_day, quarter.last_day) == (first, last)
    assert (quarter.ends_at - quarter.begins_at).days == days


def test_marks_of_an_ordinary_and_a_leap_quarter():
    assert Quarter(2026, 4).marks == (
        dt.date(2026, 10, 29),
        dt.date(2026, 11, 26),
        dt.date(2026, 12, 17),
    )
    assert Quarter(2024, 1).marks[-1] == dt.date(2024, 3, 18)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (dt.date(2026, 10, 28), None),
        (dt.date(2026, 10, 29), 4),
        (dt.date(2026, 11, 25), 4),
        (dt.date(2026, 11, 26), 8),
        (dt.date(2026, 12, 17), 11),
        (dt.date(2026, 12, 31), 11),
        (dt.date(2027, 1, 1), None),
        (dt.date(2026, 9, 30), None),
    ],
)
def test_mark_reached(day, week):
    assert Quarter(2026, 4).mark_reached(day) == week


def test_neighbours_cross_the_year():
    assert Quarter(2026, 4).following == Quarter(2027, 1)
    assert Quarter(2027, 1).previous == Quarter(2026, 4)
    assert Quarter(2026, 2).previous == Quarter(2026, 1)
    assert Quarter(2026, 4) < Quarter(2027, 1)


@pytest.mark.parametrize("code", ["", "2026", "2026-Q0", "2026-Q5", "1999-Q1", "x-Q1", "2026-Q²", "２０２６-Q1"])
def test_no_such_quarter(code):
    with pytest.raises(NoSuchQuarterError):
        quarter_of_code(code)


def test_district_day_and_midnight():
    assert district_day(utc(2026, 6, 30, 16)) == dt.date(2026, 7, 1)
    assert midnight(dt.date(2026, 7, 1)) == utc(2026, 6, 30, 16)


@given(quarters)
def test_code_reads_back_and_neighbours_undo_each_other(quarter):
    assert quarter_of_code(str(quarter)) == quarter
    assert quarter.following.previous == quarter
    assert quarter.ends_at == quarter.following.begins_at
    assert len(quarter.marks) == len(MARK_WEEKS)
    assert quarter.first_day < min(quarter.marks) < max(quarter.marks) < quarter.last_day


@given(instants)
def test_every_instant_lies_in_exactly_one_quarter(instant):
    quarter = Quarter.of(instant)
    assert quarter.holds(instant)
    assert not quarter.previous.holds(instant)
    assert not quarter.following.holds(instant)
