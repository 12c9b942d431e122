"""Putting right what stands of a unit: kind, street, code, name, address. One asks, another does it."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import CorrectionState
from cells.models import Correction, Organisation
from cells.operations.steps import not_ready, nothing
from cells.permissions import can_correct, can_decide_correction
from cells.validators import is_shaped
from cells.workflow import CORRECTION_DECISION, CORRECTIONS, RUNNING
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take

CORRECTABLE = ("name", "credit_code", "unit_type", "area", "community", "address")
# A running file is judged by the rubric of its kind, and stands at the desk of its street.
FIXED_MEANWHILE = {"unit_type", "area"}


@transaction.atomic
def ask_correction(
    *, actor, organisation: Organisation, fields: Mapping[str, Any], reason: str, now: datetime
) -> Correction:
    """What shall stand instead, and why. A code whose check sign does not fit needs its reason like all else."""
    row = lock(organisation, "area")
    after = {name: _text(fields[name]) for name in CORRECTABLE if _text(fields[name]) != _text(getattr(row, name))}
    if not after:
        raise not_ready(_("Nothing is changed."))
    _check(row, fields, after)
    before = {name: _text(getattr(row, name)) for name in after}
    correction = Correction(organisation=row, before=before, after=after, asked_by=actor, asked_at=now, state=NOWHERE)
    taking = {"can": can_correct(actor, row), "reason": reason.strip(), "values": {"reason": reason.strip()}}
    try:
        return _take(correction, "ask_correction", actor=actor, now=now, **taking)
    except IntegrityError as error:
        raise not_ready(_("A correction of this unit waits already.")) from error


@transaction.atomic
def decide_correction(*, actor, correction: Correction, is_approved: bool, answer: str, now: datetime) -> Correction:
    """By a second person; approved, the unit is changed at once. Certificates say what they said when issued."""
    row = lock(correction.organisation, "area")
    correction = lock(correction)
    correction.organisation = row
    step = f"correction_{CorrectionState.APPROVED if is_approved else CorrectionState.REFUSED}"
    can, values = can_decide_correction(actor, correction), CORRECTION_DECISION.signed(actor, now, answer)
    _take(correction, step, actor=actor, now=now, can=can, reason=answer.strip(), values=values)
    if is_approved:
        _write(row, correction)
    return correction


def _write(row: Organisation, correction: Correction) -> None:
    if correction.before != {name: _text(getattr(row, name)) for name in correction.before}:
        raise not_ready(_("The unit was changed meanwhile: refuse this correction and ask anew."))
    fields = {name: _value(name, text) for name, text in correction.after.items()}
    _check(row, fields, correction.after)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def _check(row: Organisation, fields: Mapping[str, Any], after: Mapping[str, str]) -> None:
    if FIXED_MEANWHILE & set(after) and row.applications.filter(status__in=sorted(RUNNING)).exists():
        raise not_ready(_("Kind and street stay while a file is running."))
    tried = copy(row)
    for name in after:
        setattr(tried, name, fields[name])
    try:
        tried.full_clean(exclude={"credit_code"} if is_shaped(tried.credit_code) else ())
    except ValidationError as error:
        raise not_ready("; ".join(error.messages)) from error
    if Organisation.objects.filter(credit_code=tried.credit_code).exclude(pk=row.pk).exists():
        raise not_ready(_("Another unit stands under this code."))


def _text(value: Any) -> str:
    return str(getattr(value, "pk", value) or "")


def _value(name: str, text: str) -> Any:
    related = Organisation._meta.get_field(name).related_model
    return text if related is None else related.objects.filter(pk=text or None).first()


def _take(correction: Correction, step: str, **taking) -> Correction:
    facts = {"correction": str(correction.public_id), "before": correction.before, "after": correction.after}
    return take(correction, CORRECTIONS, step, snapshot=nothing, facts=facts, about=correction.organisation, **taking)
