"""The street's pre-review and the district's acceptance."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import StepName
from cells.models import Application
from cells.operations.steps import lock_application, move, not_ready
from cells.queries.acceptance import checks_of
from cells.queries.applications import late_applications
from cells.workflow import APPLICATIONS
from portal.directory.queries import has_passed, workday_exceptions
from portal.directory.workdays import count_workdays
from portal.procedure.deadlines import day_of, deadline_from


@transaction.atomic
def prereview_application(*, actor, application: Application, revision: int, note: str, now: datetime) -> Application:
    """The street finds the file complete and passes it on."""
    application = lock_application(application, revision)
    due_on = deadline_from(now, application.terms.acceptance_workdays).day
    move(application, StepName.PREREVIEW_ACCEPT, actor=actor, now=now, reason=note, values={"due_on": due_on})
    notifications.prereviewed(application, now=now)
    return application


@transaction.atomic
def return_application(
    *, actor, application: Application, revision: int, items: Sequence[str], note: str, now: datetime
) -> Application:
    """Back to the unit, which may then change the named items and nothing else; the street's clock stands still."""
    application = lock_application(application, revision)
    known = [code for code in application.rubric.sheet.criteria if code in items]
    if not known or not note.strip():
        raise not_ready(_("Name at least one item, and say what to correct."))
    workdays = application.terms.correction_workdays
    due_on = deadline_from(now, workdays).day
    left = count_workdays(day_of(now), application.due_on, workday_exceptions()) if application.due_on else None
    values = {
        "return_items": known,
        "return_note": note.strip(),
        "return_due_on": due_on,
        "workdays_left": left,
    }
    facts = {"items": known, "due_on": due_on.isoformat()}
    move(application, StepName.PREREVIEW_RETURN, actor=actor, now=now, reason=note, values=values, facts=facts)
    notifications.returned(application, now=now)
    return application


@transaction.atomic
def refuse_at_prereview(*, actor, application: Application, revision: int, reason: str, now: datetime) -> Application:
    return _refuse(StepName.PREREVIEW_REFUSE, application, actor, revision, reason, now)


@transaction.atomic
def lapse_application(*, actor, application: Application, revision: int, reason: str, now: datetime) -> Application:
    """The day of the correction has passed and nothing came: the street closes the file, a person and not the clock."""
    if application.return_due_on is None or not has_passed(application.return_due_on, day_of(now)):
        raise APPLICATIONS.closed(StepName.LAPSE, application.status)
    return _refuse(StepName.LAPSE, application, actor, revision, reason, now)


@transaction.atomic
def accept_application(*, actor, application: Application, revision: int, now: datetime, note: str = "") -> Application:
    """受理 by the district office: nothing stands against the unit, and hints of a second filing are answered."""
    application = lock_application(application, revision)
    checks = checks_of(application, day_of(now))
    if checks.discredits:
        raise not_ready(_("A discredit record in the window bars acceptance. Decline, or lift the record first."))
    if checks.has_hints and not note.strip():
        raise not_ready(_("It may have been filed twice: say in the note why it may be accepted all the same."))
    due_on = deadline_from(now, application.terms.assignment_workdays).day
    move(application, StepName.ACCEPT, actor=actor, now=now, reason=note, values={"due_on": due_on})
    notifications.accepted(application, now=now)
    return application


@transaction.atomic
def decline_application(*, actor, application: Application, revision: int, reason: str, now: datetime) -> Application:
    return _refuse(StepName.DECLINE, application, actor, revision, reason, now)


@transaction.atomic
def remind_late(*, now: datetime) -> int:
    """By the clock: of each file past the day of its desk, whoever comes next is told once. How many there are."""
    rows = list(late_applications(day_of(now)))
    for row in rows:
        notifications.late(row, now=now)
    return len(rows)


def _refuse(step: str, application: Application, actor, revision: int, reason: str, now: datetime) -> Application:
    application = lock_application(application, revision)
    values = {"refusal_reason": reason.strip()}
    move(application, step, actor=actor, now=now, reason=reason, values=values)
    notifications.refused(application, now=now)
    return application
