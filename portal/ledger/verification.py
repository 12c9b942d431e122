"""The whole check of the ledger: its chain, what was kept of it elsewhere, and the triggers that guard it."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop

from portal.ledger import guards, heads
from portal.ledger.heads import KeptHead
from portal.ledger.models import Entry
from portal.ledger.queries import chain_break, shared_heads
from portal.ledger.triggers import GUARDS

AT_ONCE = 500
# What is wrong: a message id and its %-values.
Fault = tuple[str, dict[str, Any]]
BREAKS = {
    "missing": gettext_noop("The ledger breaks at entry %(entry)s: missing."),
    "detached": gettext_noop("The ledger breaks at entry %(entry)s: detached from the one before it."),
    "altered": gettext_noop("The ledger breaks at entry %(entry)s: altered."),
    "no head": gettext_noop("The ledger breaks at entry %(entry)s: no head of the chain."),
    "head altered": gettext_noop("The ledger breaks at entry %(entry)s: head altered."),
    "tail cut off": gettext_noop("The ledger breaks at entry %(entry)s: tail cut off."),
    "not under the head": gettext_noop("The ledger breaks at entry %(entry)s: it came in past the head of the chain."),
}
GONE = gettext_noop("The ledger breaks at entry %(entry)s: it was there when its head was kept.")
DIFFERENT = gettext_noop("The ledger breaks at or before entry %(entry)s: it differs from the kept head.")
UNREADABLE = gettext_noop("Line %(line)s of %(file)s is no head of the ledger.")
UNGUARDED = gettext_noop("The database no longer guards the ledger: no trigger %(names)s.")


def faults(kept: Path, on: date | None = None) -> list[Fault]:
    """What is wrong, the gravest first; `kept`: the file of heads; `on`: today, by which keys have retired."""
    found: list[Fault] = []
    if broken := chain_break(on):
        found.append((BREAKS[broken.reason], {"entry": broken.sequence}))
    try:
        found += head_faults(heads.read(kept))
    except heads.UnreadableHeadError as fault:
        found.append((UNREADABLE, {"line": fault.number, "file": kept.name}))
    if not found:
        found += _shared_faults()
    if gone := guards.missing(connection, GUARDS):
        found.append((UNGUARDED, {"names": ", ".join(gone)}))
    return found


def _shared_faults() -> Iterator[Fault]:
    """By the heads that any node kept where files are kept: a worker whose own disk has none knows them too."""
    kept: list[KeptHead] = []
    for name, text in shared_heads():
        try:
            kept += heads.parsed(text)
        except heads.UnreadableHeadError as fault:
            yield UNREADABLE, {"line": fault.number, "file": name}
    yield from head_faults(sorted(kept, key=lambda head: head.sequence))


def head_faults(kept: Iterable[KeptHead]) -> Iterator[Fault]:
    """The first kept head that no longer stands in the ledger."""
    wanted = [head for head in kept if head.sequence]
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        standing = dict(Entry.objects.filter(sequence__in=[head.sequence for head in part]).values_list("pk", "hash"))
        for head in part:
            if standing.get(head.sequence) != head.hash:
                yield (DIFFERENT if head.sequence in standing else GONE), {"entry": head.sequence}
                return
