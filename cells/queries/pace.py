"""How a waiting file stands among others: how many are before it, and how long such files took."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F

from cells.enums import ApplicationStatus as Status
from cells.models import Application, Submission
from portal.clock import DISTRICT
from portal.directory.workdays import count_workdays

LATEST = 100
# Fewer than these say nothing about the next one, and something about each.
LEAST = 10
# A tenth is left out at either end: eight of ten lie between.
TAIL = 0.1


def waiting_before(application: Application) -> int | None:
    """Files at the same desk that came first; None when it waits at no desk."""
    rows = Application.objects.filter(status=application.status, submitted_at__lt=application.submitted_at)
    if application.status == Status.SUBMITTED:
        return rows.filter(organisation__area=application.organisation.area_id).count()
    return rows.count() if application.status in {Status.PREREVIEWED, Status.EVALUATED} else None


def decided_spans() -> list[tuple[date, date]]:
    """First submission and first decision of the latest files that were decided on."""
    rows = Submission.objects.filter(number=1, application__decisions__number=1)
    rows = rows.annotate(decided_at=F("application__decisions__decided_at")).order_by("-decided_at")
    pairs = rows.values_list("submitted_at", "decided_at")[:LATEST]
    return [(start.astimezone(DISTRICT).date(), end.astimezone(DISTRICT).date()) for start, end in pairs]


def usual_workdays(spans: Sequence[tuple[date, date]], exceptions: Mapping[date, bool]) -> tuple[int, int] | None:
    """Between how many working days eight of ten files took; None when too few."""
    if len(spans) < LEAST:
        return None
    days = sorted(count_workdays(start, end, exceptions) for start, end in spans)
    return days[int(TAIL * (len(days) - 1))], days[-int(TAIL * (len(days) - 1)) - 1]
