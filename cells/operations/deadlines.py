"""What is still open follows the calendar: the same number of working days, counted by the new list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model, Q

from cells.enums import ApplicationStatus, BatchState
from cells.models import Application, Check, NoticeBatch
from cells.queries.notices import standing_entries
from cells.queries.surveillance import open_rectifications
from portal.directory.workdays import Exceptions, followed
from portal.ledger.operations import record
from portal.procedure.deadlines import day_of


@dataclass(frozen=True)
class Counted:
    """A field that holds a deadline in working days, from when it counts, and what the ledger calls its matter."""

    holder: Model
    field: str
    counted_from: date
    subject: Model | str

    @property
    def told(self) -> date:
        return getattr(self.holder, self.field)

    def move(self, day: date) -> None:
        type(self.holder).objects.filter(pk=self.holder.pk).update(**{self.field: day})


@transaction.atomic
def follow_calendar(*, actor, before: Exceptions, after: Exceptions, now: datetime) -> int:
    """Move the deadlines of running matters, later or not at all; each that moves is on the ledger. How many did."""
    moved = 0
    for row in [*_applications(), *_batches(), *_entries(), *_rectifications()]:
        day = followed(row.told, row.counted_from, before, after)
        if day != row.told:
            row.move(day)
            facts = {"before": {row.field: row.told.isoformat()}, "after": {row.field: day.isoformat()}}
            record(actor=actor, now=now, action="deadline.follow", subject=row.subject, **facts)
            moved += 1
    return moved


def _applications() -> Iterator[Counted]:
    """At an office, or with the unit to correct: both count from the day of the last step."""
    rows = Application.objects.filter(Q(due_on__isnull=False) | Q(status=ApplicationStatus.RETURNED))
    for row in rows.select_for_update(of=("self",)):
        field = "return_due_on" if row.status == ApplicationStatus.RETURNED else "due_on"
        if getattr(row, field):
            yield Counted(row, field, day_of(row.changed_at), row)


def _batches() -> Iterator[Counted]:
    for row in NoticeBatch.objects.filter(state=BatchState.OPEN).select_for_update():
        yield Counted(row, "due_on", row.opened_on, f"cells.noticebatch:{row.code}")


def _entries() -> Iterator[Counted]:
    """Where the clock stands still it keeps the days that were left when it stopped."""
    for row in standing_entries().select_related("application").select_for_update(of=("self",)):
        yield Counted(row, "due_on", row.paused_on or day_of(row.application.changed_at), row.application)


def _rectifications() -> Iterator[Counted]:
    for row in Check.objects.filter(pk__in=open_rectifications().values("pk")).select_for_update():
        yield Counted(row, "rectify_by", day_of(row.recorded_at), row.certificate)
