from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.directory.workdays import UnknownYearError, add_workdays, count_workdays, is_workday

NONE: dict[date, bool] = {}
DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31))
# A made-up list for a year that no package knows: 13 days off, two of them the fixed ones, one make-up Sunday.
LIST_2031 = {date(2031, 10, day): False for day in range(1, 8)} | {
    date(2031, 1, 1): False,
    date(2031, 1, 23): False,
    date(2031, 1, 24): False,
    date(2031, 4, 4): False,
    date(2031, 5, 1): False,
    date(2031, 6, 24): False,
    date(2031, 9, 28): True,
}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # Monday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 10, 1), False),  # National Day, Thursday
        (date(2026, 10, 10), True),  # Saturday, made up for the holiday
        (date(2026, 2, 17), False),  # Spring Festival
        (date(2026, 1, 1), False),
        (date(2025, 1, 26), True),  # Sunday, made up for Spring Festival
    ],
)
def test_published_calendars(day, works):
    assert is_workday(day, NONE) is works


def test_the_table_goes_before_the_published_calendars():
    monday = date(2026, 11, 23)
    assert is_workday(monday, {monday: False}) is False
    assert is_workday(date(2026, 11, 22), {date(2026, 11, 22): True}) is True


def test_an_unknown_year_is_never_guessed():
    with pytest.raises(UnknownYearError) as refused:
        is_workday(date(2031, 3, 3), NONE)
    assert refused.value.year == 2031
    with pytest.raises(UnknownYearError):
        is_workday(date(2003, 12, 31), NONE)


@pytest.mark.parametrize("missing", [date(2031, 1, 1), date(2031, 10, 1), date(2031, 6, 24)])
def test_a_list_that_is_not_whole_makes_no_known_year(missing):
    part = {day: works for day, works in LIST_2031.items() if day != missing}
    with pytest.raises(UnknownYearError):
        is_workday(date(2031, 3, 3), part)
    with pytest.raises(UnknownYearError):
        is_workday(date(2031, 10, 2), part)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2031, 3, 3), True),
        (date(2031, 3, 8), False),
        (date(2031, 10, 6), False),
        (date(2031, 9, 28), True),
    ],
)
def test_a_year_whose_list_was_entered_is_known(day, works):
    assert is_workday(day, LIST_2031) is works


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
    ],
)
def test_add_workdays(start, count, end):
    assert add_workdays(start, count, NONE) == end
    assert count_workdays(start, end, NONE) == count


def test_a_deadline_that_reaches_into_an_unknown_year_says_so():
    assert add_workdays(date(2026, 12, 28), 3, NONE) == date(2026, 12, 31)
    with pytest.raises(UnknownYearError):
        add_workdays(date(2026, 12, 28), 4, NONE)


@pytest.mark.parametrize("count", [-1, 1001])
def test_an_unreasonable_count_is_refused(count):
    with pytest.raises(ValueError):
        add_workdays(date(2026, 11, 23), count, NONE)


@given(DAYS, st.integers(0, 40))
def test_counting_undoes_adding(start, count):
    assert count_workdays(start, add_workdays(start, count, NONE), NONE) == count


@given(DAYS, st.integers(1, 40))
def test_a_deadline_is_a_working_day_and_the_first_that_reaches_its_count(start, count):
    end = add_workdays(start, count, NONE)
    assert is_workday(end, NONE)
    assert count_workdays(start, end - timedelta(days=1), NONE) == count - 1


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_steps_add_up(start, first, second):
    assert add_workdays(add_workdays(start, first, NONE), second, NONE) == add_workdays(start, first + second, NONE)
