"""What must hold of events and what proves them, as searches for rows that break it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from campaigns.models import Event, EventFiling, EventProof
from portal.ledger.queries import entries_about


def filings_twice(now: datetime) -> Iterator[str]:
    rows = EventFiling.objects.order_by().values_list("key").annotate(times=Count("*")).filter(times__gt=1)
    yield from (f"event-key:{key}" for key, _times in rows)


def unrecorded_events(now: datetime) -> Iterator[str]:
    for event in Event.objects.iterator(chunk_size=500):
        if not entries_about(event).exists():
            yield f"campaigns.event:{event.public_id}"


def files_of_two_streets(now: datetime) -> Iterator[str]:
    rows = EventProof.objects.exclude(file=None).order_by().values_list("file__public_id")
    shared = rows.annotate(times=Count("event__area", distinct=True)).filter(times__gt=1)
    yield from (f"file:{public_id}" for public_id, _times in shared)
