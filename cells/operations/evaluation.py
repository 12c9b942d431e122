"""Evaluators: assigned by the district, each alone, none seen before all are in."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import ApplicationStatus, AssignmentState, CriterionKind, MarkState, StepName
from cells.models import Application, Assignment, CriterionScore, Evaluation
from cells.operations.filing import Entry
from cells.operations.steps import lock_application, move, not_ready, nothing
from cells.permissions import is_right_person
from cells.queries.experts import eligible_evaluators
from cells.results import evaluation_seal, panel_of
from cells.rubric.criteria import mark_criterion
from cells.workflow import APPLICATIONS, ASSIGNMENTS
from portal.procedure.deadlines import day_of, deadline_from
from portal.procedure.taking import check_revision, lock, take


@transaction.atomic
def assign_evaluators(
    *, actor, application: Application, evaluators: Sequence, revision: int, now: datetime, reason: str = ""
) -> list[Assignment]:
    """Only from the pool, never someone close to the unit; as many as the scheme asks for, or one more later.

    Once the totals are known, another evaluation changes them: that needs a reason, and the ledger keeps both.
    """
    application = lock_application(application, revision)
    step = _assigning_step(application)
    needed = application.terms.evaluators if step == StepName.ASSIGN else 1
    people = {person.pk: person for person in evaluators}
    if len(people) < needed:
        raise not_ready(_("Choose at least %(count)s evaluators.") % {"count": needed})
    if actor.pk in people or _fit(application, people, now) != len(people):
        raise PermissionDenied
    facts = {"evaluators": sorted(str(person.public_id) for person in people.values())}
    if step == StepName.CALL_AGAIN:
        facts |= _total_so_far(application)
    values = {"due_on": deadline_from(now, application.terms.evaluation_workdays).day}
    move(application, step, actor=actor, now=now, reason=reason.strip(), values=values, facts=facts)
    rows = [_assign(application, person, actor, now) for person in people.values()]
    notifications.assigned(application, rows, now=now)
    return rows


@transaction.atomic
def recuse_evaluator(*, actor, assignment: Assignment, reason: str, now: datetime) -> None:
    """The evaluator says that he or she cannot be impartial; from then on the file is closed to this person."""
    application = lock_application(assignment.application)
    if assignment.evaluator_id != actor.pk:
        raise PermissionDenied
    APPLICATIONS.after(StepName.EVALUATE, application.status)
    take(
        lock(assignment),
        ASSIGNMENTS,
        "recuse",
        actor=actor,
        now=now,
        can=True,
        reason=reason.strip(),
        values={"recusal_reason": reason.strip()},
        snapshot=nothing,
        about=application,
        tell=partial(notifications.recused, application),
    )


@transaction.atomic
def save_evaluation(
    *, actor, evaluation: Evaluation, entries: Sequence[Entry], revision: int, now: datetime, comment: str | None = None
) -> Evaluation:
    """All entries or none; a save on stale data never overwrites."""
    evaluation = _open_evaluation(actor, evaluation)
    check_revision(evaluation, revision)
    criteria = evaluation.assignment.application.rubric.sheet.criteria
    for entry in entries:
        if entry.criterion not in criteria:
            raise PermissionDenied
        if entry.state == MarkState.ABSTAINED and not entry.note.strip():
            raise not_ready(_("Please say why you cannot judge this item."), [entry.criterion])
        CriterionScore.objects.update_or_create(
            evaluation=evaluation,
            criterion=entry.criterion,
            defaults={"state": entry.state, "value": entry.value, "note": entry.note},
        )
    evaluation.revision += 1
    evaluation.comment = evaluation.comment if comment is None else comment
    evaluation.save(update_fields=["revision", "comment"])
    return evaluation


@transaction.atomic
def submit_evaluation(*, actor, evaluation: Evaluation, revision: int, now: datetime) -> Evaluation:
    """Hand in one evaluation; with the last one the file goes on to the decision."""
    evaluation = _open_evaluation(actor, evaluation)
    check_revision(evaluation, revision)
    missing = unmarked(evaluation)
    if missing:
        raise not_ready(_("Some items are not marked yet."), missing)
    assignment = evaluation.assignment
    evaluation.scores.update(is_submitted=True)
    evaluation.submitted_at = now
    evaluation.save(update_fields=["submitted_at"])
    take(assignment, ASSIGNMENTS, "submit", actor=actor, now=now, can=True, on_ledger=False)
    application = assignment.application
    same = {"due_on": application.due_on}
    move(application, StepName.EVALUATE, actor=actor, now=now, values=same, facts=evaluation_seal(evaluation))
    notifications.evaluation_in(application, assignment, now=now)
    if _all_in(application):
        values = {"due_on": deadline_from(now, application.terms.decision_workdays).day}
        move(application, StepName.FINISH_EVALUATION, actor=actor, now=now, values=values)
        notifications.evaluated(application, now=now)
    return evaluation


def unmarked(evaluation: Evaluation) -> list[str]:
    """Criteria without a mark; bonus items may stay empty."""
    given = evaluation.given()
    return [
        code
        for code, criterion in evaluation.assignment.application.rubric.sheet.criteria.items()
        if criterion.kind != CriterionKind.BONUS
        and (code not in given or mark_criterion(criterion, given[code]).state == MarkState.UNANSWERED)
    ]


def _assigning_step(application: Application) -> str:
    if application.status == ApplicationStatus.EVALUATED:
        return StepName.CALL_AGAIN
    return StepName.ASSIGN_MORE if application.status == ApplicationStatus.EVALUATING else StepName.ASSIGN


def _total_so_far(application: Application) -> dict[str, str]:
    panel = panel_of(application)
    return {"score": str(panel.together.total.score)} if panel else {}


def _fit(application: Application, people, now: datetime) -> int:
    return eligible_evaluators(application, on=day_of(now)).filter(pk__in=people).count()


def _assign(application: Application, person, actor, now: datetime) -> Assignment:
    row = Assignment.objects.create(application=application, evaluator=person, assigned_by=actor, assigned_at=now)
    Evaluation.objects.create(assignment=row)
    return row


def _open_evaluation(actor, evaluation: Evaluation) -> Evaluation:
    """The locked evaluation, when it is this person's and still open."""
    application = lock_application(evaluation.assignment.application)
    row = lock(evaluation, "assignment")
    row.assignment.application = application
    if row.assignment.evaluator_id != actor.pk or not is_right_person(actor, StepName.EVALUATE, application):
        raise PermissionDenied
    APPLICATIONS.after(StepName.EVALUATE, application.status)
    ASSIGNMENTS.after("submit", row.assignment.state)
    return row


def _all_in(application: Application) -> bool:
    states = [row.state for row in application.assignments.exclude(state=AssignmentState.RECUSED)]
    enough = len(states) >= application.terms.evaluators
    return enough and all(state == AssignmentState.SUBMITTED for state in states)
