"""Organisations and their members."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cells.enums import MemberRole
from cells.models import Membership, Organisation
from cells.permissions import is_member
from portal.accounts.models import User
from portal.ledger.operations import record


@transaction.atomic
def register_organisation(*, actor, fields: Mapping[str, Any], now: datetime) -> Organisation:
    """A unit registers itself; who does it is its first contact."""
    organisation = Organisation(**fields, created_at=now)
    organisation.full_clean()
    organisation.save()
    Membership.objects.create(organisation=organisation, user=actor, role=MemberRole.OWNER, joined_at=now)
    record(
        actor=actor,
        now=now,
        action="organisation.register",
        subject=organisation,
        after={"credit_code": organisation.credit_code, "area": organisation.area.code},
    )
    return organisation


@transaction.atomic
def add_member(*, actor, organisation: Organisation, person: User, now: datetime) -> Membership:
    if not is_member(actor, organisation):
        raise PermissionDenied
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation, user=person, defaults={"joined_at": now}
    )
    if is_new:
        member = str(person.public_id)
        record(actor=actor, now=now, action="organisation.add_member", subject=organisation, after={"member": member})
    return membership
