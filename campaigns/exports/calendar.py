"""Events in forms that other programs read: iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from campaigns.enums import EventState
from campaigns.models import Event
from portal.ledger.queries import last_changes, subject_key
from portal.text import xml_text


def calendar_of(events: Iterable[Event], *, name: str, base_url: str, now: dt.datetime) -> bytes:
    events = list(events)
    changes = last_changes(events)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//{settings.DISTRICT.name_en}//Zero-waste portal//ZH")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", xml_text(name))
    for event in events:
        changed = changes.get(subject_key(event), event.created_at)
        calendar.add_component(_entry(event, base_url, now, changed))
    return calendar.to_ical()


def _entry(event: Event, base_url: str, now: dt.datetime, changed: dt.datetime) -> Entry:
    entry = Entry()
    entry.add("UID", f"{event.public_id}@{base_url.partition('://')[2]}")
    entry.add("SEQUENCE", event.version)
    for name, moment in (
        ("DTSTAMP", now),
        ("LAST-MODIFIED", changed),
        ("DTSTART", event.starts_at),
        ("DTEND", event.ends_at),
    ):
        entry.add(name, moment.astimezone(dt.UTC))
    for name, text in (("SUMMARY", event.title), ("LOCATION", event.where), ("DESCRIPTION", event.description)):
        entry.add(name, xml_text(text))
    entry.add("STATUS", "CANCELLED" if event.state == EventState.WITHDRAWN else "CONFIRMED")
    entry.add("URL", f"{base_url}/events/{event.public_id}/")
    return entry
