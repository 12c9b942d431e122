"""When a department owes a figure, and since when it is late."""

import datetime as dt
from dataclasses import dataclass

from portal.board.targets.periods import Period, quarter_of, year_of

DUE_MONTH, DUE_DAY = 3, 31
QUARTERS_BACK = 4
NOTE_DAYS = dt.timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Due:
    period: Period
    due_on: dt.date
    is_late: bool


def due_on(period: Period) -> dt.date:
    """A year's figure is asked for by the end of March of the next."""
    return dt.date(period.ends_on.year + 1, DUE_MONTH, DUE_DAY)


def years_owed(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> list[Period]:
    """The years of the plan that are over, oldest first."""
    years = (year_of(dt.date(year, 1, 1)) for year in range(starts_on.year, ends_on.year + 1))
    return [year for year in years if year.ends_on < today]


def next_due(owed: list[Period], latest: Period | None, today: dt.date) -> Due | None:
    """The newest year owed that the latest figure does not reach; None when all is in."""
    if not owed or (latest is not None and latest.ends_on >= owed[-1].ends_on):
        return None
    day = due_on(owed[-1])
    return Due(owed[-1], day, today > day)


def last_quarter(today: dt.date) -> Period:
    """The last one that is over."""
    return quarter_of(quarter_of(today).starts_on - dt.timedelta(days=1))


def note_due(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> Due | None:
    """The progress of a quarter of the plan is told within fifteen days of its end; None outside of the plan."""
    quarter = last_quarter(today)
    if not starts_on <= quarter.ends_on <= ends_on:
        return None
    day = quarter.ends_on + NOTE_DAYS
    return Due(quarter, day, today > day)


def quarters_to_tell(ends_on: dt.date, today: dt.date) -> list[Period]:
    """The running quarter and the four before it, newest first; of a plan that is over its last quarter too."""
    found = [quarter_of(today)]
    while len(found) <= QUARTERS_BACK:
        found.append(last_quarter(found[-1].starts_on))
    last = quarter_of(ends_on)
    return found if last in found or ends_on > today else [*found, last]
