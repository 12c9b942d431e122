"""Writing the ledger: one entry at its end, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from portal import stores
from portal.clock import DISTRICT
from portal.ledger import heads
from portal.ledger.chain import GENESIS, Link, head_seal, link_hash
from portal.ledger.heads import KeptHead
from portal.ledger.models import Check, Entry, Head
from portal.ledger.queries import HEADS, subject_key

SYSTEM = "system"
# Of what a check finds so many lines are kept; the command that checks prints them all.
MOST_FAULTS = 50


@transaction.atomic
def record(  # noqa: PLR0913 - who, when, what, of what, from, to, why
    *,
    actor,
    now: datetime,
    action: str,
    subject,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Add what `actor` (an account, or None for the portal itself) did to `subject`.

    The head row is locked until the caller's transaction ends, so entries follow each other without a gap.
    Take your own locks before you record.
    """
    key = settings.PORTAL_LEDGER_KEY
    head = _locked_head(key)
    link = Link(
        sequence=head.sequence + 1,
        recorded_at=now,
        actor=str(actor.public_id) if actor and actor.is_authenticated else SYSTEM,
        action=action,
        subject=subject_key(subject),
        before=before or {},
        after=after or {},
        reason=reason.replace("\0", ""),
        previous_hash=head.hash,
    )
    digest = link_hash(key, link)
    entry = Entry.objects.create(**{**vars(link), "hash": digest})
    head.sequence, head.hash, head.seal = link.sequence, digest, head_seal(key, link.sequence, digest)
    head.save(update_fields=["sequence", "hash", "seal"])
    return entry


def _locked_head(key: str) -> Head:
    empty = {"sequence": 0, "hash": GENESIS, "seal": head_seal(key, 0, GENESIS)}
    head, _ = Head.objects.select_for_update().get_or_create(pk=Head.ONLY, defaults=empty)
    return head


def keep_check(*, name: str, faults: Sequence[tuple[str, dict]], now: datetime) -> None:
    """The last word of a daily check; an earlier one of the same name gives way.

    Each fault is a message id and its %-values; rows are named by opaque ids, never by a person's data.
    """
    values = {"checked_at": now, "count": len(faults), "faults": list(faults[:MOST_FAULTS])}
    Check.objects.update_or_create(name=name, defaults=values if faults else {**values, "held_at": now})


def keep_head(kept: KeptHead, now: datetime) -> None:
    """Where files are kept: a file a day, which no later one touches."""
    text = heads.line_of(now, kept)
    stores.pictures().put(f"{HEADS}/{now.astimezone(DISTRICT):%Y%m%d-%H%M%S}.txt", text.encode(), sealed=True)
