"""A second person publishes what a first one entered, or sends it back with a reason."""

from django.db import transaction

from portal.board.models import Observation, ProgressNote
from portal.board.notifications import close_approval
from portal.board.permissions import can_decide, can_decide_note
from portal.board.workflow import DECLINE, NOTES, OBSERVATIONS, PUBLISH, SIGNATURES
from portal.numbers import plain_number
from portal.procedure.taking import lock, take

KINDS = {Observation: (OBSERVATIONS, can_decide), ProgressNote: (NOTES, can_decide_note)}


@transaction.atomic
def approve_observation(*, actor, now, observation: Observation) -> Observation:
    return _decided(observation, PUBLISH, actor, now, facts=lambda row: {"value": plain_number(row.value)})


@transaction.atomic
def decline_observation(*, actor, now, observation: Observation, reason: str) -> Observation:
    return _decided(observation, DECLINE, actor, now, reason)


@transaction.atomic
def approve_note(*, actor, now, note: ProgressNote) -> ProgressNote:
    def facts(row: ProgressNote) -> dict:
        return {"standing": row.standing, "spent": plain_number(row.spent_wan_yuan)}

    return _decided(note, PUBLISH, actor, now, facts=facts)


@transaction.atomic
def decline_note(*, actor, now, note: ProgressNote, reason: str) -> ProgressNote:
    return _decided(note, DECLINE, actor, now, reason)


def _decided(handled, step: str, actor, now, reason: str = "", facts=None):
    row, (table, can_decide_it) = lock(handled), KINDS[type(handled)]
    return take(
        row,
        table,
        step,
        actor=actor,
        now=now,
        can=can_decide_it(actor, row),
        reason=reason,
        values=SIGNATURES[step].signed(actor, now, reason),
        facts={"content_hash": row.content_hash, **facts(row)} if facts else None,
        snapshot=lambda _row: {},
        tell=close_approval,
    )
