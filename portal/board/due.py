"""When a department owes a figure, and since when it is late."""

import datetime as dt
from dataclasses import dataclass

from portal.board.periods import Period, year_of

DUE_MONTH, DUE_DAY = 3, 31


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
