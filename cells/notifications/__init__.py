"""Who is told, and what waits for whom. Tasks first; a message only where someone outside waits."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.enums import ApplicationStatus, Outcome, StepName
from cells.models import Appeal, Application, Assignment, Certificate, Decision, NoticeBatch, Objection
from cells.notifications.waiting import counted, members_of, until, wait
from cells.queries.appeals import refusal_appeal_until
from cells.workflow import APPLICATIONS
from portal.accounts.roles import Role
from portal.directory.workdays import Deadline
from portal.inbox.operations import close_tasks, send
from portal.procedure.deadlines import deadline_from
from portal.procedure.taking import barred_from

RESUME = APPLICATIONS[StepName.RESUME]

# What the district is told when a desk is late.
LATE = {
    ApplicationStatus.SUBMITTED: gettext_noop("The street is late with the pre-review of %(unit)s (%(reference)s)"),
    ApplicationStatus.PREREVIEWED: gettext_noop("Late: accept %(unit)s (%(reference)s) or decline"),
    ApplicationStatus.ACCEPTED: gettext_noop("Late: assign evaluators to %(unit)s (%(reference)s)"),
    ApplicationStatus.EVALUATING: gettext_noop(
        "An evaluation of %(unit)s (%(reference)s) is late: ask, or assign another"
    ),
    ApplicationStatus.EVALUATED: gettext_noop("Late: decide on %(unit)s (%(reference)s)"),
}


def submitted(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Pre-review %(unit)s (%(reference)s)")
    due_on = counted(application.due_on, now)
    _ask(application, "prereview", title, "cells:review-show", role=Role.STREET_OFFICER, now=now, due_on=due_on)


def returned(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Correct the application %(reference)s")
    due_on = counted(application.return_due_on, now)
    for user in members_of(application):
        _ask(application, "correct", title, "cells:application-show", user=user, now=now, due_on=due_on)
    _tell(application, "returned", now=now, **until(due_on.day))


def prereviewed(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Accept %(unit)s (%(reference)s)")
    whom = {"role": Role.DISTRICT_REVIEWER, "barred": barred_from(APPLICATIONS[StepName.ACCEPT], application, now)}
    due_on = counted(application.due_on, now)
    _ask(application, "accept", title, "cells:decision-show", **whom, now=now, due_on=due_on)


def accepted(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("Assign evaluators to %(unit)s (%(reference)s)")
    due_on = counted(application.due_on, now)
    _ask(application, "assign", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now, due_on=due_on)
    _tell(application, "accepted", now=now)


def assigned(application: Application, assignments: Iterable[Assignment], *, now: datetime) -> None:
    close_tasks(subject=application, now=now, kind="cells.assign")
    close_tasks(subject=application, now=now, kind="cells.decide")
    title = gettext_noop("Evaluate %(unit)s (%(reference)s)")
    for assignment in assignments:
        link = reverse("cells:evaluation-show", args=[assignment.evaluation.public_id])
        due_on = counted(application.due_on, now)
        _open(application, "evaluate", title, link, user=assignment.evaluator, now=now, due_on=due_on)


def recused(application: Application, assignment: Assignment, *, now: datetime) -> None:
    close_tasks(subject=application, now=now, kind="cells.evaluate")
    title = gettext_noop("Evaluate %(unit)s (%(reference)s)")
    for other in application.assignments.filter(state="assigned").select_related("evaluation", "evaluator"):
        link = reverse("cells:evaluation-show", args=[other.evaluation.public_id])
        _open(application, "evaluate", title, link, user=other.evaluator, now=now, due_on=application.due_on)
    title = gettext_noop("An evaluator stepped back: assign another to %(unit)s (%(reference)s)")
    _ask(application, "assign", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now)


def evaluation_in(application: Application, assignment: Assignment, *, now: datetime) -> None:
    """This evaluator is done; the others' tasks stay."""
    close_tasks(subject=application, now=now, kind="cells.evaluate")
    title = gettext_noop("Evaluate %(unit)s (%(reference)s)")
    for other in application.assignments.filter(state="assigned").select_related("evaluation", "evaluator"):
        link = reverse("cells:evaluation-show", args=[other.evaluation.public_id])
        _open(application, "evaluate", title, link, user=other.evaluator, now=now, due_on=application.due_on)


def evaluated(application: Application, *, now: datetime) -> None:
    """Who decided on it before does not decide anew."""
    title = gettext_noop("Decide on %(unit)s (%(reference)s)")
    whom = {"role": Role.DISTRICT_REVIEWER, "barred": barred_from(APPLICATIONS[StepName.GRANT], application, now)}
    _ask(application, "decide", title, "cells:decision-show", **whom, now=now, due_on=counted(application.due_on, now))


def late(application: Application, *, now: datetime) -> None:
    """The day has passed: whoever comes next after the late desk hears of it, once, until the file goes on."""
    if application.status == ApplicationStatus.RETURNED:
        title = gettext_noop("%(unit)s (%(reference)s) was not corrected in time: close it, or wait")
        _ask(application, "lapse", title, "cells:review-show", role=Role.STREET_OFFICER, now=now)
        return
    title = LATE[application.status]
    _ask(application, "late", title, "cells:decision-show", role=Role.DISTRICT_REVIEWER, now=now)


def decided(application: Application, decision: Decision, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    if decision.outcome == Outcome.GRANTED:
        title = gettext_noop("Open the public notice for %(unit)s (%(reference)s)")
        _open(application, "notice", title, reverse("cells:notice-prepare"), role=Role.DISTRICT_REVIEWER, now=now)
    else:
        _tell_refused(application, now=now)


def in_notice(application: Application, batch: NoticeBatch, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    title = gettext_noop("When the notice has run: issue the certificate of %(unit)s (%(reference)s)")
    due_on = counted(batch.due_on, now)
    whom = {"role": Role.DISTRICT_REVIEWER, "barred": barred_from(APPLICATIONS[StepName.CERTIFY], application, now)}
    _ask(application, "certify", title, "cells:decision-show", **whom, now=now, due_on=due_on)
    _tell(application, "in_notice", now=now, batch=batch.code, **until(batch.due_on))


def objected(application: Application, objection: Objection, *, now: datetime) -> None:
    title = gettext_noop("Answer objection %(objection)s against %(unit)s")
    link = reverse("cells:objection-show", args=[objection.public_id])
    values = {"objection": objection.reference, "unit": application.organisation.name}
    task = {"kind": "cells.objection", "title": title, "values": values, "link": link, "now": now}
    task["due_on"] = deadline_from(now, application.terms.answer_workdays)
    barred = barred_from(APPLICATIONS[StepName.DISMISS_OBJECTION], application, now)
    wait(application, task, subject=objection, role=Role.DISTRICT_REVIEWER, barred=barred)


def objection_answered(application: Application, objection: Objection, *, now: datetime) -> None:
    close_tasks(subject=objection, now=now)


def refused(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    _tell_refused(application, now=now)


def appealed(application: Application, appeal: Appeal, *, now: datetime) -> None:
    """Who refused does not hear it; the unit reads that it came in, and by when it is answered."""
    title, barred = gettext_noop("Answer the appeal of %(unit)s (%(reference)s)"), barred_from(RESUME, application, now)
    due_on = deadline_from(now, application.terms.answer_workdays)
    whom = {"role": Role.DISTRICT_REVIEWER, "barred": barred}
    _ask(application, "appeal", title, "cells:decision-show", **whom, now=now, due_on=due_on)
    _tell(application, "appealed", now=now, **until(due_on.day))


def appeal_answered(application: Application, appeal: Appeal, *, now: datetime) -> None:
    close_tasks(subject=application, now=now, kind="cells.appeal")
    _tell(application, "appeal_answered", now=now)


def reopened(application: Application, former: Decision | None, *, now: datetime) -> None:
    """Whoever comes next has it to do; the unit and who decided before are told."""
    close_tasks(subject=application, now=now)
    if application.status == ApplicationStatus.PREREVIEWED:
        prereviewed(application, now=now)
    else:
        evaluated(application, now=now)
    _tell(application, "reopened", now=now)
    if former:
        path = reverse("cells:decision-show", args=[application.public_id])
        facts = {"reference": application.reference, "path": path}
        template = "cells/messages/reopened.txt"
        send(user=former.decided_by, kind="cells.reopened", template=template, values=facts, now=now)


def closed(application: Application, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)


def certified(application: Application, certificate: Certificate, *, now: datetime) -> None:
    close_tasks(subject=application, now=now)
    _tell(application, "certified", now=now, number=certificate.number)


def _tell_refused(application: Application, *, now: datetime) -> None:
    last = refusal_appeal_until(application)
    if last is None:
        _tell(application, "refused_finally", now=now)
    else:
        _tell(application, "refused", now=now, **until(last.day))


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
    barred: Collection[str] = (),
    due_on: date | Deadline | None = None,
) -> None:
    values = {"unit": application.organisation.name, "reference": application.reference}
    task = {"kind": f"cells.{kind}", "title": title, "values": values, "link": link, "due_on": due_on, "now": now}
    wait(application, task, subject=application, user=user, role=role, barred=barred)


def _tell(application: Application, kind: str, *, now: datetime, **values) -> None:
    """A message to everyone who acts for the unit; it names the reference, never a person."""
    path = reverse("cells:application-show", args=[application.public_id])
    facts = {"reference": application.reference, "path": path, **values}
    for user in members_of(application):
        send(user=user, kind=f"cells.{kind}", template=f"cells/messages/{kind}.txt", values=facts, now=now)
