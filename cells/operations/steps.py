"""The only writer of the status of applications and the state of certificates."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from cells.models import Application, Certificate, Rules, UnitType
from cells.permissions import is_right_person, may_manage_certificates
from cells.rubric.definition import digest_of
from cells.workflow import certificate_target_of, target_of
from portal.clock import DISTRICT
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import Deadline, deadline_after
from portal.ledger.operations import record


class ConflictError(Exception):
    """Someone saved in the meantime: what is there now, and what was about to be written."""

    def __init__(self, current: Any, attempted: Any) -> None:
        super().__init__("saved in the meantime")
        self.current = current
        self.attempted = attempted


class NotReadyError(Exception):
    """The step is open, but something it needs is not there; says what."""

    def __init__(self, reason: Any, items: list[Any] | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.items = items or []


def day_of(now: datetime) -> date:
    return now.astimezone(DISTRICT).date()


def deadline_from(now: datetime, workdays: int) -> Deadline:
    """The last of so many working days after today."""
    return deadline_after(day_of(now), workdays, workday_exceptions())


def lock_application(application: Application) -> Application:
    """The row as it is now, locked until the transaction ends.

    What the release before took in meanwhile gets its rules now.
    """
    rows = Application.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation__area", "rubric__unit_type__scheme", "rules").get(pk=application.pk)
    if row.submitted_at and row.rules is None:
        row.rules = rules_of(row.rubric.unit_type)
        row.save(update_fields=["rules"])
    return row


def rules_of(unit_type: UnitType) -> Rules:
    """What the scheme says of this kind today, kept for good."""
    content = unit_type.plain_terms()
    rules, _is_new = Rules.objects.get_or_create(digest=digest_of(content), defaults={"content": content})
    return rules


def move(  # noqa: PLR0913 - what, whose, when, why
    application: Application,
    step: str,
    *,
    actor,
    now: datetime,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Take one step: guard by the table and by the person, write, record. The row must be locked.

    A step that names no new `due_on` leaves none: whose turn it is next has no deadline of an office.
    """
    if not is_right_person(actor, step, application):
        raise PermissionDenied
    before, values = application.status, {"due_on": None, **(values or {})}
    application.status = target_of(step, before)
    application.revision += 1
    application.changed_at = now
    for name, value in values.items():
        setattr(application, name, value)
    application.save(update_fields=["status", "revision", "changed_at", *values])
    record(
        actor=actor,
        now=now,
        action=f"application.{step}",
        subject=application,
        before={"status": str(before)},
        after={"status": str(application.status), **(facts or {})},
        reason=reason,
    )


def move_certificate(certificate: Certificate, step: str, *, actor, now: datetime, reason: str) -> None:
    if not may_manage_certificates(actor, certificate.organisation):
        raise PermissionDenied
    before = certificate.state
    certificate.state = certificate_target_of(step, before)
    certificate.state_reason = reason
    certificate.state_changed_on, certificate.state_changed_by = day_of(now), actor
    certificate.save(update_fields=["state", "state_reason", "state_changed_on", "state_changed_by"])
    record(
        actor=actor,
        now=now,
        action=f"certificate.{step}",
        subject=certificate,
        before={"state": str(before)},
        after={"state": str(certificate.state), "number": certificate.number},
        reason=reason,
    )


def check_revision(application: Application, revision: int, attempted: Any) -> None:
    if application.revision != revision:
        raise ConflictError(application, attempted)
