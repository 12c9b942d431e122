"""What counts for whose quota in a quarter. Plain arithmetic; areas are never ranked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from campaigns.enums import EventState, JointRule

LATE_AFTER = dt.timedelta(days=14)
HELD_STATES = frozenset({EventState.HELD, EventState.RETURNED})
COUNTED_STATES = HELD_STATES | {EventState.PLANNED, EventState.VERIFIED}


class Period(Protocol):
    """What a quarter offers: which instants belong to it."""

    def holds(self, instant: dt.datetime, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Outing:
    """An event as the quota sees it. Its start decides the quarter, even if it ends in the next."""

    key: object
    state: str
    starts_at: dt.datetime
    lead: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """One area's events of one quarter against its own quota."""

    area: str
    quota: int | None
    planned: int = 0
    held: int = 0
    verified: int = 0

    @property
    def met(self) -> bool | None:
        """Whether the verified events reach the quota; None for an area without one."""
        return None if self.quota is None else self.verified >= self.quota

    @property
    def to_hold(self) -> int:
        """How many more events must be held, beyond those held or verified."""
        return max(0, (self.quota or 0) - self.verified - self.held)

    @property
    def to_plan(self) -> int:
        """How many more events must be planned, beyond those planned, held or verified."""
        return max(0, self.to_hold - self.planned)


def area_credited(outing: Outing, rule: JointRule) -> str:
    """Return the one area whose quota an event fills."""
    if rule == JointRule.PLACE and outing.place is not None:
        return outing.place
    return outing.lead


def tallies(
    outings: Iterable[Outing],
    quotas: Mapping[str, int | None],
    quarter: Period,
    rule: JointRule = JointRule.LEAD,
) -> list[Tally]:
    """Count each event once, for one area, in the quarter it starts in; areas in the order given."""
    counts = {area: {"planned": 0, "held": 0, "verified": 0} for area in quotas}
    seen: set[object] = set()
    for outing in outings:
        area = area_credited(outing, rule)
        if outing.key in seen or area not in counts or not is_counted(outing, quarter):
            continue
        seen.add(outing.key)
        counts[area][column(outing.state)] += 1
    return [Tally(area, quotas[area], **counts[area]) for area in quotas]


def is_counted(outing: Outing, quarter: Period) -> bool:
    """Return whether the event stands in this quarter's ledger."""
    return outing.state in COUNTED_STATES and quarter.holds(outing.starts_at)


def column(state: str) -> str:
    """Return the column of the ledger for a counted state; what was returned was still held."""
    return "held" if state in HELD_STATES else str(state)


def is_late(ended_at: dt.datetime, reported_at: dt.datetime) -> bool:
    """Return whether a report came so long after the event that it is marked as late."""
    return reported_at - ended_at > LATE_AFTER


def distinct_bounds(attendances: Iterable[int]) -> tuple[int, int]:
    """How many different people at least and at most: always the same ones came, or nobody came twice."""
    counts = list(attendances)
    return max(counts, default=0), sum(counts)


def reached(frozen: Mapping[str, Any]) -> dict[str, str]:
    """How many areas with a quota had as many verified events as it asks for, from what a figure was frozen with."""
    rows = [row for row in frozen["counted"] if row["quota"]]
    met = [row for row in rows if row["verified"] >= row["quota"]]
    return {"value": str(len(met)), "of": str(len(rows))}
