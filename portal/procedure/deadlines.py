"""Deadlines of offices: so many working days from today."""

from datetime import date, datetime

from portal.clock import DISTRICT
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import Deadline, deadline_after


def day_of(now: datetime) -> date:
    """The district's day."""
    return now.astimezone(DISTRICT).date()


def deadline_from(now: datetime, workdays: int) -> Deadline:
    """The last of so many working days after today."""
    return deadline_after(day_of(now), workdays, workday_exceptions())
