"""Appeals of a unit: against the suspension or withdrawal of its certificate, and once against a refusal."""

from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications as case_notifications
from cells.enums import AppealState, CertificateStep
from cells.models import Appeal, Application, Certificate
from cells.notifications import certificates as notifications
from cells.operations.reopening import reopen
from cells.operations.steps import lock_application, lock_certificate, move_certificate, not_ready, nothing
from cells.permissions import can_fill, can_manage_certificates, is_member, is_right_person
from cells.queries.appeals import appeal_until, refusal_appeal_until
from cells.queries.applications import running_application
from cells.workflow import ANSWER, APPEALABLE, APPEALS, CERTIFICATE_STEP, REFUSAL_APPEALS, resuming
from portal.directory.queries import has_passed
from portal.procedure.deadlines import day_of
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take


@transaction.atomic
def file_appeal(*, actor, certificate: Certificate, text: str, now: datetime) -> Appeal:
    """By a member of the unit, within the working days of its rules; the certificate stays as it is meanwhile."""
    row = lock_certificate(certificate)
    last, can = appeal_until(row), is_member(actor, row.organisation)
    if can and (last is None or has_passed(last.day, day_of(now))):
        raise APPEALS.closed("appeal", NOWHERE)
    appeal = Appeal(certificate=row, text=text.strip(), filed_by=actor, filed_at=now, state=NOWHERE)
    values, tell = {"text": text.strip()}, partial(notifications.appealed, row)
    try:
        return _take(appeal, "appeal", actor=actor, now=now, can=can, reason=text.strip(), values=values, tell=tell)
    except IntegrityError as error:
        raise not_ready(_("An appeal is being looked into already.")) from error


@transaction.atomic
def file_refusal_appeal(*, actor, application: Application, text: str, now: datetime) -> Appeal:
    """By the unit, once, within the working days of its rules; who has begun another file has gone that way instead."""
    row = lock_application(application)
    last, can = refusal_appeal_until(row), can_fill(actor, row)
    if can and (last is None or has_passed(last.day, day_of(now))):
        raise REFUSAL_APPEALS.closed("appeal", NOWHERE)
    if can and running_application(row.organisation):
        raise not_ready(_("Another application of this unit is running: withdraw it first, or go on with it."))
    appeal = Appeal(application=row, text=text.strip(), filed_by=actor, filed_at=now, state=NOWHERE)
    values, tell = {"text": text.strip()}, partial(case_notifications.appealed, row)
    return _take(appeal, "appeal", actor=actor, now=now, can=can, reason=text.strip(), values=values, tell=tell)


@transaction.atomic
def answer_appeal(*, actor, appeal: Appeal, is_upheld: bool, answer: str, now: datetime) -> Appeal:
    """By someone who did not take the step. Upheld, the certificate is restored at once."""
    row = lock_certificate(appeal.certificate)
    appeal, words = lock(appeal), answer.strip()
    appeal.certificate = row
    step = _answering(is_upheld)
    # First: by a decision the certificate's step has become the decider's own.
    APPEALS.after(step, appeal.state)
    can = can_manage_certificates(actor, row.organisation) and CERTIFICATE_STEP.is_another(actor, row)
    _take(appeal, step, actor=actor, now=now, can=can, reason=words, values=ANSWER.signed(actor, now, words))
    if is_upheld and row.state in APPEALABLE:
        move_certificate(row, CertificateStep.RESTORE, actor=actor, now=now, reason=words)
    notifications.appeal_answered(row, appeal, now=now)
    return appeal


@transaction.atomic
def answer_refusal_appeal(*, actor, appeal: Appeal, is_upheld: bool, answer: str, now: datetime) -> Appeal:
    """By someone who did not refuse. Upheld, it is decided anew by another; dismissed, the refusal is final."""
    row = lock_application(appeal.application)
    appeal, words = lock(appeal), answer.strip()
    appeal.application = row
    step = resuming(is_decided=row.decision is not None)
    _take(
        appeal,
        _answering(is_upheld),
        actor=actor,
        now=now,
        can=is_right_person(actor, step, row),
        reason=words,
        values=ANSWER.signed(actor, now, words),
    )
    if is_upheld and running_application(row.organisation):
        raise not_ready(_("The unit has begun another application meanwhile: it has to withdraw that one first."))
    case_notifications.appeal_answered(row, appeal, now=now)
    if is_upheld:
        reopen(row, step, actor=actor, now=now, reason=words, facts={"appeal": str(appeal.public_id)})
    return appeal


def _answering(is_upheld: bool) -> str:
    return f"appeal_{AppealState.UPHELD if is_upheld else AppealState.DISMISSED}"


def _take(appeal: Appeal, step: str, **taking) -> Appeal:
    table = REFUSAL_APPEALS if appeal.certificate is None else APPEALS
    return take(appeal, table, step, snapshot=nothing, about=appeal.application or appeal.certificate, **taking)
