"""Deciding anew: before the public notice, after an upheld objection, after an upheld appeal."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cells import notifications
from cells.enums import StepName
from cells.models import Application
from cells.operations.steps import lock_application, move
from portal.procedure.deadlines import deadline_from


@transaction.atomic
def reopen_decision(*, actor, application: Application, revision: int, reason: str, now: datetime) -> Application:
    """What was proposed is not published: another person decides, on a further evaluation where one is called."""
    application = lock_application(application, revision)
    return reopen(application, StepName.REOPEN, actor=actor, now=now, reason=reason)


def reopen(application: Application, step: str, *, actor, now: datetime, reason: str, **taking: Any) -> Application:
    """A locked application goes back to whoever decides next; what was decided stays, and stands no more."""
    terms = application.terms
    workdays = terms.acceptance_workdays if step == StepName.READMIT else terms.decision_workdays
    values = {"due_on": deadline_from(now, workdays).day, "refusal_reason": ""}
    if step != StepName.READMIT:
        values["reopened"] = application.reopened + 1
    former = application.decision
    move(application, step, actor=actor, now=now, reason=reason.strip(), values=values, **taking)
    notifications.reopened(application, former, now=now)
    return application
