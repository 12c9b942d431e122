"""Quarters of the year as the district's calendar has them (Asia/Shanghai), half-open."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from portal.clock import DISTRICT as DISTRICT_TIME

MONTHS = 3
QUARTERS = 4
MARK_WEEKS = (4, 8, 11)
YEARS = range(2000, 2200)


class NoSuchQuarterError(ValueError):
    """Neither the first nor the second, third or fourth of a sensible year."""


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter: from midnight of its first day up to, not including, midnight of the next one's."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what is no quarter."""
        if self.year not in YEARS or not 1 <= self.number <= QUARTERS:
            raise NoSuchQuarterError(f"{self.year}-Q{self.number}")

    def __str__(self) -> str:
        """Return the code, such as 2026-Q4."""
        return f"{self.year:04}-Q{self.number}"

    @classmethod
    def of_day(cls, day: dt.date) -> Self:
        """Return the quarter that a day of the district belongs to."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def of(cls, instant: dt.datetime) -> Self:
        """Return the quarter that an instant falls into."""
        return cls.of_day(district_day(instant))

    @property
    def first_day(self) -> dt.date:
        """The day it begins."""
        return dt.date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day that still belongs to it."""
        return self.following.first_day - dt.timedelta(days=1)

    @property
    def begins_at(self) -> dt.datetime:
        """The first instant."""
        return midnight(self.first_day)

    @property
    def ends_at(self) -> dt.datetime:
        """The first instant that no longer belongs to it."""
        return midnight(self.following.first_day)

    @property
    def following(self) -> "Quarter":
        """The quarter after this one."""
        return Quarter(self.year + self.number // QUARTERS, self.number % QUARTERS + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % QUARTERS + 1)

    @property
    def marks(self) -> tuple[dt.date, ...]:
        """The days on which weeks 4, 8 and 11 are over: early word goes out."""
        return tuple(self.first_day + dt.timedelta(weeks=weeks) for weeks in MARK_WEEKS)

    def holds(self, instant: dt.datetime) -> bool:
        """Return whether the instant belongs to this quarter."""
        begins_at, ends_at = _bounds(self)
        return begins_at <= instant < ends_at

    def mark_reached(self, day: dt.date) -> int | None:
        """Return the last of the weeks 4, 8, 11 that is over on this day of the quarter."""
        if not self.first_day <= day <= self.last_day:
            return None
        over = [week for week, mark in zip(MARK_WEEKS, self.marks, strict=True) if mark <= day]
        return over[-1] if over else None


@lru_cache(maxsize=64)
def _bounds(quarter: Quarter) -> tuple[dt.datetime, dt.datetime]:
    """The first instant and the first one after, in UTC: a ledger asks for them with every event."""
    return quarter.begins_at.astimezone(dt.UTC), quarter.ends_at.astimezone(dt.UTC)


def midnight(day: dt.date) -> dt.datetime:
    """Return the instant at which a day of the district begins."""
    return dt.datetime.combine(day, dt.time.min, DISTRICT_TIME)


def district_day(instant: dt.datetime) -> dt.date:
    """Return the district's date at an instant."""
    return instant.astimezone(DISTRICT_TIME).date()


def quarter_of_code(code: str) -> Quarter:
    """Read a code such as 2026-Q4."""
    year, _, number = code.partition("-Q")
    if not (year.isascii() and number.isascii() and year.isdigit() and number.isdigit()):
        raise NoSuchQuarterError(code)
    return Quarter(int(year), int(number))
