"""What a list of a year's days off must hold to be believed: 全国年节及纪念日放假办法, as amended in 2024."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.directory.holiday_notice import FESTIVALS, ListedDay
from portal.directory.workdays import SATURDAY, STATUTORY_DAYS

# New Year's Eve and the second of May are days off since then.
AMENDED, ADDED = 2025, 2
# Between which days a festival lies, and how many of them are off at least.
WINDOWS = {
    "元旦": ((1, 1), (1, 1), 1),
    "春节": ((1, 20), (2, 25), 4),
    "清明": ((4, 4), (4, 6), 1),
    "劳动": ((5, 1), (5, 2), 2),
    "端午": ((5, 25), (6, 27), 1),
    "中秋": ((9, 7), (10, 9), 1),
    "国庆": ((10, 1), (10, 3), 3),
}
BEFORE_THE_AMENDMENT = {"春节": ((1, 20), (2, 25), 3), "劳动": ((5, 1), (5, 1), 1)}


class TroubleKind(StrEnum):
    OFF_AND_WORKED = "off_and_worked"
    WORKED_WEEKDAY = "worked_weekday"
    MISSING = "missing"


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a list: of a day, or of a festival."""

    kind: TroubleKind
    day: date | None = None
    festival: str = ""


def statutory_days(year: int) -> int:
    """How many days off the law gives everybody in a year."""
    return STATUTORY_DAYS if year >= AMENDED else STATUTORY_DAYS - ADDED


def days_gained(days: Iterable[ListedDay]) -> int:
    """Days of the working week that are off, less days of the weekend that are worked: the statute's number."""
    off = {row.day for row in days if not row.is_workday and row.day.weekday() < SATURDAY}
    worked = {row.day for row in days if row.is_workday and row.day.weekday() >= SATURDAY}
    return len(off) - len(worked)


def troubles_of(days: Iterable[ListedDay], year: int) -> tuple[Trouble, ...]:
    """What speaks against a list, day by day and festival by festival; empty for one that may be kept."""
    return (*_contradictions(list(days)), *_missing(list(days), year))


def _contradictions(days: list[ListedDay]) -> Iterator[Trouble]:
    off = {row.day for row in days if not row.is_workday}
    for day in sorted({row.day for row in days if row.is_workday}):
        if day in off:
            yield Trouble(TroubleKind.OFF_AND_WORKED, day)
        elif day.weekday() < SATURDAY:
            yield Trouble(TroubleKind.WORKED_WEEKDAY, day)


def _missing(days: list[ListedDay], year: int) -> Iterator[Trouble]:
    """A list that names festivals names them all; each has its days off at its time of the year."""
    off = {row.day for row in days if not row.is_workday}
    named = {name for row in days if not row.is_workday for name in row.festivals}
    windows = WINDOWS if year >= AMENDED else WINDOWS | BEFORE_THE_AMENDMENT
    for name in FESTIVALS:
        first, last, least = windows[name]
        inside = [day for day in off if date(year, *first) <= day <= date(year, *last)]
        if len(inside) < least or (named and name not in named):
            yield Trouble(TroubleKind.MISSING, festival=name)
