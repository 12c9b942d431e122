"""Events in forms that other programs read: iCalendar."""

import datetime as dt
from collections.abc import Iterable

from icalendar import Event as CalendarEntry

from campaigns.enums import EventState
from campaigns.models import Event
from portal.ledger.queries import last_changes, subject_key
from portal.papers.calendars import calendar_bytes, calendar_entry


def calendar_of(events: Iterable[Event], *, name: str, base_url: str, now: dt.datetime) -> bytes:
    events = list(events)
    changes = last_changes(events)
    return calendar_bytes(
        name,
        (_entry(event, base_url, now, changes.get(subject_key(event), event.created_at)) for event in events),
    )


def _entry(event: Event, base_url: str, now: dt.datetime, changed: dt.datetime) -> CalendarEntry:
    return calendar_entry(
        f"{event.public_id}@{base_url.partition('://')[2]}",
        f"{base_url}/events/{event.public_id}/",
        version=event.version,
        status="CANCELLED" if event.state == EventState.WITHDRAWN else "CONFIRMED",
        moments={"DTSTAMP": now, "LAST-MODIFIED": changed, "DTSTART": event.starts_at, "DTEND": event.ends_at},
        texts={"SUMMARY": event.title, "LOCATION": event.where, "DESCRIPTION": event.description},
    )
