"""Appeals of a unit against the suspension or withdrawal of its certificate."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import AppealState, CertificateState, CertificateStep
from cells.models import Appeal, Certificate
from cells.operations.steps import NotReadyError, day_of, move_certificate
from cells.permissions import is_member, may_manage_certificates
from cells.workflow import StepError
from portal.directory.queries import has_passed, workday_exceptions
from portal.directory.workdays import Deadline, deadline_after
from portal.ledger.operations import record

APPEALABLE = (CertificateState.SUSPENDED, CertificateState.WITHDRAWN)


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
    row = _locked(certificate)
    if not is_member(actor, row.organisation):
        raise PermissionDenied
    last = appeal_until(row)
    if last is None or has_passed(last.day, day_of(now)):
        raise StepError("appeal", row.state)
    if not text.strip():
        raise NotReadyError(_("Please say why this is not right."))
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(certificate=row, text=text.strip(), filed_by=actor, filed_at=now)
    except IntegrityError as error:
        raise NotReadyError(_("An appeal is being looked into already.")) from error
    record(actor=actor, now=now, action="certificate.appeal", subject=row, reason=appeal.text)
    notifications.appealed(row, appeal, now=now)
    return appeal


@transaction.atomic
def answer_appeal(*, actor, appeal: Appeal, is_upheld: bool, answer: str, now: datetime) -> Appeal:
    """By someone who did not take the step. Upheld, the certificate is restored at once."""
    row = _locked(appeal.certificate)
    appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    if appeal.state != AppealState.OPEN:
        raise StepError("answer_appeal", appeal.state)
    if not may_manage_certificates(actor, row.organisation) or actor.pk == row.state_changed_by_id:
        raise PermissionDenied
    if not answer.strip():
        raise NotReadyError(_("An answer needs its reasons."))
    appeal.state = AppealState.UPHELD if is_upheld else AppealState.DISMISSED
    appeal.answer, appeal.answered_at, appeal.answered_by = answer.strip(), now, actor
    appeal.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    record(actor=actor, now=now, action=f"certificate.appeal_{appeal.state}", subject=row, reason=appeal.answer)
    if is_upheld and row.state in APPEALABLE:
        move_certificate(row, CertificateStep.RESTORE, actor=actor, now=now, reason=appeal.answer)
    notifications.appeal_answered(row, appeal, now=now)
    return appeal


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",))
    return rows.select_related("organisation__area", "application__rules").get(pk=certificate.pk)
