"""The expert pool: who is taken in, who is free, and what each declares to be tied to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import AssignmentState
from cells.models import Expert, Interest
from cells.operations.evaluation import recuse_evaluator
from cells.operations.steps import not_ready
from portal.accounts.permissions import has_role, holds
from portal.accounts.roles import Role
from portal.ledger.operations import record


@transaction.atomic
def enlist_expert(*, actor, user, fields: Mapping[str, Any], now: datetime) -> Expert:
    """Take an evaluator into the pool, or correct the entry. Nobody enlists himself or herself."""
    if not holds(actor, Role.DISTRICT_REVIEWER) or actor.pk == user.pk or not has_role(user, Role.EVALUATOR):
        raise PermissionDenied
    expert, is_new = Expert.objects.update_or_create(user=user, defaults=dict(fields))
    facts = {name: str(getattr(value, "code", value)) for name, value in fields.items() if value not in (None, "")}
    action = "expert.enlist" if is_new else "expert.correct"
    record(actor=actor, now=now, action=action, subject=expert, after=facts)
    return expert


@transaction.atomic
def set_availability(*, actor, is_available: bool, now: datetime) -> Expert:
    """The expert says whether new evaluations may come; what was assigned stays."""
    expert = _own(actor)
    expert.is_available = is_available
    expert.save(update_fields=["is_available"])
    record(actor=actor, now=now, action="expert.availability", subject=expert, after={"is_available": is_available})
    return expert


@transaction.atomic
def declare_interest(*, actor, credit_code: str, reason: str, now: datetime) -> Interest:
    """From now on every case of this unit is closed to the expert; open evaluations of it are given back."""
    expert = _own(actor)
    interest, is_new = Interest.objects.get_or_create(
        expert=expert, credit_code=credit_code, defaults={"reason": reason, "declared_at": now}
    )
    if not is_new:
        raise not_ready(_("You declared this unit already."))
    unit = Q(application__organisation__credit_code=credit_code)
    unit |= Q(application__organisation__above__credit_code=credit_code)
    open_work = actor.assignments.filter(unit, state=AssignmentState.ASSIGNED)
    for assignment in open_work.select_related("application"):
        recuse_evaluator(actor=actor, assignment=assignment, reason=reason, now=now)
    record(actor=actor, now=now, action="expert.interest", subject=expert, after={"unit": credit_code}, reason=reason)
    return interest


def _own(actor) -> Expert:
    expert = Expert.objects.select_for_update().filter(user=actor).first()
    if expert is None or not has_role(actor, Role.EVALUATOR):
        raise PermissionDenied
    return expert
