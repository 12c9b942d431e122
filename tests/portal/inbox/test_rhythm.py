"""When a summary goes, as a table."""

from datetime import date, timedelta

import pytest

from portal.inbox.rhythm import is_day, is_news

THURSDAY = date(2026, 11, 26)
YESTERDAY, FRIDAY_BEFORE, MONDAY = THURSDAY - timedelta(1), date(2026, 11, 20), date(2026, 11, 23)
NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("rhythm", "today", "last", "works", "goes"),
    [
        ("daily", THURSDAY, None, True, True),
        ("daily", THURSDAY, YESTERDAY, True, True),
        ("daily", THURSDAY, THURSDAY, True, False),
        ("daily", THURSDAY, YESTERDAY, False, False),
        ("weekly", THURSDAY, None, True, True),
        ("weekly", THURSDAY, FRIDAY_BEFORE, True, True),
        ("weekly", THURSDAY, MONDAY, True, False),
        ("weekly", NEW_YEAR, date(2026, 12, 28), True, False),  # one week, two years
        ("weekly", date(2027, 1, 4), NEW_YEAR, True, True),
        ("weekly", date(2027, 11, 25), date(2026, 11, 26), True, True),  # the same week of another year
        ("never", THURSDAY, None, True, False),
    ],
)
def test_the_days_of_a_summary(rhythm, today, last, works, goes):
    assert is_day(rhythm, today, last, works=works) == goes


@pytest.mark.parametrize(
    ("rhythm", "last", "opened", "due", "is_worth_it"),
    [
        ("daily", None, MONDAY, None, True),
        ("daily", YESTERDAY, YESTERDAY, None, True),  # it came after yesterday's message
        ("daily", YESTERDAY, MONDAY, None, False),
        ("daily", YESTERDAY, MONDAY, THURSDAY + timedelta(4), False),
        ("daily", YESTERDAY, MONDAY, THURSDAY + timedelta(3), True),
        ("daily", YESTERDAY, MONDAY, MONDAY, True),
        ("weekly", FRIDAY_BEFORE, date(2026, 1, 5), None, True),
    ],
)
def test_what_is_worth_a_message(rhythm, last, opened, due, is_worth_it):
    assert is_news(rhythm, THURSDAY, last, opened=opened, due=due) == is_worth_it
