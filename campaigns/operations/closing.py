"""Rules are frozen when a quarter has begun; a past quarter is closed with what it was made from."""

import dataclasses

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns import notifications, queries
from campaigns.models import QuarterClosing, QuarterRules
from campaigns.permissions import can_close_quarter
from campaigns.quarters import Quarter
from portal.ledger.operations import record


def freeze_rules(*, quarter: Quarter, now) -> None:
    """From its first entry after it began, a quarter keeps the quotas and the joint rule it has."""
    if now < quarter.begins_at:
        return
    rules = queries.rules_of(quarter)
    if not rules.frozen:
        QuarterRules.objects.get_or_create(
            year=quarter.year,
            number=quarter.number,
            defaults={"quotas": rules.quotas, "joint_rule": rules.joint_rule, "frozen_at": now},
        )


@transaction.atomic
def close_quarter(*, actor, now, quarter: Quarter) -> QuarterClosing:
    """Write down the figures of a past quarter; closing again keeps the earlier figures beside."""
    if not can_close_quarter(actor):
        raise PermissionDenied
    if now < quarter.ends_at:
        raise ValidationError(_("The quarter is not over yet."), code="running")
    freeze_rules(quarter=quarter, now=now)
    rules, outings = queries.rules_of(quarter), queries.outings_in(quarter)
    last = QuarterClosing.objects.select_for_update().filter(year=quarter.year, number=quarter.number).last()
    closing = QuarterClosing.objects.create(
        year=quarter.year,
        number=quarter.number,
        version=last.version + 1 if last else 1,
        rows=[dataclasses.asdict(row) for row in queries.live_tallies(quarter)],
        outings=[{**dataclasses.asdict(o), "starts_at": o.starts_at.isoformat(), "key": str(o.key)} for o in outings],
        joint_rule=rules.joint_rule,
        closed_by=actor,
        closed_at=now,
    )
    after = {"quarter": str(quarter), "version": closing.version, "rows": closing.rows}
    record(actor=actor, now=now, action="quarter.close", subject=closing, after=after)
    notifications.tell_closed(quarter=quarter, now=now)
    return closing
