"""Events in forms that other programs read: iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from campaigns.enums import EventState
from campaigns.models import Event

LINE = 75


def calendar_of(events: Iterable[Event], *, name: str, base_url: str, now: dt.datetime) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{settings.DISTRICT.name_en}//Zero-waste portal//ZH"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _entry(event, base_url, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _entry(event: Event, base_url: str, now: dt.datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.public_id}@{base_url.partition('://')[2]}",
        f"DTSTAMP:{_instant(now)}",
        f"SEQUENCE:{event.version}",
        f"DTSTART:{_instant(event.starts_at)}",
        f"DTEND:{_instant(event.ends_at)}",
        f"SUMMARY:{_text(event.title)}",
        f"LOCATION:{_text(event.where)}",
        f"DESCRIPTION:{_text(event.description)}",
        f"STATUS:{'CANCELLED' if event.state == EventState.WITHDRAWN else 'CONFIRMED'}",
        f"URL:{base_url}/events/{event.public_id}/",
        "END:VEVENT",
    ]


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """Lines end in CRLF and hold 75 octets at most; no character is cut in two."""
    rows, row = [], b""
    for character in line:
        octets = character.encode()
        if len(row) + len(octets) > LINE:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"
