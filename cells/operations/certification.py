"""Certificates: issued, changed, rechecked."""

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import CertificateStep, StepName
from cells.models import Application, Certificate, NumberCounter, NumberRecord, Scheme
from cells.notifications import certificates as told
from cells.operations.notice import close_batch
from cells.operations.steps import lock_application, lock_certificate, move, move_certificate, not_ready
from cells.permissions import is_right_person
from cells.queries.indicator import certificate_facts
from cells.queries.notices import is_ready
from cells.signature import sign_face
from cells.standing import valid_until
from cells.workflow import ALIVE, APPLICATIONS, CERTIFICATES
from portal.accounts.permissions import holds
from portal.accounts.roles import Role
from portal.ledger.operations import record
from portal.procedure.deadlines import day_of
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import take


@transaction.atomic
def issue_certificate(*, actor, application: Application, now: datetime) -> Certificate:
    """After the notice has run its working days, with nothing open against the unit."""
    application = lock_application(application)
    if not is_right_person(actor, StepName.CERTIFY, application):
        raise PermissionDenied
    APPLICATIONS.after(StepName.CERTIFY, application.status)
    today = day_of(now)
    if not is_ready(application.notice_entry, today):
        raise not_ready(_("The public notice is still running, or an objection is open."))
    scheme = application.rubric.unit_type.scheme
    serial = draw_serial(today.year)
    certificate = _written(application, scheme, number=format_number(scheme, today.year, serial), today=today)

    def enter(certificate: Certificate) -> None:
        NumberRecord.objects.create(year=today.year, serial=serial, certificate=certificate)
        move(application, StepName.CERTIFY, actor=actor, now=now, facts={"certificate": certificate.number})

    taking = {"actor": actor, "now": now, "can": True, "snapshot": certificate_facts}
    take(certificate, CERTIFICATES, "issue", beside=enter, **taking)
    _replace_former(certificate, actor=actor, now=now)
    close_batch(actor=actor, batch=application.notice_entry.batch, now=now)
    notifications.certified(application, certificate, now=now)
    return certificate


@transaction.atomic
def void_number(*, actor, year: int, reason: str, now: datetime) -> NumberRecord:
    """Take a number out of use, so that the gap has its explanation."""
    if not holds(actor, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    row = NumberRecord.objects.create(year=year, serial=draw_serial(year), void_reason=reason)
    facts = {"year": year, "serial": row.serial}
    record(actor=actor, now=now, action="number.void", subject=row, after=facts, reason=reason)
    return row


@transaction.atomic
def change_certificate(*, actor, certificate: Certificate, step: str, reason: str, now: datetime) -> Certificate:
    """Suspend, reinstate or withdraw, always with a reason; the check page says so at once."""
    row = lock_certificate(certificate)
    move_certificate(row, step, actor=actor, now=now, reason=reason.strip())
    told.certificate_changed(row, now=now)
    return row


def _replace_former(certificate: Certificate, *, actor, now: datetime) -> None:
    """A unit holds one certificate: the new one takes the place of what was valid or suspended."""
    former = Certificate.objects.filter(organisation=certificate.organisation_id).exclude(pk=certificate.pk)
    for row in former.filter(state__in=ALIVE).select_for_update(of=("self",)):
        reason = str(_("Replaced by %(number)s") % {"number": certificate.number})
        row.replaced_by = certificate
        row.save(update_fields=["replaced_by"])
        move_certificate(row, CertificateStep.REPLACE, actor=actor, now=now, reason=reason)


def format_number(scheme: Scheme, year: int, serial: int) -> str:
    return f"{scheme.number_prefix}-{year}-{serial:04d}"


def draw_serial(year: int) -> int:
    """The next serial; the counter stays locked until the transaction ends, and a rollback takes it back."""
    NumberCounter.objects.get_or_create(year=year)
    counter = NumberCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _written(application: Application, scheme: Scheme, *, number: str, today: date) -> Certificate:
    """By the rules that the file was handed in under; who issues it, and how numbers begin, is today's."""
    terms, organisation = application.terms, application.organisation
    level = next(level for level in terms.levels.levels if level.code == application.decision.level)
    certificate = Certificate(
        state=NOWHERE,
        number=number,
        application=application,
        organisation=organisation,
        unit_type=application.rubric.unit_type,
        kind_name=terms.kind,
        kind_name_en=terms.kind_en,
        bucket=terms.bucket,
        area=organisation.area,
        rubric=application.rubric,
        holder=organisation.name,
        level=level.code,
        level_name=level.name,
        level_name_en=level.name_en,
        issuer=scheme.issuer,
        issuer_en=scheme.issuer_en,
        basis_number=terms.basis_number,
        is_draft=terms.is_draft or application.rubric.sheet.drafted,
        issued_on=today,
        valid_until=valid_until(today, terms.validity_months),
        due_days=terms.due_days,
    )
    certificate.signature = sign_face(certificate.face, settings.PORTAL_CERTIFICATE_KEY)
    return certificate
