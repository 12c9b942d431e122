"""The unit's side: filling in, adding evidence, submitting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import ApplicationStatus, MarkState, RubricState, StepName
from cells.models import Answer, AnswerEvidence, Application, Assistance, Organisation, Rubric, Submission
from cells.operations.steps import lock_application, move, not_ready, rules_of
from cells.permissions import can_fill, is_member
from cells.queries.appeals import is_appealing
from cells.queries.filing import missing_items
from cells.results import self_score
from cells.results.submissions import answers_of
from cells.results.wording import statement_lines
from cells.workflow import APPLICATIONS, EDITABLE
from portal.evidence.intake import CleanFile
from portal.evidence.operations import clean_upload, take_in
from portal.procedure.deadlines import day_of, deadline_from
from portal.procedure.digests import digest_of
from portal.procedure.references import draw
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import take


@dataclass(frozen=True)
class Entry:
    """One criterion as it was filled in, and the revision that the person saw (0: nothing yet)."""

    criterion: str
    state: str
    value: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    revision: int = 0


@dataclass(frozen=True)
class Kept:
    """What was written, and the rows (None: no longer there) that another wrote first, by criterion."""

    saved: list[Answer]
    stale: dict[str, Answer | None]


def draw_reference(prefix: str, now: datetime) -> str:
    return f"{prefix}{day_of(now):%y%m}-{draw(6)}"


@transaction.atomic
def start_application(*, actor, organisation: Organisation, now: datetime) -> Application:
    if not is_member(actor, organisation):
        raise PermissionDenied
    return open_draft(actor=actor, organisation=organisation, now=now)


def open_draft(*, actor, organisation: Organisation, now: datetime) -> Application:
    """A draft on the rubric that is in force for this kind of unit, in the caller's transaction."""
    if is_appealing(organisation):
        raise not_ready(_("The appeal against the refusal is being looked into: wait for the answer first."))
    rubric = Rubric.objects.filter(unit_type=organisation.unit_type, state=RubricState.PUBLISHED).first()
    if rubric is None:
        raise not_ready(_("There is no rubric in force for this kind of unit yet."))
    reference = draw_reference("SQ", now)
    application = Application(reference=reference, organisation=organisation, rubric=rubric, created_at=now)
    try:
        return take(application, APPLICATIONS, "start", actor=actor, now=now, can=True, values={"changed_at": now})
    except IntegrityError as error:
        raise not_ready(_("This unit has a running application already.")) from error


@transaction.atomic
def save_answers(*, actor, application: Application, entries: Sequence[Entry], now: datetime) -> list[Answer]:
    """All entries or none. What is unchanged is left alone; what another saved in between is a conflict."""
    kept = keep_answers(actor=actor, application=application, entries=entries, now=now, is_whole=True)
    if kept.stale:
        raise Refused(Kind.STALE, items=kept.stale.items())
    return kept.saved


@transaction.atomic
def keep_answers(
    *, actor, application: Application, entries: Sequence[Entry], now: datetime, is_whole: bool = False
) -> Kept:
    """As one types: each entry for itself; what another saved in between is not touched but told.

    Saved as a whole by its button, all of it was looked at: also what was carried over and stays as it was.
    """
    application = _editable(actor, application, [entry.criterion for entry in entries])
    rows = {answer.criterion: answer for answer in application.answers.select_for_update()}
    changed = [entry for entry in entries if _differs(rows.get(entry.criterion), entry, is_whole)]
    fresh = [entry for entry in changed if _revision(rows.get(entry.criterion)) == entry.revision]
    saved = [_write(application, rows.get(entry.criterion), entry, actor, now) for entry in fresh]
    stale = {entry.criterion: rows.get(entry.criterion) for entry in changed if entry not in fresh}
    return Kept(saved, stale)


def save_answer(*, actor, application: Application, entry: Entry, now: datetime) -> list[Answer]:
    return save_answers(actor=actor, application=application, entries=[entry], now=now)


@transaction.atomic
def attach_evidence(
    *, actor, application: Application, criterion: str, now: datetime, uploads: Sequence = (), url: str = ""
) -> list[AnswerEvidence]:
    """Files and a link beside one criterion; the same file or link sent again stands there once."""
    application = _editable(actor, application, [criterion])
    answer, _is_new = Answer.objects.get_or_create(
        application=application, criterion=criterion, defaults={"updated_at": now, "updated_by": actor, "revision": 0}
    )
    rows = [
        AnswerEvidence(answer=answer, stored=take_in(upload=upload, owner=actor, now=now), added_at=now)
        for upload in _new_files(answer, uploads)
    ]
    if url and not answer.evidence.filter(url=url).exists():
        rows.append(AnswerEvidence(answer=answer, url=url, added_at=now))
    for row in rows:
        row.save()
    return rows


@transaction.atomic
def remove_evidence(*, actor, evidence: AnswerEvidence, now: datetime) -> None:
    """The link goes; the file itself is swept away a day later when nothing else holds it."""
    _editable(actor, evidence.answer.application, [evidence.answer.criterion])
    evidence.delete()


@transaction.atomic
def submit_application(*, actor, application: Application, name: str, now: datetime) -> Application:
    """Sign the statement and hand in; the rubric version and the rules are frozen from here on."""
    application = lock_application(application)
    step = StepName.RESUBMIT if application.status == ApplicationStatus.RETURNED else StepName.SUBMIT
    missing = missing_items(application) if application.status in EDITABLE else []
    if missing:
        raise not_ready(_("Some items are still missing."), missing)
    if not name.strip():
        raise not_ready(_("Please sign the statement with your name."))
    if not is_member(actor, application.organisation) and not _is_confirmed(application, now):
        raise not_ready(_("The unit must sign the statement on paper first."))
    application.rules = application.rules or rules_of(application.rubric.unit_type)
    corrects = application.return_items if step == StepName.RESUBMIT else []
    values = {
        "rubric_digest": application.rubric.digest,
        "rules": application.rules,
        "submitted_at": now,
        "statement_name": name.strip(),
        "due_on": deadline_from(now, _workdays_for_street(application)).day,
    }
    facts = {
        "rubric": application.rubric.version,
        "digest": application.rubric.digest,
        "rules": application.rules.digest,
    }
    move(application, step, actor=actor, now=now, values=values, facts=facts)
    _keep_copy(application, corrects, actor, now)
    notifications.submitted(application, now=now)
    return application


@transaction.atomic
def withdraw_application(*, actor, application: Application, reason: str, now: datetime) -> Application:
    application = lock_application(application)
    move(application, StepName.WITHDRAW, actor=actor, now=now, reason=reason)
    notifications.closed(application, now=now)
    return application


def _is_confirmed(application: Application, now: datetime) -> bool:
    """Who fills in for a unit hands in with the paper that the unit signed for this very submission."""
    return Assistance.objects.filter(application=application, confirmed_at=now, paper__isnull=False).exists()


def _workdays_for_street(application: Application) -> int:
    """All of them the first time; after a return those that were left then, and one at least."""
    if application.status == ApplicationStatus.RETURNED and application.workdays_left is not None:
        return max(1, application.workdays_left)
    return application.terms.prereview_workdays


def _keep_copy(application: Application, corrects: Sequence[str], actor, now: datetime) -> Submission:
    """What was handed in, whole, beside the answers that may be corrected later."""
    answers, statement = answers_of(application), "\n".join(statement_lines(application.terms))
    return Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        answers=answers,
        corrects=list(corrects),
        statement=statement,
        score=self_score(application).total.score,
        digest=digest_of({"answers": answers, "statement": statement, "rubric": application.rubric_digest}),
        submitted_at=now,
        submitted_by=actor,
    )


def _editable(actor, application: Application, criteria: Sequence[str]) -> Application:
    """The locked application, when this person may now write these criteria."""
    application = lock_application(application)
    if not can_fill(actor, application):
        raise PermissionDenied
    unknown = [code for code in criteria if code not in application.rubric.sheet.criteria]
    if unknown:
        raise PermissionDenied
    closed = application.status == ApplicationStatus.RETURNED and set(criteria) - set(application.return_items)
    if application.status not in EDITABLE or closed:
        raise APPLICATIONS.closed("save_answer", application.status)
    return application


def _new_files(answer: Answer, uploads: Sequence) -> list:
    """Clean files whose content is not beside this answer yet, each once."""
    known = set(answer.evidence.filter(stored__isnull=False).values_list("stored__sha256", flat=True))
    clean = [upload if isinstance(upload, CleanFile) else clean_upload(upload) for upload in uploads]
    return [file for file in {file.sha256: file for file in clean}.values() if file.sha256 not in known]


def _revision(answer: Answer | None) -> int:
    return answer.revision if answer else 0


def _differs(answer: Answer | None, entry: Entry, is_whole: bool) -> bool:
    if answer is None:
        return entry.state != MarkState.UNANSWERED or bool(entry.note)
    if is_whole and answer.is_carried:
        return True
    return (answer.state, answer.value, answer.note) != (entry.state, entry.value, entry.note)


def _write(application: Application, answer: Answer | None, entry: Entry, actor, now: datetime) -> Answer:
    answer = answer or Answer(application=application, criterion=entry.criterion, revision=0)
    answer.state, answer.value, answer.note = entry.state, entry.value, entry.note
    answer.revision += 1
    answer.is_carried = False
    answer.updated_at, answer.updated_by = now, actor
    answer.save()
    return answer
