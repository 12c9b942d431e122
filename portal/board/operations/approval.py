"""A second person publishes what a first one entered, or sends it back with a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.board.models import Observation
from portal.board.notifications import close_approval
from portal.board.numbers import plain_number
from portal.board.permissions import can_decide
from portal.ledger.operations import record


@transaction.atomic
def approve_observation(*, actor, now, observation: Observation) -> Observation:
    held = _locked(actor, observation)
    held.approved_by, held.approved_at = actor, now
    held.save(update_fields=["approved_by", "approved_at"])
    after = {"content_hash": held.content_hash, "value": plain_number(held.value)}
    record(actor=actor, now=now, action="observation.publish", subject=held, after=after)
    close_approval(held, now=now)
    return held


@transaction.atomic
def decline_observation(*, actor, now, observation: Observation, reason: str) -> Observation:
    held = _locked(actor, observation)
    held.declined_by, held.declined_at, held.decline_reason = actor, now, reason
    held.save(update_fields=["declined_by", "declined_at", "decline_reason"])
    record(actor=actor, now=now, action="observation.decline", subject=held, reason=reason)
    close_approval(held, now=now)
    return held


def _locked(actor, observation: Observation) -> Observation:
    held = Observation.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=observation.pk)
    if not can_decide(actor, held):
        raise PermissionDenied
    return held
