"""Discredit records: entered with their source, lifted with a reason, never deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells.models import Discredit
from cells.operations.steps import not_ready, nothing
from cells.queries.organisations import unit_under
from cells.validators import is_shaped, validate_credit_code
from cells.workflow import DISCREDITS
from portal.accounts.permissions import holds
from portal.accounts.roles import Role
from portal.ledger.operations import record
from portal.procedure.deadlines import day_of
from portal.procedure.taking import lock, take


@transaction.atomic
def record_discredit(*, actor, fields: Mapping[str, Any], now: datetime) -> Discredit:
    """`fields`: credit_code, unit, kind, found_on (not ahead of today), source."""
    if not holds(actor, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    if fields["found_on"] > day_of(now):
        raise not_ready(_("This day has not come yet."))
    code = fields["credit_code"]
    # One that fails its check sign stands against a unit only where a unit has just that one.
    if not (is_shaped(code) and unit_under(code)):
        validate_credit_code(code)
    row = Discredit(**fields, recorded_by=actor, recorded_at=now)
    row.full_clean()
    row.save()
    facts = {"credit_code": row.credit_code, "kind": row.kind, "found_on": row.found_on.isoformat()}
    record(actor=actor, now=now, action="discredit.record", subject=row, after=facts, reason=row.source)
    return row


@transaction.atomic
def lift_discredit(*, actor, discredit: Discredit, reason: str, now: datetime) -> Discredit:
    """Wrong, or made good: it no longer counts from today."""
    return take(
        lock(discredit),
        DISCREDITS,
        "lift",
        actor=actor,
        now=now,
        can=holds(actor, Role.DISTRICT_REVIEWER),
        reason=reason.strip(),
        values={"lifted_at": now, "lifted_by": actor, "lift_reason": reason.strip()},
        snapshot=nothing,
    )
