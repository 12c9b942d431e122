"""Discredit records: entered with their source, lifted with a reason, never deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells.models import Discredit
from cells.operations.steps import NotReadyError, day_of
from cells.workflow import StepError
from portal.accounts.permissions import holds
from portal.accounts.roles import Role
from portal.ledger.operations import record


@transaction.atomic
def record_discredit(*, actor, fields: Mapping[str, Any], now: datetime) -> Discredit:
    """`fields`: credit_code, unit, kind, found_on (not ahead of today), source."""
    if not holds(actor, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    if fields["found_on"] > day_of(now):
        raise NotReadyError(_("This day has not come yet."))
    row = Discredit(**fields, recorded_by=actor, recorded_at=now)
    row.full_clean()
    row.save()
    facts = {"credit_code": row.credit_code, "kind": row.kind, "found_on": row.found_on.isoformat()}
    record(actor=actor, now=now, action="discredit.record", subject=row, after=facts, reason=row.source)
    return row


@transaction.atomic
def lift_discredit(*, actor, discredit: Discredit, reason: str, now: datetime) -> Discredit:
    """Wrong, or made good: it no longer counts from today."""
    if not holds(actor, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    row = Discredit.objects.select_for_update(of=("self",)).get(pk=discredit.pk)
    if row.lifted_at:
        raise StepError("lift", "lifted")
    if not reason.strip():
        raise NotReadyError(_("Please give the reason."))
    row.lifted_at, row.lifted_by, row.lift_reason = now, actor, reason.strip()
    row.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    record(actor=actor, now=now, action="discredit.lift", subject=row, reason=row.lift_reason)
    return row
