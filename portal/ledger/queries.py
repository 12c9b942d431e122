"""Reading the ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max, QuerySet

from portal import stores
from portal.clock import DISTRICT
from portal.keyring import Key, ring_of
from portal.ledger import guards
from portal.ledger.chain import Break, first_break
from portal.ledger.models import Check, Entry, Head
from portal.manifests import declared, manifests

AT_ONCE = 500

# Where files are kept, beside the pictures; no address leads there.
HEADS = "ledger-heads"


def subject_key(subject) -> str:
    """How a row is named in the ledger: its model and its public id (its key where it has none)."""
    if isinstance(subject, str):
        return subject
    identity = getattr(subject, "public_id", None) or subject.pk
    return f"{subject._meta.label_lower}:{identity}"


def entries_about(subject) -> QuerySet[Entry]:
    """What happened to a row, first things first."""
    return Entry.objects.filter(subject=subject_key(subject)).order_by("sequence")


def acts_on(subject, actions: Iterable[str]) -> QuerySet:
    """Whoever did one of these to a row, by public id, and when."""
    rows = Entry.objects.filter(subject=subject_key(subject), action__in=actions).order_by()
    return rows.values_list("actor", "recorded_at")


def last_changes(rows: Iterable) -> dict[str, datetime]:
    """When something last happened to each of these rows, by `subject_key`."""
    found = Entry.objects.filter(subject__in=map(subject_key, rows)).order_by().values_list("subject")
    return dict(found.annotate(last=Max("recorded_at")))


def subjects_of(action: str) -> set[str]:
    """Everything to which an action of this beginning was done."""
    return set(Entry.objects.filter(action__startswith=action).order_by().values_list("subject", flat=True).distinct())


def altered(rows: QuerySet, facts: Callable[[Any], Mapping], *, unsaid: Mapping | None = None) -> Iterator[str]:
    """Keys of rows whose facts are not what the ledger said last of them, or of which it says nothing.

    `unsaid`: what holds of a fact until an entry names it.
    """
    waiting = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        waiting.append((subject_key(row), facts(row)))
        if len(waiting) == AT_ONCE:
            yield from _altered(waiting, unsaid or {})
            waiting = []
    yield from _altered(waiting, unsaid or {})


def _altered(found: list[tuple[str, Mapping]], unsaid: Mapping) -> Iterator[str]:
    said: dict[str, dict] = {}
    entries = Entry.objects.filter(subject__in=[key for key, _ in found]).order_by("sequence")
    for subject, after in entries.values_list("subject", "after"):
        said.setdefault(subject, {**unsaid}).update(after)
    for key, facts in found:
        last = said.get(key)
        if last is None or any(name in last and not _same(last[name], value) for name, value in facts.items()):
            yield key


def _same(said: Any, value: Any) -> bool:
    """Instants are the same whichever clock shows them."""
    return (datetime.fromisoformat(said) if isinstance(value, datetime) else said) == value


def entries_of(action: str) -> QuerySet[Entry]:
    """Of one kind, first things first."""
    return Entry.objects.filter(action=action).order_by("sequence")


def exports() -> QuerySet[Entry]:
    """What was taken out as a file, the last first."""
    return Entry.objects.filter(action__endswith=".export")


def head() -> Head | None:
    return Head.objects.first()


def shared_heads() -> Iterator[tuple[str, str]]:
    """Names and texts of what was kept of the chain beside the database, by any node."""
    store = stores.pictures()
    for name in sorted(store.names(below=f"{HEADS}/")):
        yield name, store.read(name).decode(errors="replace")


def checks() -> dict[str, Check | None]:
    """What both daily checks found last: of the ledger, and of the records against each other."""
    found = Check.objects.in_bulk()
    return {"ledger": found.get("ledger"), "records": found.get("records")}


def ledger_ring() -> tuple[Key, ...]:
    """The keys of the ledger, the one that writes today first."""
    return ring_of(settings.PORTAL_LEDGER_KEY, settings.PORTAL_LEDGER_FORMER)


def chain_break(on: date | None = None) -> Break | None:
    """Where the chain breaks first, or None; reads entry after entry in little memory.

    With a day the head, too, must stand under a key that is in use on it.
    """
    entries = Entry.objects.order_by("sequence").iterator(chunk_size=500)
    top = head()
    return first_break(ledger_ring(), (entry.link for entry in entries), top.top if top else None, on)


def unguarded() -> list[str]:
    """Triggers of any room that do not stand: what they hold could be changed without a trace."""
    return guards.missing(connection, declared("guards"))


def altered_records() -> Iterator[tuple[str, str]]:
    """Rows of all rooms that are not what the ledger says of them, and what of each."""
    for manifest in manifests():
        if manifest.altered:
            yield from manifest.altered()


def disorder(now: datetime) -> Iterator[str]:
    """A gap or a changed entry, and triggers that fell."""
    if broken := chain_break(now.astimezone(DISTRICT).date()):
        yield f"ledger:{broken.sequence}"
    yield from (f"trigger:{name}" for name in unguarded())
