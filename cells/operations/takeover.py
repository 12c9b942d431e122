"""Taking over a unit's files when who held them has left: asked by one, decided by the street, told to all."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole, TakeoverState
from cells.models import Membership, Organisation, Takeover
from cells.notifications import members as notifications
from cells.operations.membership import end_membership
from cells.operations.steps import NotReadyError
from cells.permissions import is_member, may_decide_takeover
from cells.workflow import StepError
from portal.evidence.operations import take_in
from portal.ledger.operations import record


@transaction.atomic
def request_takeover(*, actor, organisation: Organisation, reason: str, proof, now: datetime) -> Takeover:
    """With a letter of the unit; whoever acts for it now is told at once and can object to the street."""
    if is_member(actor, organisation):
        raise NotReadyError(_("You act for this unit already."))
    try:
        with transaction.atomic():
            takeover = Takeover.objects.create(
                organisation=organisation,
                requested_by=actor,
                reason=reason.strip(),
                proof=take_in(upload=proof, owner=actor, now=now),
                requested_at=now,
            )
    except IntegrityError as error:
        raise NotReadyError(_("You have asked already; the street will answer.")) from error
    facts = {"takeover": str(takeover.public_id), "by": str(actor.public_id)}
    record(actor=actor, now=now, action="organisation.request_takeover", subject=organisation, after=facts)
    notifications.takeover_requested(takeover, now=now)
    return takeover


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
    rows = Takeover.objects.select_for_update(of=("self",)).select_related("organisation__area", "requested_by")
    takeover = rows.get(pk=takeover.pk)
    if not may_decide_takeover(actor, takeover):
        raise PermissionDenied
    if takeover.state != TakeoverState.OPEN:
        raise StepError("takeover", takeover.state)
    if not answer.strip():
        raise NotReadyError(_("Please say why."))
    takeover.state, takeover.answer = state, answer.strip()
    takeover.decided_by, takeover.decided_at = actor, now
    takeover.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    facts = {"takeover": str(takeover.public_id), "by": str(takeover.requested_by.public_id)}
    action = f"organisation.takeover_{state}"
    record(actor=actor, now=now, action=action, subject=takeover.organisation, after=facts, reason=takeover.answer)
    return takeover
