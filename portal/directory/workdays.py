"""Chinese working days: published calendars, corrected and continued by an administrator's table.

A year is known when the published calendars hold it, or when the table holds its list of days off. A day in any
other year is never guessed.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays

FIRST_YEAR, LAST_YEAR = min(holidays).year, max(holidays).year
# The statute names 13 days off since 2025; a list with fewer, or without these two, is not yet entered whole.
STATUTORY_DAYS = 13
ALWAYS_OFF = ((1, 1), (10, 1))
LONGEST_COUNT = 1000
SATURDAY = 5

Exceptions = Mapping[date, bool]


class UnknownYearError(LookupError):
    """The days off of a year are not known yet."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"the working days of {year} are not known yet")


def is_known(year: int, exceptions: Exceptions) -> bool:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return True
    off = {day for day, works in exceptions.items() if day.year == year and not works}
    return len(off) >= STATUTORY_DAYS and all(date(year, month, day) in off for month, day in ALWAYS_OFF)


def is_workday(day: date, exceptions: Exceptions) -> bool:
    """Whether offices work on a day; the administrator's table goes before the published calendars."""
    if not is_known(day.year, exceptions):
        raise UnknownYearError(day.year)
    if day in exceptions:
        return exceptions[day]
    if day.year > LAST_YEAR or day.year < FIRST_YEAR:
        return day.weekday() < SATURDAY
    return bool(chinese_calendar.is_workday(day))


def add_workdays(start: date, count: int, exceptions: Exceptions) -> date:
    """The `count`-th working day after `start`, which itself does not count."""
    if not 0 <= count <= LONGEST_COUNT:
        raise ValueError(f"{count} working days cannot be added")
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_workday(day, exceptions)
    return day


def count_workdays(start: date, end: date, exceptions: Exceptions) -> int:
    """How many working days lie after `start`, up to and with `end`."""
    return sum(is_workday(start + timedelta(days=ahead), exceptions) for ahead in range(1, (end - start).days + 1))
