"""Who is told, and what waits for whom. Tasks first; a message only where someone outside waits."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.enums import Outcome
from cells.models import Appeal, Application, Assignment, Certificate, Check, Decision, NoticeBatch, Objection
from cells.queries.experts import audience
from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.directory.queries import is_provisional
from portal.directory.workdays import Deadline
from portal.inbox.operations import close_tasks, open_task, send


def submitted(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Pre-review %(unit)s (%(reference)s)")
    due_on = _counted(application.due_on, now)
    _ask(application, "prereview", title, "cells:review-show", role=Role.STREET_OFFICER, now=now, due_on=due_on)


def returned(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Correct the application %(reference)s")
    due_on = _counted(application.return_due_on, now)
    for user in _members(application):
        _ask(application, "correct", title, "cells:application-show", user=user, now=now, due_on=due_on)
    _tell(application, "returned", now=now, **_until(due_on.day))


def prereviewed(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Accept %(unit)s (%(reference)s)")
    due_on = _counted(application.due_on, now)
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
    due_on = _counted(batch.due_on, now)
    _ask(application, "certify", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now, due_on=due_on)
    _tell(application, "in_notice", now=now, batch=batch.code, **_until(batch.due_on))


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
    _tell_holder(certificate, certificate.state, now=now)


def checked(certificate: Certificate, check: Check, *, now: datetime) -> None:
    if not check.is_open:
        return
    title = gettext_noop("Put right what the recheck of %(number)s found")
    due_on = _counted(check.rectify_by, now)
    for user in _members(certificate.application):
        _about(certificate, "rectify", title, "cells:certificate-own", user=user, due_on=due_on, now=now)
    _tell_holder(certificate, "rectify", now=now, **_until(due_on.day))


def rectification_reported(certificate: Certificate, check: Check, *, now: datetime) -> None:
    close_tasks(subject=certificate, now=now, kind="cells.rectify")
    _to_district(certificate, "rectified", gettext_noop("Look at what %(unit)s put right (%(number)s)"), now=now)


def rectification_overdue(certificate: Certificate, check: Check, *, now: datetime) -> None:
    _to_district(certificate, "overdue", gettext_noop("%(unit)s did not put right in time (%(number)s)"), now=now)


def rectified(certificate: Certificate, check: Check, *, now: datetime) -> None:
    close_tasks(subject=certificate, now=now)
    _tell_holder(certificate, "rectified", now=now)


def ending(certificate: Certificate, *, now: datetime) -> None:
    title = gettext_noop("Certificate %(number)s ends: apply for its recheck")
    due_on = certificate.valid_until
    for user in _members(certificate.application):
        _about(certificate, "renew", title, "cells:certificate-own", user=user, due_on=due_on, now=now)
    _tell_holder(certificate, "ending", now=now, due_on=due_on.isoformat())


def appealed(certificate: Certificate, appeal: Appeal, *, now: datetime) -> None:
    _to_district(certificate, "appeal", gettext_noop("Answer the appeal of %(unit)s (%(number)s)"), now=now)


def appeal_answered(certificate: Certificate, appeal: Appeal, *, now: datetime) -> None:
    close_tasks(subject=certificate, now=now, kind="cells.appeal")
    _tell_holder(certificate, "appeal", now=now)


def _to_district(certificate: Certificate, kind: str, title: str, *, now: datetime) -> None:
    _about(certificate, kind, title, "cells:certificate-manage", role=Role.DISTRICT_REVIEWER, due_on=None, now=now)


def _about(certificate: Certificate, kind: str, title: str, route: str, *, due_on, now: datetime, **whom):
    values = {"unit": certificate.holder, "number": certificate.number}
    link = reverse(route, args=[certificate.number])
    task = {"kind": f"cells.{kind}", "title": title, "values": values, "link": link, "due_on": due_on, "now": now}
    _wait(certificate.application, task, subject=certificate, **whom)


def _tell_holder(certificate: Certificate, kind: str, *, now: datetime, **values) -> None:
    path = reverse("cells:certificate-own", args=[certificate.number])
    facts = {"number": certificate.number, "path": path, **values}
    for user in _members(certificate.application):
        template = f"cells/messages/certificate_{kind}.txt"
        send(user=user, kind=f"cells.certificate_{kind}", template=template, values=facts, now=now)


def _counted(day: date, now: datetime) -> Deadline:
    """A deadline that was set today, in working days."""
    return Deadline(day, now.astimezone(DISTRICT).date(), is_provisional(day))


def _until(day: date) -> dict:
    return {"due_on": day.isoformat(), "is_provisional": is_provisional(day)}


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
    due_on: date | Deadline | None = None,
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
