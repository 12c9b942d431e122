"""The quarter as a report: the ledger's figures and what the verified events add up to, each way of counting apart."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Sum

from campaigns import queries
from campaigns.enums import EventState
from campaigns.models import Event
from campaigns.permissions import areas_reported, sees_all
from campaigns.quarters import Quarter
from campaigns.queries import LedgerRow

SUMS = ("households", "leaflets", "consultations")


@dataclass(frozen=True)
class Report:
    quarter: Quarter
    areas: Collection
    is_whole: bool
    rows: list[LedgerRow]
    events: list[Event]
    people: dict[str, int]
    sums: dict[str, int]
    closed_at: object


def quarter_report(user, quarter: Quarter) -> Report:
    """What this person may see: the district all areas, a street the own ones."""
    events = Event.objects.in_quarter(quarter).filter(state=EventState.VERIFIED).with_places()
    whole = sees_all(user)
    if not whole:
        events = events.filter(area__in=areas_reported(user))
    rows, closing = queries.ledger_seen_by(user, quarter), queries.closing_of(quarter)
    totals = events.aggregate(**{name: Sum(name, default=0) for name in SUMS})
    counted = events.exclude(counting="").order_by().values_list("counting").annotate(Sum("people_reached"))
    return Report(
        quarter=quarter,
        areas=[row.area for row in rows],
        is_whole=whole,
        rows=rows,
        events=list(events.order_by("starts_at", "pk")),
        people=dict(counted),
        sums=totals,
        closed_at=closing.closed_at if closing else None,
    )
