"""Organisations and their members."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cells.enums import MemberRole
from cells.models import Membership, Organisation
from cells.permissions import is_owner
from portal.ledger.operations import record

CHANGEABLE = ("name", "address", "community")


@transaction.atomic
def register_organisation(*, actor, fields: Mapping[str, Any], now: datetime) -> Organisation:
    """A unit registers itself; who does it is its first contact."""
    organisation = create_organisation(actor=actor, fields=fields, now=now, action="organisation.register")
    Membership.objects.create(organisation=organisation, user=actor, role=MemberRole.OWNER, joined_at=now)
    return organisation


def create_organisation(*, actor, fields: Mapping[str, Any], now: datetime, action: str) -> Organisation:
    """The row and its record, in the caller's transaction."""
    organisation = Organisation(**fields, created_at=now)
    organisation.full_clean()
    organisation.save()
    facts = {"credit_code": organisation.credit_code, "area": organisation.area.code}
    record(actor=actor, now=now, action=action, subject=organisation, after=facts)
    return organisation


@transaction.atomic
def change_organisation(*, actor, organisation: Organisation, fields: Mapping[str, Any], now: datetime) -> Organisation:
    """Name and address; code, kind and street stay, for a running file and its certificates rest on them."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not is_owner(actor, row):
        raise PermissionDenied
    before = {name: str(getattr(row, name) or "") for name in CHANGEABLE}
    for name in CHANGEABLE:
        setattr(row, name, fields[name])
    # The code is not asked again: one that two persons let stand may fail its check sign.
    row.full_clean(exclude={"credit_code"})
    row.save(update_fields=CHANGEABLE)
    after = {name: str(getattr(row, name) or "") for name in CHANGEABLE}
    if before != after:
        record(actor=actor, now=now, action="organisation.change", subject=row, before=before, after=after)
    return row
