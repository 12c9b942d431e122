"""Taking over a unit's files when who held them has left: asked by one, decided by the street, told to all."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole, TakeoverState
from cells.models import Membership, Organisation, Takeover
from cells.notifications import members as notifications
from cells.operations.membership import end_membership
from cells.operations.steps import not_ready, nothing
from cells.permissions import can_decide_takeover, is_member
from cells.workflow import TAKEOVER_DECISION, TAKEOVERS
from portal.evidence.operations import take_in
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take


@transaction.atomic
def request_takeover(*, actor, organisation: Organisation, reason: str, proof, now: datetime) -> Takeover:
    """With a letter of the unit; whoever acts for it now is told at once and can object to the street."""
    if is_member(actor, organisation):
        raise not_ready(_("You act for this unit already."))
    takeover = Takeover(
        organisation=organisation, requested_by=actor, reason=reason.strip(), requested_at=now, state=NOWHERE
    )
    values = {"proof": take_in(upload=proof, owner=actor, now=now)}
    try:
        return _take(
            takeover,
            "request_takeover",
            actor=actor,
            now=now,
            can=True,
            values=values,
            tell=notifications.takeover_requested,
        )
    except IntegrityError as error:
        raise not_ready(_("You have asked already; the street will answer.")) from error


@transaction.atomic
def approve_takeover(
    *, actor, takeover: Takeover, leaving: Sequence[Membership], answer: str, now: datetime
) -> Membership:
    """Who asked becomes the first contact; those who have left lose access at once; the history stays."""
    takeover = _decided(actor, takeover, TakeoverState.APPROVED, answer, now)
    organisation = takeover.organisation
    others = list(organisation.memberships.select_related("user", "organisation"))
    notifications.takeover_decided(takeover, others, now=now)
    gone = {membership.pk for membership in leaving}
    for membership in others:
        if membership.pk in gone:
            end_membership(actor=actor, membership=membership, now=now)
    organisation.memberships.filter(role=MemberRole.OWNER).update(role=MemberRole.MEMBER)
    membership, _is_new = Membership.objects.update_or_create(
        organisation=organisation,
        user=takeover.requested_by,
        defaults={"role": MemberRole.OWNER},
        create_defaults={"role": MemberRole.OWNER, "joined_at": now},
    )
    return membership


@transaction.atomic
def refuse_takeover(*, actor, takeover: Takeover, answer: str, now: datetime) -> Takeover:
    takeover = _decided(actor, takeover, TakeoverState.REFUSED, answer, now)
    notifications.takeover_decided(takeover, list(takeover.organisation.memberships.select_related("user")), now=now)
    return takeover


def _decided(actor, takeover: Takeover, state: str, answer: str, now: datetime) -> Takeover:
    takeover = lock(takeover, "organisation__area", "requested_by")
    can, values = can_decide_takeover(actor, takeover), TAKEOVER_DECISION.signed(actor, now, answer)
    step = f"takeover_{state}"
    return _take(takeover, step, actor=actor, now=now, can=can, reason=answer.strip(), values=values)


def _take(takeover: Takeover, step: str, **taking) -> Takeover:
    facts = {"takeover": str(takeover.public_id), "by": str(takeover.requested_by.public_id)}
    return take(takeover, TAKEOVERS, step, snapshot=nothing, facts=facts, about=takeover.organisation, **taking)
