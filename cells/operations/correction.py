"""Putting right what stands of a unit, or that it stands twice. One asks, another does it."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import CorrectionState
from cells.models import Correction, Organisation
from cells.notifications import corrections as notifications
from cells.operations.merging import merge_units
from cells.operations.organisation import check_place, clean_organisation
from cells.operations.steps import not_ready, nothing
from cells.permissions import can_correct, can_decide_correction
from cells.workflow import CORRECTION_DECISION, CORRECTIONS, RUNNING
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take

CORRECTABLE = ("name", "credit_code", "above", "tie", "unit_type", "area", "community", "address")
# A running file is judged by the rubric of its kind, and stands at the desk of its street.
FIXED_MEANWHILE = {"unit_type", "area"}


@transaction.atomic
def ask_correction(
    *, actor, organisation: Organisation, fields: Mapping[str, Any], reason: str, now: datetime
) -> Correction:
    """What shall stand instead, and why. A code whose check sign does not fit needs its reason like all else."""
    row = lock(organisation, "area", "above")
    after = {name: _text(fields[name]) for name in CORRECTABLE if _text(fields[name]) != _text(getattr(row, name))}
    if not after:
        raise not_ready(_("Nothing is changed."))
    _check(row, fields, after)
    return _asked(row, after, actor=actor, reason=reason, now=now)


@transaction.atomic
def ask_merge(*, actor, organisation: Organisation, other: Organisation, reason: str, now: datetime) -> Correction:
    """This one was registered a second time: all of it shall stand under the other."""
    row = lock(organisation, "area", "above")
    if row.pk == other.pk or row.merged_into_id or other.merged_into_id:
        raise not_ready(_("Choose another unit, one that stands by itself."))
    return _asked(row, {"merged_into": _text(other)}, actor=actor, reason=reason, now=now)


def _asked(row: Organisation, after: dict[str, str], *, actor, reason: str, now: datetime) -> Correction:
    before = {name: _text(getattr(row, name)) for name in after}
    correction = Correction(organisation=row, before=before, after=after, asked_by=actor, asked_at=now, state=NOWHERE)
    taking = {"can": can_correct(actor, row), "reason": reason.strip(), "values": {"reason": reason.strip()}}
    taking["tell"] = notifications.asked
    try:
        return _take(correction, "ask_correction", actor=actor, now=now, **taking)
    except IntegrityError as error:
        raise not_ready(_("A correction of this unit waits already.")) from error


@transaction.atomic
def decide_correction(*, actor, correction: Correction, is_approved: bool, answer: str, now: datetime) -> Correction:
    """By a second person; approved, the unit is changed at once. Certificates say what they said when issued."""
    row = lock(correction.organisation, "area", "above")
    correction = lock(correction)
    correction.organisation = row
    step = f"correction_{CorrectionState.APPROVED if is_approved else CorrectionState.REFUSED}"
    can, values = can_decide_correction(actor, correction), CORRECTION_DECISION.signed(actor, now, answer)
    tell = notifications.decided
    _take(correction, step, actor=actor, now=now, can=can, reason=answer.strip(), values=values, tell=tell)
    if is_approved:
        _write(row, correction, actor, now)
    return correction


def _write(row: Organisation, correction: Correction, actor, now: datetime) -> None:
    if correction.before != {name: _text(getattr(row, name)) for name in correction.before}:
        raise not_ready(_("The unit was changed meanwhile: refuse this correction and ask anew."))
    fields = {name: _value(name, text) for name, text in correction.after.items()}
    if "merged_into" in fields:
        merge_units(actor=actor, double=row, into=lock(fields["merged_into"]), now=now)
    else:
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
    check_place(tried)
    try:
        clean_organisation(tried, is_judged=True)
    except ValidationError as error:
        raise not_ready("; ".join(error.messages)) from error


def _text(value: Any) -> str:
    return str(getattr(value, "pk", value) or "")


def _value(name: str, text: str) -> Any:
    related = Organisation._meta.get_field(name).related_model
    if related is None:
        return text or (None if name == "credit_code" else "")
    return related.objects.filter(pk=text or None).first()


def _take(correction: Correction, step: str, **taking) -> Correction:
    facts = {"correction": str(correction.public_id), "before": correction.before, "after": correction.after}
    return take(correction, CORRECTIONS, step, snapshot=nothing, facts=facts, about=correction.organisation, **taking)
