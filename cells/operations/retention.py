"""Personal data that has served its purpose: who objected, and numbers that were invited."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cells.enums import ObjectionState
from cells.models import Invitation, Objection
from portal.ledger.operations import record
from portal.procedure.deadlines import day_of

# Of an answered objection: long enough for a review of the decision (60 days) and a lawsuit (six months) to end.
OBJECTION = timedelta(days=731)
# Of an invitation that was accepted, withdrawn or ran out: long enough to see what became of it.
INVITATION = timedelta(days=31)


def forget_expired(*, now: datetime) -> int:
    """What was objected and by whom goes, the published answer stays; invitations go whole. Returns how many."""
    return _forget_objectors(now) + _forget_invitations(now)


@transaction.atomic
def _forget_objectors(now: datetime) -> int:
    answered = Objection.objects.exclude(state=ObjectionState.OPEN).filter(answered_at__lt=now - OBJECTION)
    # Sealed text cannot be asked for in SQL.
    kept = [held for held in answered.select_for_update() if held.text or held.name or held.contact]
    for held in kept:
        held.text = held.name = held.contact = ""
        held.save(update_fields=["text", "name", "contact"])
        record(actor=None, now=now, action="objection.forget", subject=held)
    return len(kept)


@transaction.atomic
def _forget_invitations(now: datetime) -> int:
    before, day = now - INVITATION, day_of(now - INVITATION)
    over = Invitation.objects.filter(
        Q(accepted_at__lt=before)
        | Q(withdrawn_at__lt=before)
        | Q(accepted_at=None, withdrawn_at=None, expires_on__lt=day)
    )
    count = over.delete()[0]
    if count:
        record(actor=None, now=now, action="invitations.forget", subject="cells.invitation", after={"count": count})
    return count
