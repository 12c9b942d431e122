"""The working days of a year: who is asked for them, and how they come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.operations.deadlines import follow_calendar as follow_in_cells
from portal.accounts.permissions import has_role
from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.directory.holiday_checks import days_gained, statutory_days, troubles_of
from portal.directory.holiday_notice import Reading, read_notice
from portal.directory.models import CalendarDay
from portal.directory.queries import workday_exceptions, year_is_known
from portal.inbox.operations import close_tasks, open_task
from portal.inbox.operations import follow_calendar as follow_in_tasks
from portal.ledger.operations import record

ENTER = "calendar.enter"
TITLE = gettext_noop("Enter the days off of %(year)s: without them deadlines stay provisional")
# The State Council publishes in the autumn; by then it is asked for.
ASKED_FROM, WANTED_BY = (11, 1), (12, 15)


class NotBelievedError(Exception):
    """The list is not understood whole, is not whole, or has another number of days off than the law."""


@dataclass(frozen=True)
class Entered:
    """How many days the list holds, and how many deadlines moved on."""

    days: int
    moved: int


@transaction.atomic
def enter_year(*, actor, year: int, text: str, is_compared: bool, now: datetime) -> Entered:
    """Put the list of a year in the place of what was there; deadlines that are open follow it.

    `is_compared`: a person vouches for a list whose number of days off is not the statute's.
    """
    if not has_role(actor, Role.DISTRICT_ADMINISTRATOR):
        raise PermissionDenied
    reading = read_notice(text, year)
    if not is_believable(reading, year) or (differs_from_statute(reading, year) and not is_compared):
        raise NotBelievedError
    before = workday_exceptions()
    named = {row.day: row for row in reading.days}
    CalendarDay.objects.filter(date__year=year).exclude(date__in=named).delete()
    rows = [
        CalendarDay(date=row.day, is_workday=row.is_workday, note="、".join(row.festivals)) for row in named.values()
    ]
    CalendarDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["date"], update_fields=["is_workday", "note"]
    )
    after = workday_exceptions()
    facts = {"before": _facts(before, year), "after": _facts(after, year) | {"text": text}}
    record(actor=actor, now=now, action=ENTER, subject=_subject(year), **facts)
    close_tasks(subject=_subject(year), now=now, kind=ENTER)
    moved = follow_in_cells(actor=actor, before=before, after=after, now=now)
    return Entered(len(rows), max(moved, follow_in_tasks(before=before, after=after)))


def is_believable(reading: Reading, year: int) -> bool:
    """Whether every line is understood and nothing speaks against the list."""
    return not reading.faults and not troubles_of(reading.days, year)


def differs_from_statute(reading: Reading, year: int) -> bool:
    """Whether the list gives more or fewer days off than the law: a slip, or a special year such as 2020."""
    return days_gained(reading.days) != statutory_days(year)


@transaction.atomic
def ask_for_calendar(*, now: datetime) -> list[int]:
    """By the clock: a task while a year's list is wanted and not here. Safe to repeat; returns the years."""
    unknown = []
    for year in _wanted(now.astimezone(DISTRICT).date()):
        if year_is_known(year):
            close_tasks(subject=_subject(year), now=now, kind=ENTER)
            continue
        unknown.append(year)
        open_task(
            kind=ENTER,
            title=TITLE,
            values={"year": str(year)},
            subject=_subject(year),
            link=reverse("home:calendar-edit", args=[year]),
            due_on=date(year - 1, *WANTED_BY),
            now=now,
            role=Role.DISTRICT_ADMINISTRATOR,
        )
    return unknown


def _wanted(today: date) -> Iterable[int]:
    return (today.year, today.year + 1) if (today.month, today.day) >= ASKED_FROM else (today.year,)


def _subject(year: int) -> str:
    return f"directory.calendar:{year}"


def _facts(table: dict[date, bool], year: int) -> dict:
    days = sorted(day for day in table if day.year == year)
    return {
        "off": [day.isoformat() for day in days if not table[day]],
        "worked": [day.isoformat() for day in days if table[day]],
    }
