"""A second person publishes what a first one entered, or sends it back with a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.board.models import Observation, ProgressNote
from portal.board.notifications import close_approval
from portal.board.permissions import can_decide, can_decide_note
from portal.ledger.operations import record
from portal.numbers import plain_number

# What it is called in the ledger, and who decides on it.
KINDS = {Observation: ("observation", can_decide), ProgressNote: ("progress", can_decide_note)}


@transaction.atomic
def approve_observation(*, actor, now, observation: Observation) -> Observation:
    held = _locked(actor, observation)
    return _published(actor, now, held, {"value": plain_number(held.value)})


@transaction.atomic
def decline_observation(*, actor, now, observation: Observation, reason: str) -> Observation:
    return _returned(actor, now, _locked(actor, observation), reason)


@transaction.atomic
def approve_note(*, actor, now, note: ProgressNote) -> ProgressNote:
    held = _locked(actor, note)
    return _published(actor, now, held, {"standing": held.standing, "spent": plain_number(held.spent_wan_yuan)})


@transaction.atomic
def decline_note(*, actor, now, note: ProgressNote, reason: str) -> ProgressNote:
    return _returned(actor, now, _locked(actor, note), reason)


def _published(actor, now, held, said: dict):
    held.approved_by, held.approved_at = actor, now
    held.save(update_fields=["approved_by", "approved_at"])
    name, _ = KINDS[type(held)]
    after = {"content_hash": held.content_hash, **said}
    record(actor=actor, now=now, action=f"{name}.publish", subject=held, after=after)
    close_approval(held, now=now)
    return held


def _returned(actor, now, held, reason: str):
    held.declined_by, held.declined_at, held.decline_reason = actor, now, reason
    held.save(update_fields=["declined_by", "declined_at", "decline_reason"])
    name, _ = KINDS[type(held)]
    record(actor=actor, now=now, action=f"{name}.decline", subject=held, reason=reason)
    close_approval(held, now=now)
    return held


def _locked(actor, handled):
    held = type(handled).objects.select_for_update(of=("self",)).get(pk=handled.pk)
    _, may_decide = KINDS[type(held)]
    if not may_decide(actor, held):
        raise PermissionDenied
    return held
