"""Organisations from a table, all of them or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cells.enums import MemberRole
from cells.models import Organisation
from cells.operations.membership import keep_invitation
from cells.operations.organisation import LIFE, create_organisation
from portal.accounts.permissions import holds
from portal.accounts.roles import Role


@transaction.atomic
def import_organisations(*, actor, rows: Sequence[tuple[dict[str, Any], str]], now: datetime) -> list[Organisation]:
    """Fields and the contact's number (or nothing) of each; the contact takes the unit over at the first sign-in."""
    if not holds(actor, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    made = []
    for fields, phone in rows:
        unit = create_organisation(actor=actor, fields=fields, now=now, action="organisation.import")
        if phone:
            keep_invitation(actor=actor, organisation=unit, phone=phone, role=MemberRole.OWNER, now=now, life=LIFE)
        made.append(unit)
    return made
