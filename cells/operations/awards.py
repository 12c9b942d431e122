"""What was awarded on paper comes in: entered by one, confirmed by another, with no score that nobody gave."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.models import Certificate, NumberRecord, PaperAward
from cells.notifications import awards as notifications
from cells.notifications import certificates as told
from cells.operations.certification import draw_serial, format_number
from cells.operations.steps import not_ready
from cells.permissions import can_decide_award, can_manage_certificates
from cells.queries.indicator import certificate_facts
from cells.signature import sign_face
from cells.standing import valid_until
from cells.workflow import ALIVE, AWARD_DECISION, AWARDS, CERTIFICATES
from portal.evidence.operations import take_in
from portal.ledger.operations import record
from portal.procedure.deadlines import day_of
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take

FIELDS = ("organisation", "document_number", "issuer", "level", "awarded_on", "valid_until")


@transaction.atomic
def enter_award(*, actor, fields: Mapping[str, Any], now: datetime, scan: Any = None) -> PaperAward:
    """As the paper says it; of a table the scan follows."""
    award = PaperAward(**{name: fields[name] for name in FIELDS}, entered_by=actor, entered_at=now, state=NOWHERE)
    if award.awarded_on > day_of(now) or (award.valid_until and award.valid_until <= award.awarded_on):
        raise not_ready(_("The days do not fit: awarded in the past, and valid for some time after."))
    values = {"scan": take_in(upload=scan, owner=actor, now=now)} if scan else {}
    can = can_manage_certificates(actor, award.organisation)
    taking = {"actor": actor, "now": now, "can": can, "values": values, "tell": notifications.entered}
    try:
        return _take(award, "enter_award", **taking)
    except IntegrityError as error:
        raise not_ready(_("This document of the unit was entered already.")) from error


@transaction.atomic
def enter_awards(*, actor, rows: Sequence[Mapping[str, Any]], now: datetime) -> list[PaperAward]:
    """Those of a table, all or none."""
    return [enter_award(actor=actor, fields=fields, now=now) for fields in rows]


@transaction.atomic
def add_scan(*, actor, award: PaperAward, scan: Any, now: datetime) -> PaperAward:
    """The document that the entry was typed from; another in its place until it is confirmed."""
    award = lock(award, "organisation")
    AWARDS.after("award_confirmed", award.state)
    if not can_manage_certificates(actor, award.organisation):
        raise PermissionDenied
    award.scan = take_in(upload=scan, owner=actor, now=now)
    award.save(update_fields=["scan"])
    facts = _facts(award)
    record(actor=actor, now=now, action="organisation.award_scan", subject=award.organisation, after=facts)
    return award


@transaction.atomic
def confirm_award(*, actor, award: PaperAward, answer: str, now: datetime) -> Certificate:
    """By a second person, who holds the entry against the scan; from now on it stands in the register."""
    award = lock(award, "organisation__area", "organisation__unit_type__scheme", "scan")
    common = {"actor": actor, "now": now, "can": can_decide_award(actor, award)}
    if not common["can"]:
        raise PermissionDenied
    AWARDS.after("award_confirmed", award.state)
    _check(award)
    year = award.awarded_on.year
    serial = draw_serial(year)
    certificate = _written(award, year, serial)

    def enter(row: Certificate) -> None:
        NumberRecord.objects.create(year=year, serial=serial, certificate=row)
        values = {**AWARD_DECISION.signed(actor, now, answer), "certificate": row}
        _take(award, "award_confirmed", reason=answer.strip(), values=values, **common)

    take(certificate, CERTIFICATES, "register", snapshot=certificate_facts, beside=enter, **common)
    notifications.decided(award, now=now)
    told.registered(certificate, now=now)
    return certificate


@transaction.atomic
def refuse_award(*, actor, award: PaperAward, answer: str, now: datetime) -> PaperAward:
    """The entry does not hold; who entered it reads why, and may enter it anew."""
    award = lock(award, "organisation")
    values, can = AWARD_DECISION.signed(actor, now, answer), can_decide_award(actor, award)
    _take(award, "award_refused", actor=actor, now=now, can=can, reason=answer.strip(), values=values)
    notifications.decided(award, now=now)
    return award


def _check(award: PaperAward) -> None:
    if award.scan is None:
        raise not_ready(_("The scan is missing: add it first, and hold the entry against it."))
    if Certificate.objects.filter(organisation=award.organisation, state__in=ALIVE).exists():
        raise not_ready(_("This unit holds a certificate already."))


def _written(award: PaperAward, year: int, serial: int) -> Certificate:
    """By the scheme of today where the paper is silent; without an application, a rubric and a score."""
    unit, kind = award.organisation, award.organisation.unit_type
    terms = Certificate(unit_type=kind).terms
    level = next((level for level in terms.levels.levels if level.code == award.level), None)
    certificate = Certificate(
        state=NOWHERE,
        number=format_number(kind.scheme, year, serial),
        organisation=unit,
        unit_type=kind,
        kind_name=terms.kind,
        kind_name_en=terms.kind_en,
        bucket=terms.bucket,
        area=unit.area,
        holder=unit.name,
        level=award.level,
        level_name=level.name if level else "",
        level_name_en=level.name_en if level else "",
        issuer=award.issuer,
        document_number=award.document_number,
        is_draft=False,
        issued_on=award.awarded_on,
        valid_until=award.valid_until or valid_until(award.awarded_on, terms.validity_months),
        due_days=terms.due_days,
    )
    certificate.signature = sign_face(certificate.face, settings.PORTAL_CERTIFICATE_KEY)
    return certificate


def _facts(award: PaperAward) -> dict[str, str]:
    return {
        "award": str(award.public_id),
        "document_number": award.document_number,
        "awarded_on": award.awarded_on.isoformat(),
        "valid_until": award.valid_until.isoformat() if award.valid_until else "",
        "level": award.level,
        "scan": award.scan.sha256 if award.scan else "",
    }


def _take(award: PaperAward, step: str, **taking) -> PaperAward:
    return take(award, AWARDS, step, snapshot=_facts, about=award.organisation, **taking)
