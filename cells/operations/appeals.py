"""Appeals of a unit against the suspension or withdrawal of its certificate."""

from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import AppealState, CertificateStep
from cells.models import Appeal, Certificate
from cells.notifications import certificates as notifications
from cells.operations.steps import lock_certificate, move_certificate, not_ready, nothing
from cells.permissions import can_manage_certificates, is_member
from cells.workflow import ANSWER, APPEALABLE, APPEALS, CERTIFICATE_STEP
from portal.directory.queries import has_passed, workday_exceptions
from portal.directory.workdays import Deadline, deadline_after
from portal.procedure.deadlines import day_of
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take


def appeal_until(certificate: Certificate) -> Deadline | None:
    """The last day for an appeal; None when there is nothing to appeal against.

    In the unit's favour no earlier than by weekdays alone: it may have been told that day before the list was here.
    """
    if certificate.state not in APPEALABLE:
        return None
    workdays = certificate.application.terms.appeal_workdays
    counted = [deadline_after(certificate.state_changed_on, workdays, table) for table in (workday_exceptions(), {})]
    return max(counted, key=lambda deadline: deadline.day)


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
def answer_appeal(*, actor, appeal: Appeal, is_upheld: bool, answer: str, now: datetime) -> Appeal:
    """By someone who did not take the step. Upheld, the certificate is restored at once."""
    row = lock_certificate(appeal.certificate)
    appeal, words = lock(appeal), answer.strip()
    appeal.certificate = row
    step = f"appeal_{AppealState.UPHELD if is_upheld else AppealState.DISMISSED}"
    # First: by a decision the certificate's step has become the decider's own.
    APPEALS.after(step, appeal.state)
    can = can_manage_certificates(actor, row.organisation) and CERTIFICATE_STEP.is_another(actor, row)
    _take(appeal, step, actor=actor, now=now, can=can, reason=words, values=ANSWER.signed(actor, now, words))
    if is_upheld and row.state in APPEALABLE:
        move_certificate(row, CertificateStep.RESTORE, actor=actor, now=now, reason=words)
    notifications.appeal_answered(row, appeal, now=now)
    return appeal


def _take(appeal: Appeal, step: str, **taking) -> Appeal:
    return take(appeal, APPEALS, step, snapshot=nothing, about=appeal.certificate, **taking)
