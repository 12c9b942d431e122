"""Calendars that other programs subscribe to (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.conf import settings
from icalendar import Calendar, Event

from portal.text import xml_text

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_bytes(name: str, entries: Iterable[Event]) -> bytes:
    """`entries` under the calendar's name."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//{settings.DISTRICT.name_en}//Zero-waste portal//ZH")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", xml_text(name))
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def calendar_entry(
    uid: str, url: str, *, version: int, status: str, moments: Mapping[str, dt.datetime], texts: Mapping[str, str]
) -> Event:
    """`moments` and `texts` by the names of RFC 5545; `version` counts up with every change."""
    entry = Event()
    entry.add("UID", uid)
    entry.add("SEQUENCE", version)
    for name, moment in moments.items():
        entry.add(name, moment.astimezone(dt.UTC))
    for name, text in texts.items():
        entry.add(name, xml_text(text))
    entry.add("STATUS", status)
    entry.add("URL", url)
    return entry
