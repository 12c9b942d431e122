from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.directory.workdays import (
    count_workdays,
    deadline_after,
    followed,
    is_known,
    is_workday,
    listed_days,
    settled_before,
)

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


def test_an_unknown_year_counts_by_its_weekdays():
    assert not is_known(2031, NONE)
    assert [is_workday(date(2031, 10, day), NONE) for day in (3, 4, 5, 6)] == [True, False, False, True]
    assert is_workday(date(2003, 12, 31), NONE)


@pytest.mark.parametrize("missing", [date(2031, 1, 1), date(2031, 10, 1), date(2031, 6, 24)])
def test_a_list_that_is_not_whole_makes_no_known_year(missing):
    part = {day: works for day, works in LIST_2031.items() if day != missing}
    assert (is_known(2031, part), is_known(2031, LIST_2031)) == (False, True)


def test_a_list_that_was_entered_whole_takes_the_place_of_the_published_one():
    """The package has 9 October 2025 worked and the 8th off; the table says the other way about."""
    table = {date(2025, 10, day): False for day in range(1, 8)} | {
        date(2025, month, day): False for month, day in ((1, 1), (1, 28), (1, 29), (4, 4), (5, 1), (5, 31))
    }
    assert (is_workday(date(2025, 10, 8), NONE), is_workday(date(2025, 10, 8), table)) == (False, True)
    assert (is_workday(date(2025, 9, 28), NONE), is_workday(date(2025, 9, 28), table)) == (True, False)


def test_what_a_list_names():
    assert list(listed_days(2031, LIST_2031)) == sorted(LIST_2031)
    assert listed_days(2031, NONE) == {}
    assert listed_days(2026, {date(2026, 10, 8): False})[date(2026, 10, 8)] is False
    published = listed_days(2026, NONE)
    assert (published[date(2026, 1, 3)], published[date(2026, 1, 4)], len(published)) == (False, True, 39)


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
def test_deadline_after(start, count, end):
    assert deadline_after(start, count, NONE).day == end
    assert count_workdays(start, end, NONE) == count


def test_a_deadline_that_reaches_into_an_unknown_year_says_so():
    firm, provisional = (deadline_after(date(2026, 12, 28), count, NONE) for count in (3, 4))
    assert (firm.day, firm.is_provisional) == (date(2026, 12, 31), False)
    assert (provisional.day, provisional.is_provisional) == (date(2027, 1, 1), True)
    assert provisional.counted_from == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("start", "due_on", "day"),
    [
        (date(2030, 12, 27), date(2031, 1, 3), date(2031, 1, 6)),  # over New Year's Day
        (date(2031, 1, 2), date(2031, 1, 10), date(2031, 1, 10)),  # beside it
        (date(2031, 9, 22), date(2031, 9, 29), date(2031, 9, 29)),  # a Sunday is worked: not earlier than was told
    ],
)
def test_a_deadline_follows_the_list_and_never_moves_forward(start, due_on, day):
    assert followed(due_on, start, NONE, LIST_2031) == day


@pytest.mark.parametrize(
    ("on", "table", "passed"),
    [
        (date(2026, 11, 29), NONE, date(2026, 11, 29)),
        (date(2027, 3, 1), NONE, date(2027, 1, 1)),
        (date(2031, 3, 1), LIST_2031, date(2027, 1, 1)),
    ],
)
def test_nothing_ends_in_a_year_that_is_not_known(on, table, passed):
    assert settled_before(on, table) == passed


@pytest.mark.parametrize("count", [-1, 1001])
def test_an_unreasonable_count_is_refused(count):
    with pytest.raises(ValueError):
        deadline_after(date(2026, 11, 23), count, NONE)


@given(DAYS, st.integers(0, 40))
def test_counting_undoes_adding(start, count):
    assert count_workdays(start, deadline_after(start, count, NONE).day, NONE) == count


@given(DAYS, st.integers(1, 40))
def test_a_deadline_is_a_working_day_and_the_first_that_reaches_its_count(start, count):
    end = deadline_after(start, count, NONE).day
    assert is_workday(end, NONE)
    assert count_workdays(start, end - timedelta(days=1), NONE) == count - 1


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_steps_add_up(start, first, second):
    middle = deadline_after(start, first, NONE).day
    assert deadline_after(middle, second, NONE).day == deadline_after(start, first + second, NONE).day


@given(st.dates(date(2026, 12, 1), date(2033, 12, 31)), st.integers(0, 40))
def test_a_deadline_that_follows_is_never_earlier_and_never_short(start, count):
    told = deadline_after(start, count, NONE).day
    day = followed(told, start, NONE, LIST_2031)
    assert day >= told
    assert count_workdays(start, day, LIST_2031) >= count
