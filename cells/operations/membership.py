"""Members of a unit: invited by number, leaving, and the takeover when who held the files has left."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole
from cells.models import Invitation, Membership, Organisation
from cells.notifications import members as notifications
from cells.operations.steps import not_ready, nothing
from cells.permissions import is_member, is_owner
from cells.workflow import INVITATIONS, Validity
from portal.accounts.sealed import blind_index, blind_indexes
from portal.accounts.sessions import end_sessions
from portal.ledger.operations import record
from portal.procedure.deadlines import day_of
from portal.procedure.taking import lock, take

LIFE = timedelta(days=14)


@transaction.atomic
def invite_member(*, actor, organisation: Organisation, phone: str, now: datetime) -> Invitation:
    """Any member may ask a colleague in, by mobile number (E.164); with an account the colleague is told."""
    if not is_member(actor, organisation):
        raise PermissionDenied
    if organisation.memberships.filter(user__phone_index__in=blind_indexes(phone)).exists():
        raise not_ready(_("This person acts for the unit already."))
    _close_old(organisation, phone, now)
    return keep_invitation(actor=actor, organisation=organisation, phone=phone, role=MemberRole.MEMBER, now=now)


def keep_invitation(
    *, actor, organisation: Organisation, phone: str, role: str, now: datetime, life: timedelta = LIFE
) -> Invitation:
    """The row, its record and its message, in the caller's transaction."""
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                organisation=organisation,
                phone=phone,
                phone_index=blind_index(phone),
                role=role,
                invited_by=actor,
                invited_at=now,
                expires_on=day_of(now + life),
            )
    except IntegrityError as error:
        raise not_ready(_("This number is invited already.")) from error
    facts = {"invitation": str(invitation.public_id), "role": str(role)}
    record(actor=actor, now=now, action="organisation.invite", subject=organisation, after=facts)
    notifications.invited(invitation, now=now)
    return invitation


@transaction.atomic
def accept_invitation(*, actor, invitation: Invitation, now: datetime) -> Membership:
    """Only for who signed in with that number; an invitation serves once."""
    invitation = lock(invitation, "organisation")
    if not actor.phone_verified or not _is_invited(actor, invitation):
        raise PermissionDenied
    if invitation not in Invitation.objects.open_on(day_of(now)):
        raise INVITATIONS.closed("join", Validity.ENDED)
    membership, _is_new = Membership.objects.get_or_create(
        organisation=invitation.organisation, user=actor, defaults={"joined_at": now, "role": invitation.role}
    )
    facts = {"member": str(actor.public_id), "role": str(membership.role)}
    _close(invitation, "join", actor=actor, now=now, can=True, values={"accepted_at": now}, facts=facts)
    return membership


@transaction.atomic
def withdraw_invitation(*, actor, invitation: Invitation, now: datetime) -> None:
    """By a member of the unit, or declined by who was invited."""
    invitation = lock(invitation, "organisation")
    can = is_member(actor, invitation.organisation) or _is_invited(actor, invitation)
    facts = {"invitation": str(invitation.public_id)}
    _close(invitation, "uninvite", actor=actor, now=now, can=can, values={"withdrawn_at": now}, facts=facts)


def _is_invited(person, invitation: Invitation) -> bool:
    """By whichever key the numbers of both are kept."""
    return invitation.phone_index in blind_indexes(person.phone)


def _close(invitation: Invitation, step: str, **taking) -> Invitation:
    tell, about = notifications.invitation_closed, invitation.organisation
    return take(invitation, INVITATIONS, step, snapshot=nothing, about=about, tell=tell, **taking)


@transaction.atomic
def remove_member(*, actor, membership: Membership, now: datetime) -> None:
    """One leaves by oneself, or the first contact takes a colleague off; somebody must remain."""
    organisation = lock(membership.organisation)
    if actor.pk != membership.user_id and not is_owner(actor, organisation):
        raise PermissionDenied
    if organisation.memberships.count() == 1:
        raise not_ready(_("Somebody must act for the unit: invite a colleague first."))
    end_membership(actor=actor, membership=membership, now=now)
    _appoint_heir(organisation)


@transaction.atomic
def leave_units(*, actor, now: datetime) -> None:
    """Somebody gives the account up: units left without anyone are taken over by way of the street."""
    held = Membership.objects.filter(user=actor).select_related("organisation", "user")
    for membership in held.select_for_update(of=("self", "organisation")):
        end_membership(actor=actor, membership=membership, now=now)
        _appoint_heir(membership.organisation)


def _appoint_heir(organisation: Organisation) -> None:
    heir = organisation.memberships.order_by("joined_at", "pk").first()
    if heir and not organisation.memberships.filter(role=MemberRole.OWNER).exists():
        heir.role = MemberRole.OWNER
        heir.save(update_fields=["role"])


def end_membership(*, actor, membership: Membership, now: datetime) -> None:
    """From here on the person sees nothing of the unit, and signs in anew; the caller has decided that."""
    facts = {"member": str(membership.user.public_id)}
    membership.delete()
    end_sessions(membership.user)
    record(actor=actor, now=now, action="organisation.remove_member", subject=membership.organisation, before=facts)
    notifications.left(membership, now=now)


def _close_old(organisation: Organisation, phone: str, now: datetime) -> None:
    """An invitation that ran out makes room for a new one."""
    old = organisation.invitations.filter(phone_index__in=blind_indexes(phone), accepted_at=None, withdrawn_at=None)
    old.filter(expires_on__lt=day_of(now)).update(withdrawn_at=now)
