"""The release calendar as other programs subscribe to it."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Event

from portal.board.enums import ReleaseState
from portal.board.results.calendar import Announced
from portal.board.results.words import release_words
from portal.papers.calendars import calendar_bytes, calendar_entry

STATUS = {ReleaseState.CONFIRMED: "CONFIRMED", ReleaseState.PUBLISHED: "CONFIRMED", ReleaseState.CANCELLED: "CANCELLED"}
LASTS = dt.timedelta(minutes=30)


def release_calendar(rows: Iterable[Announced], *, name: str, now: dt.datetime) -> bytes:
    return calendar_bytes(name, (_entry(row, now) for row in rows))


def _entry(row: Announced, now: dt.datetime) -> Event:
    release, base = row.release, settings.PORTAL_BASE_URL
    said = [str(ReleaseState(release.state).label), *(change.reason for change in row.postponed)]
    return calendar_entry(
        f"{release.public_id}@{base.partition('://')[2]}",
        base + reverse("board:release-list"),
        version=max(row.version, 0),
        status=STATUS.get(ReleaseState(release.state), "TENTATIVE"),
        moments={
            "DTSTAMP": now,
            "LAST-MODIFIED": row.changes[-1].at if row.changes else now,
            "DTSTART": release.at,
            "DTEND": release.at + LASTS,
        },
        texts={"SUMMARY": release_words(release), "DESCRIPTION": "\n".join(said)},
    )
