"""The steps of applications and certificates: whose they are, and what is written with each."""

from datetime import datetime
from typing import Any

from cells.models import Application, Certificate, Rules, UnitType
from cells.permissions import can_change_certificate, is_right_person
from cells.workflow import APPLICATIONS, CERTIFICATES
from portal.procedure.deadlines import day_of
from portal.procedure.digests import digest_of
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import check_revision, lock, take


def not_ready(words: Any, items: Any = (), field: str = "") -> Refused:
    """The step is open, but something it needs is not there."""
    return Refused(Kind.UNFIT, words, field, items)


def nothing(row: Any) -> dict[str, Any]:
    """What the ledger keeps of a row whose matter is another's."""
    return {}


def lock_application(application: Application, revision: int | None = None) -> Application:
    """As it is now, and as whoever sent `revision` saw it."""
    application = lock(application, "organisation__area", "rubric__unit_type__scheme", "rules")
    check_revision(application, revision)
    # What the release before took in meanwhile gets its rules now.
    if application.submitted_at and application.rules is None:
        application.rules = rules_of(application.rubric.unit_type)
        application.save(update_fields=["rules"])
    return application


def lock_certificate(certificate: Certificate) -> Certificate:
    return lock(certificate, "organisation__area", "unit_type__scheme", "application__rules")


def rules_of(unit_type: UnitType) -> Rules:
    """What the scheme says of this kind today, kept for good."""
    content = unit_type.plain_terms()
    rules, _is_new = Rules.objects.get_or_create(digest=digest_of(content), defaults={"content": content})
    return rules


def move(application: Application, step: str, *, actor, now: datetime, **taking: Any) -> Application:
    """Take one step of a locked application.

    A step that names no new `due_on` leaves none: whose turn it is next has no deadline of an office.
    """
    values = {"due_on": None, "changed_at": now, **taking.pop("values", {})}
    can = is_right_person(actor, step, application)
    return take(application, APPLICATIONS, step, actor=actor, now=now, can=can, values=values, **taking)


def move_certificate(certificate: Certificate, step: str, *, actor, now: datetime, reason: str) -> Certificate:
    return take(
        certificate,
        CERTIFICATES,
        step,
        actor=actor,
        now=now,
        can=can_change_certificate(actor, step, certificate),
        reason=reason,
        values={"state_reason": reason, "state_changed_on": day_of(now), "state_changed_by": actor},
        facts={"number": certificate.number},
    )
