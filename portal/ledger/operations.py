"""Writing the ledger: one entry at its end, in the caller's transaction."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from portal.ledger.chain import GENESIS, Link, head_seal, link_hash
from portal.ledger.models import Entry, Head
from portal.ledger.queries import subject_key

SYSTEM = "system"


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
