"""Many events at once: all of them, or none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from campaigns.models import Event
from campaigns.operations.filing import Filing, plan_event, report_event
from portal.directory.models import Area


@dataclass(frozen=True)
class Entry:
    area: Area
    filing: Filing
    reports: bool


@transaction.atomic
def import_events(*, actor, now, entries: Iterable[Entry]) -> list[Event]:
    return [
        (report_event if entry.reports else plan_event)(actor=actor, now=now, area=entry.area, filing=entry.filing)
        for entry in entries
    ]
