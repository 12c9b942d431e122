"""Chinese working days, and deadlines that count them.

The administrator's table (`Exceptions`: day -> whether offices work) leads; the published calendars of a package are
the second source. A year is known when the table holds its whole list, or the package does. Days of other years count
by their weekday, and a deadline that touches one is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

FIRST_YEAR, LAST_YEAR = min(holidays).year, max(holidays).year
# The statute names 13 days off since 2025; a list with fewer, or without these two, is not yet entered whole.
STATUTORY_DAYS = 13
ALWAYS_OFF = ((1, 1), (10, 1))
LONGEST_COUNT = 1000
SATURDAY = 5
DAY = timedelta(days=1)

Exceptions = Mapping[date, bool]


@dataclass(frozen=True)
class Deadline:
    """The last day of so many working days after `counted_from`; provisional while a year it touches is unknown."""

    day: date
    counted_from: date
    is_provisional: bool


def is_known(year: int, exceptions: Exceptions) -> bool:
    """Whether the working days of a year are published and here."""
    return FIRST_YEAR <= year <= LAST_YEAR or year in _whole_years(exceptions)


def listed_days(year: int, exceptions: Exceptions) -> dict[date, bool]:
    """The days that the list of a year names, off or worked, in their order; what is known of it so far."""
    own = {day: works for day, works in exceptions.items() if day.year == year}
    published = (
        {}
        if year in _whole_years(exceptions)
        else {day: day in workdays for day in (*holidays, *workdays) if day.year == year}
    )
    return dict(sorted((published | own).items()))


def is_workday(day: date, exceptions: Exceptions) -> bool:
    """Whether offices work on a day; in a year that is not known, by its weekday."""
    return _works(day, exceptions, _whole_years(exceptions))


def deadline_after(start: date, count: int, exceptions: Exceptions) -> Deadline:
    """The `count`-th working day after `start`, which itself does not count. Counts beyond 1000 are a ValueError."""
    if not 0 <= count <= LONGEST_COUNT:
        raise ValueError(f"{count} working days cannot be added")
    day, left, whole = start, count, _whole_years(exceptions)
    while left:
        day += DAY
        left -= _works(day, exceptions, whole)
    touched = range((start + DAY).year, day.year + 1)
    return Deadline(day, start, not all(is_known(year, exceptions) for year in touched))


def count_workdays(start: date, end: date, exceptions: Exceptions) -> int:
    """How many working days lie after `start`, up to and with `end`."""
    whole = _whole_years(exceptions)
    return sum(_works(start + ahead * DAY, exceptions, whole) for ahead in range(1, (end - start).days + 1))


def followed(due_on: date, counted_from: date, before: Exceptions, after: Exceptions) -> date:
    """Where a deadline stands when the calendar changes from `before` to `after`: as many working days on.

    It never moves forward: people rely on the day that they were told.
    """
    count = count_workdays(counted_from, due_on, before)
    return max(due_on, deadline_after(counted_from, count, after).day)


def settled_before(on: date, exceptions: Exceptions) -> date:
    """Deadlines on days before this one have passed by `on` for certain: it is `on`, or where the known years end."""
    unknown = (year for year in range(LAST_YEAR + 1, on.year + 1) if not is_known(year, exceptions))
    return min(on, *(date(year, 1, 1) for year in unknown), on)


def _whole_years(exceptions: Exceptions) -> frozenset[int]:
    """The years whose list the table holds whole."""
    years = {day.year for day in exceptions if (day.month, day.day) in ALWAYS_OFF}
    return frozenset(year for year in years if _is_whole(year, exceptions))


def _is_whole(year: int, exceptions: Exceptions) -> bool:
    off = {day for day, works in exceptions.items() if day.year == year and not works}
    return len(off) >= STATUTORY_DAYS and all(date(year, month, day) in off for month, day in ALWAYS_OFF)


def _works(day: date, exceptions: Exceptions, whole: frozenset[int]) -> bool:
    if day in exceptions:
        return exceptions[day]
    if day.year in whole or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return day.weekday() < SATURDAY
    return bool(chinese_calendar.is_workday(day))
