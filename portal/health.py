"""What the portal says of its own state: one line a thing, each a rule on plain values; and what rooms say of theirs.

`failing` is what keeps this process from serving or from keeping what people send: the database, the cache, a full
disk. All else is a `warning`: the pages still stand. `alarm`: a person has to hear of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILING = "failing"


@dataclass(frozen=True)
class Line:
    """`word` says in a word how it stands (`ok`, `late`, `full`); `values` are what the words of the page name."""

    name: str
    state: State = State.OK
    word: str = "ok"
    values: Mapping[str, Any] = field(default_factory=dict)
    alarm: bool = False
    # Of the line: a duty's own name.
    duty: str = ""

    @property
    def text(self) -> str:
        """`name: word`, with figures alone: for a terminal and a monitor."""
        figures = " ".join(f"{key}={value}" for key, value in self.values.items() if isinstance(value, int))
        return f"{self.name}: {self.word} {figures}".rstrip()


@dataclass(frozen=True)
class Health:
    """A line that a room declares. `troubles`: by the line's word, what is wrong and what a person does about it."""

    order: int
    name: str
    label: Any
    holds: Any
    troubles: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    # The title of the task for whoever has to act, where a person has to hear of it.
    alarm: str = ""
    # What gives the line as it stands, and those near it; None where another's does.
    ask: Callable[[datetime], Sequence[Line]] | None = None
    # Each source is asked in a thread of its own: one that hangs keeps no other from answering.
    source: str = "database"


# A task or a message that waits longer than this is late (fault model, I8).
LATE = timedelta(minutes=5)
BACKUP_LATE = timedelta(hours=50)
CHECK_LATE = timedelta(hours=50)
KEPT_DAYS = 200
MEGABYTE = 1024 * 1024
SHARES = (50, 80, 100)  # per cent of the text messages of a day


def minutes(span: timedelta) -> int:
    return int(span / timedelta(minutes=1))


def waiting_line(name: str, oldest: datetime | None, count: int, now: datetime) -> Line:
    """The task queue or the outbox: how many wait, and how long the oldest has waited past its time."""
    age = now - oldest if oldest else timedelta(0)
    values = {"count": count, "minutes": max(0, minutes(age))}
    if age <= LATE:
        return Line(name, values=values)
    return Line(name, State.WARNING, "late", values, alarm=True)


def undelivered_line(count: int) -> Line:
    """Messages that rest until somebody decides; their own page has them."""
    values = {"count": count}
    return Line("undelivered", State.WARNING, "some", values) if count else Line("undelivered", values=values)


def texts_lines(count: int, budget: int) -> list[Line]:
    """How much of the day's text messages is spent: a line for each share that is passed, so that each is told of."""
    values = {"count": count, "budget": budget}
    passed = [share for share in SHARES if budget and count * 100 >= share * budget]
    return [Line(f"texts_{share}", State.WARNING, "spent", values, alarm=True) for share in passed] or [
        Line("texts", values=values)
    ]


def disk_line(free: int, least: int, a_day: int) -> Line:
    """`free`, `least`: bytes; `a_day`: bytes that files and logs take a day. Room for 200 days of both is asked for."""
    needed = a_day * KEPT_DAYS
    values = {"free_mb": free // MEGABYTE, "needed_mb": needed // MEGABYTE}
    if free < least:
        return Line("disk", State.FAILING, "full", values, alarm=True)
    return Line("disk", State.WARNING, "short", values) if free < needed else Line("disk", values=values)


def files_line(fault: str) -> Line:
    """The store of files: while it is away pages and answers go on, files are neither taken nor shown."""
    return Line("files", State.WARNING, "away", alarm=True) if fault else Line("files")


def backup_line(finished: datetime | None, since: datetime, now: datetime) -> Line:
    """`finished`: the last one; `since`: how long the portal has been at work, for a portal that never had one."""
    age = now - (finished or since)
    values = {"hours": int(age / timedelta(hours=1))}
    if finished is None:
        return Line("backup", State.WARNING, "none", values, alarm=age > BACKUP_LATE)
    return (
        Line("backup", State.WARNING, "late", values, alarm=True)
        if age > BACKUP_LATE
        else Line("backup", values=values)
    )


def check_line(name: str, checked: datetime | None, faults: int, now: datetime) -> Line:
    """The ledger's check, or that of the records."""
    if faults:
        return Line(name, State.WARNING, "broken", {"count": faults}, alarm=True)
    if checked is None:
        return Line(name, State.WARNING, "never")
    hours = {"hours": int((now - checked) / timedelta(hours=1))}
    return Line(name, State.WARNING, "late", hours) if now - checked > CHECK_LATE else Line(name, values=hours)


def year_line(year: int, *, is_known: bool, is_time: bool) -> Line:
    """Next year's working days: asked for from 1 November, when the State Council has published them."""
    if is_known or not is_time:
        return Line("working_days", values={"year": year})
    return Line("working_days", State.WARNING, "unknown", {"year": year})


def worker_line(last: datetime, now: datetime) -> Line:
    """`last`: when a duty was begun last."""
    quiet = now - last
    values = {"minutes": minutes(quiet)}
    return (
        Line("worker", State.WARNING, "silent", values, alarm=True) if quiet > LATE else Line("worker", values=values)
    )


def duty_line(name: str, failures: int, overdue: timedelta, period: timedelta) -> Line:
    """`overdue`: how long it has been due; one that has a night has an hour of grace, others their own rhythm."""
    label = f"duty {name}"
    if failures:
        return Line(label, State.WARNING, "failed", {"times": failures}, alarm=failures > 1, duty=name)
    if overdue <= max(LATE, min(period, timedelta(hours=1))):
        return Line(label, duty=name)
    alarm = overdue > timedelta(hours=6)
    return Line(label, State.WARNING, "late", {"minutes": minutes(overdue)}, alarm=alarm, duty=name)
