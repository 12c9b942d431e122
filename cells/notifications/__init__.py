"""Who is told, and what waits for whom. Tasks first; a message only where someone outside waits."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.enums import Outcome
from cells.models import Application, Assignment, Certificate, Decision, NoticeBatch, Objection
from cells.queries.experts import audience
from portal.accounts.roles import Role
from portal.inbox.operations import close_tasks, open_task, send


def submitted(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Pre-review %(unit)s (%(reference)s)")
    due_on = application.due_on
    _ask(application, "prereview", title, "cells:review-show", role=Role.STREET_OFFICER, now=now, due_on=due_on)


def returned(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Correct the application %(reference)s")
    due_on = application.return_due_on
    for user in _members(application):
        _ask(application, "correct", title, "cells:application-show", user=user, now=now, due_on=due_on)
    _tell(application, "returned", now=now, due_on=due_on.isoformat() if due_on else "")


def prereviewed(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Accept %(unit)s (%(reference)s)")
    due_on = application.due_on
    _ask(application, "accept", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now, due_on=due_on)


def accepted(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Assign evaluators to %(unit)s (%(reference)s)")
    _ask(application, "assign", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now)
    _tell(application, "accepted", now=now)


def assigned(application: Application, assignments: Iterable[Assignment], *, now: datetime) -> None:
    close_tasks(subject=application, now=now, kind="cells.assign")
    close_tasks(subject=application, now=now, kind="cells.decide")
    title = gettext_noop("Evaluate %(unit)s (%(reference)s)")
    for assignment in assignments:
        link = reverse("cells:evaluation-show", args=[assignment.evaluation.public_id])
        _open(application, "evaluate", title, link, user=assignment.evaluator, now=now)


def recused(application: Application, assignment: Assignment, *, now: datetime) -> None:
    close_tasks(subject=application, now=now, kind="cells.evaluate")
    title = gettext_noop("Evaluate %(unit)s (%(reference)s)")
    for other in application.assignments.filter(state="assigned").select_related("evaluation", "evaluator"):
        link = reverse("cells:evaluation-show", args=[other.evaluation.public_id])
        _open(application, "evaluate", title, link, user=other.evaluator, now=now)
    title = gettext_noop("An evaluator stepped back: assign another to %(unit)s (%(reference)s)")
    _ask(application, "assign", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now)


def evaluation_in(application: Application, assignment: Assignment, *, now: datetime) -> None:
    """This evaluator is done; the others' tasks stay."""
    close_tasks(subject=application, now=now, kind="cells.evaluate")
    title = gettext_noop("Evaluate %(unit)s (%(reference)s)")
    for other in application.assignments.filter(state="assigned").select_related("evaluation", "evaluator"):
        link = reverse("cells:evaluation-show", args=[other.evaluation.public_id])
        _open(application, "evaluate", title, link, user=other.evaluator, now=now)


def evaluated(application: Application, *, now: datetime) -> None:
    title = gettext_noop("Decide on %(unit)s (%(reference)s)")
    _ask(application, "decide", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now)


def decided(application: Application, decision: Decision, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    if decision.outcome == Outcome.GRANTED:
        title = gettext_noop("Open the public notice for %(unit)s (%(reference)s)")
        _open(application, "notice", title, reverse("cells:notice-prepare"), role=Role.DISTRICT_REVIEWER, now=now)
    else:
        _tell(application, "refused", now=now)


def in_notice(application: Application, batch: NoticeBatch, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("When the notice has run: issue the certificate of %(unit)s (%(reference)s)")
    _ask(
        application, "certify", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now, due_on=batch.due_on
    )
    _tell(application, "in_notice", now=now, due_on=batch.due_on.isoformat(), batch=batch.code)


def objected(application: Application, objection: Objection, *, now: datetime) -> None:
    title = gettext_noop("Answer objection %(objection)s against %(unit)s")
    link = reverse("cells:objection-show", args=[objection.public_id])
    values = {"objection": objection.reference, "unit": application.organisation.name}
    task = {"kind": "cells.objection", "title": title, "values": values, "link": link, "due_on": None, "now": now}
    _wait(application, task, subject=objection, role=Role.DISTRICT_REVIEWER)


def objection_answered(application: Application, objection: Objection, *, now: datetime) -> None:
    close_tasks(subject=objection, now=now)


def refused(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    _tell(application, "refused", now=now)


def closed(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)


def certified(application: Application, certificate: Certificate, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    _tell(application, "certified", now=now, number=certificate.number)


def certificate_changed(certificate: Certificate, *, now: datetime) -> None:
    _tell(certificate.application, f"certificate_{certificate.state}", now=now, number=certificate.number)


def _members(application: Application) -> list:
    return [row.user for row in application.organisation.memberships.select_related("user")]


def _ask(application: Application, kind: str, title: str, route: str, **more) -> None:
    _open(application, kind, title, reverse(route, args=[application.public_id]), **more)


def _open(  # noqa: PLR0913 - what an inbox task needs
    application: Application,
    kind: str,
    title: str,
    link: str,
    *,
    now: datetime,
    user=None,
    role: str | None = None,
    due_on: date | None = None,
) -> None:
    values = {"unit": application.organisation.name, "reference": application.reference}
    task = {"kind": f"cells.{kind}", "title": title, "values": values, "link": link, "due_on": due_on, "now": now}
    _wait(application, task, subject=application, user=user, role=role)


def _wait(application: Application, task: dict, *, subject, user=None, role: str | None = None) -> None:
    """For a person, or for whoever holds a role; where someone must not hear of the case, for each of the others."""
    fit = audience(application, role) if role else None
    if fit is None:
        area = application.organisation.area if role == Role.STREET_OFFICER else None
        open_task(**task, subject=subject, user=user, role=role, area=area)
        return
    for person in fit:
        open_task(**task, subject=subject, user=person)


def _tell(application: Application, kind: str, *, now: datetime, **values) -> None:
    """A message to everyone who acts for the unit; it names the reference, never a person."""
    path = reverse("cells:application-show", args=[application.public_id])
    facts = {"reference": application.reference, "path": path, **values}
    for user in _members(application):
        send(user=user, kind=f"cells.{kind}", template=f"cells/messages/{kind}.txt", values=facts, now=now)
