"""The release calendar as anyone reads it: what appears when, and each day that was announced before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from portal.board.enums import ReleaseState
from portal.board.models import Release
from portal.ledger.models import Entry
from portal.ledger.queries import subject_key


@dataclass(frozen=True)
class Change:
    """One line of how it came about, as the ledger has it."""

    at: dt.datetime
    state: str
    day: dt.date
    reason: str

    @property
    def label(self) -> str:
        return str(ReleaseState(self.state).label)


@dataclass(frozen=True)
class Announced:
    release: Release
    changes: Sequence[Change]
    is_missed: bool

    @property
    def postponed(self) -> list[Change]:
        return [change for change in self.changes if change.state == ReleaseState.POSTPONED]

    @property
    def version(self) -> int:
        """How often it was changed since it was announced."""
        return len(self.changes) - 1


def announced(releases: Sequence[Release], now: dt.datetime) -> list[Announced]:
    """Each with its lines from the ledger; one whose minute has passed without it says so."""
    lines: dict[str, list[Change]] = {subject_key(release): [] for release in releases}
    entries = Entry.objects.filter(subject__in=lines).order_by("sequence")
    for subject, at, after, reason in entries.values_list("subject", "recorded_at", "after", "reason"):
        lines[subject].append(Change(at, after["state"], dt.date.fromisoformat(after["day"]), reason))
    return [
        Announced(release, lines[subject_key(release)], release.is_to_come and release.at <= now)
        for release in releases
    ]
