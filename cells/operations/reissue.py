"""A certificate corrected, moved, renamed, or issued again for a lost plaque: no new evaluation, the number stays."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells.enums.certificates import ReissueCause
from cells.models import Certificate, Reissue
from cells.notifications import certificates as notifications
from cells.operations.steps import lock_certificate, not_ready, nothing
from cells.permissions import can_ask_reissue, can_decide_reissue
from cells.queries.indicator import certificate_facts
from cells.signature import plain_face, sign_face
from cells.workflow import ALIVE, REISSUE_DECISION, REISSUES
from portal.procedure.deadlines import day_of
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take


@transaction.atomic
def ask_reissue(*, actor, certificate: Certificate, cause: str, reason: str, now: datetime) -> Reissue:
    """By the unit or a reviewer. Name and street are the unit's as they stand: those are put right first."""
    row = lock_certificate(certificate)
    if can_ask_reissue(actor, row):
        _check(row, cause)
    words = reason.strip()
    reissue = Reissue(certificate=row, cause=cause, reason=words, asked_by=actor, asked_at=now, state=NOWHERE)
    taking = {"can": can_ask_reissue(actor, row), "reason": words, "tell": notifications.reissue_asked}
    try:
        return _take(reissue, "ask_reissue", actor=actor, now=now, values={"reason": words}, **taking)
    except IntegrityError as error:
        raise not_ready(_("A new face of this certificate was asked for already.")) from error


@transaction.atomic
def decide_reissue(*, actor, reissue: Reissue, is_approved: bool, answer: str, now: datetime) -> Reissue:
    """By a second person. The former face is kept; its code leads to the certificate and says what became of it."""
    row = lock_certificate(reissue.certificate)
    reissue = lock(reissue)
    reissue.certificate = row
    values = REISSUE_DECISION.signed(actor, now, answer)
    facts: dict[str, Any] = {}
    step, can = "reissue_approved" if is_approved else "reissue_refused", can_decide_reissue(actor, reissue)
    if is_approved and can:
        REISSUES.after(step, reissue.state)
        _check(row, reissue.cause)
        values |= {"before": _plain(row)}
        _renew_face(row, now)
        values |= {"after": _plain(row)}
        facts = certificate_facts(row) | {"edition": row.edition, "cause": str(reissue.cause)}
    taking = {"can": can, "reason": answer.strip(), "values": values, "facts": facts}
    _take(reissue, step, actor=actor, now=now, tell=notifications.reissue_decided, **taking)
    return reissue


def changes_face(certificate: Certificate) -> bool:
    """Whether the unit is called or stands otherwise than its certificate says."""
    unit = certificate.organisation
    return (certificate.holder, certificate.area_id) != (unit.name, unit.area_id)


def _check(row: Certificate, cause: str) -> None:
    if row.state not in ALIVE:
        raise not_ready(_("This certificate is neither valid nor suspended: there is nothing to issue again."))
    if cause != ReissueCause.LOST and not changes_face(row):
        raise not_ready(_("Name and street of the unit stand on it already. Have the unit put right first."))


def _renew_face(row: Certificate, now: datetime) -> None:
    row.holder, row.area = row.organisation.name, row.organisation.area
    row.edition, row.reissued_on = row.edition + 1, day_of(now)
    row.signature = sign_face(row.face, settings.PORTAL_CERTIFICATE_KEY)
    row.save(update_fields=["holder", "area", "edition", "reissued_on", "signature"])


def _plain(row: Certificate) -> dict[str, str]:
    return plain_face(row.face) | {"area": row.area.name, "signature": row.signature}


def _take(reissue: Reissue, step: str, *, facts: dict[str, Any] | None = None, **taking) -> Reissue:
    told = {"reissue": str(reissue.public_id), **(facts or {})}
    return take(reissue, REISSUES, step, snapshot=nothing, facts=told, about=reissue.certificate, **taking)
