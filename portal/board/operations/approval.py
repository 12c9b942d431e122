"""A second person publishes what a first one entered, or sends it back with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.board.models import Observation, ProgressNote
from portal.board.notifications import close_approval
from portal.board.operations.releases import release_that_holds
from portal.board.permissions import can_decide, can_decide_note, can_decline
from portal.board.results.effects import movements_since
from portal.board.workflow import CLEAR, DECLINE, NOTES, OBSERVATIONS, PUBLISH, SIGNATURES
from portal.numbers import plain_number
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take

KINDS = {
    Observation: (OBSERVATIONS, can_decide, can_decline),
    ProgressNote: (NOTES, can_decide_note, can_decide_note),
}


@transaction.atomic
def approve_observation(*, actor, now, observation: Observation, seen: str = "") -> Observation:
    """Published at once, or with the release that is announced for its period.

    `seen`: which movements of what it rests on the person has read (`Movements.key`); unread ones are in the way.
    """
    moved = movements_since(observation)
    if moved and seen != moved.key:
        raise Refused(Kind.STALE, _("What this figure rests on has changed since it was entered. Read the page again."))
    step = CLEAR if release_that_holds(observation) else PUBLISH
    return _decided(observation, step, actor, now, facts=lambda row: {"value": plain_number(row.value)})


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
    row, (table, can_decide_it, can_decline_it) = lock(handled), KINDS[type(handled)]
    return take(
        row,
        table,
        step,
        actor=actor,
        now=now,
        can=can_decide_it(actor, row) if step != DECLINE else can_decline_it(actor, row),
        reason=reason,
        values=SIGNATURES[step].signed(actor, now, reason) if step != CLEAR else {"approved_by": actor},
        facts={"content_hash": row.content_hash, **facts(row)} if facts else None,
        snapshot=lambda _row: {},
        tell=close_approval,
    )
