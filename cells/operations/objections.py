"""Objections to a proposal: from anyone while the notice runs, answered in public before a certificate is issued."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cells import notifications
from cells.enums import ApplicationStatus, ObjectionState, StepName
from cells.models import NoticeEntry, Objection
from cells.operations.filing import draw_reference
from cells.operations.reopening import reopen
from cells.operations.steps import lock_application, move
from cells.permissions import is_right_person
from cells.workflow import ANSWER, OBJECTIONS
from portal.directory.queries import has_passed, workday_exceptions
from portal.directory.workdays import count_workdays
from portal.procedure.deadlines import day_of, deadline_from
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take


class OtherWordsError(Exception):
    """The same form arrived before, and said something else."""

    def __init__(self, earlier: Objection) -> None:
        super().__init__(earlier.reference)
        self.earlier = earlier


@transaction.atomic
def file_objection(  # noqa: PLR0913 - the words, and who may be asked about them
    *,
    actor,
    entry: NoticeEntry,
    text: str,
    now: datetime,
    name: str = "",
    contact: str = "",
    is_confidential: bool = True,
    key: UUID | None = None,
) -> Objection:
    """From anyone, without an account; sent again it is the same one.

    The unit's clock stands still for the first, until something is answered; for what comes later it runs on, so that
    nobody holds a unit up for longer than the answers take. The certificate waits for every answer.
    """
    application = lock_application(entry.application)
    known = Objection.objects.filter(key=key, entry=entry).first() if key else None
    if known and known.text != text:
        raise OtherWordsError(known)
    known = known or _same_words(entry, text, name, contact, is_confidential)
    if known:
        return known
    entry = lock(entry, "batch")
    if _is_over(entry, day_of(now)) or entry.number != application.reopened + 1:
        raise Refused(Kind.CLOSED, items=(StepName.OBJECT, "due"))
    move(application, StepName.OBJECT, actor=actor, now=now)
    _stand_still(entry, day_of(now))
    objection = Objection.objects.create(
        reference=draw_reference("YY", now),
        key=key,
        entry=entry,
        text=text,
        name=name,
        contact=contact,
        is_confidential=is_confidential,
        filed_at=now,
    )
    notifications.objected(application, objection, now=now)
    return objection


@transaction.atomic
def answer_objection(
    *, actor, objection: Objection, answer: str, is_upheld: bool, now: datetime, is_anew: bool = False
) -> Objection:
    """Dismissed, the unit's notice runs on; upheld, the unit is refused or decided on anew. The answer is published."""
    application = lock_application(objection.entry.application)
    objection = lock(objection, "entry__batch")
    step = _following(is_upheld, is_anew)
    take(
        objection,
        OBJECTIONS,
        ObjectionState.UPHELD if is_upheld else ObjectionState.DISMISSED,
        actor=actor,
        now=now,
        can=is_right_person(actor, step, application),
        reason=answer.strip(),
        values=ANSWER.signed(actor, now, answer),
    )
    facts = {"objection": objection.reference}
    is_pending = application.status == ApplicationStatus.OBJECTED and objection.entry.number == application.reopened + 1
    if step == StepName.RECONSIDER and is_pending:
        reopen(application, step, actor=actor, now=now, reason=answer, facts=facts)
    elif is_upheld and is_pending:
        values = {"refusal_reason": answer.strip()}
        move(application, step, actor=actor, now=now, reason=answer, values=values, facts=facts)
        notifications.refused(application, now=now)
    elif is_pending:
        _run_on(objection.entry, now)
        if not _open_objections(objection.entry):
            move(application, step, actor=actor, now=now, reason=answer, facts=facts)
    notifications.objection_answered(application, objection, now=now)
    return objection


@transaction.atomic
def answer_objections(*, objections: Sequence[Objection], **answer) -> list[Objection]:
    """Several to one unit, by the same words: published once, and each of them has its answer."""
    if len({row.entry_id for row in objections}) > 1:
        raise PermissionDenied
    return [answer_objection(objection=row, **answer) for row in objections]


def _same_words(entry: NoticeEntry, text: str, name: str, contact: str, is_confidential: bool) -> Objection | None:
    """An open one that says the same, from the same person as far as anyone can tell."""
    sent = (text.strip(), name.strip(), contact.strip())
    rows = entry.objections.filter(state=ObjectionState.OPEN, is_confidential=is_confidential)
    return next((row for row in rows if (row.text.strip(), row.name.strip(), row.contact.strip()) == sent), None)


def _following(is_upheld: bool, is_anew: bool) -> str:
    if not is_upheld:
        return StepName.DISMISS_OBJECTION
    return StepName.RECONSIDER if is_anew else StepName.UPHOLD_OBJECTION


def _open_objections(entry: NoticeEntry) -> bool:
    return entry.objections.filter(state=ObjectionState.OPEN).exists()


def _is_over(entry: NoticeEntry, today: date) -> bool:
    return entry.paused_on is None and has_passed(entry.due_on, today)


def _stand_still(entry: NoticeEntry, today: date) -> None:
    """For the first objection; later ones find the clock as it is."""
    if not entry.objections.exists():
        entry.paused_on = today
        entry.save(update_fields=["paused_on"])


def _run_on(entry: NoticeEntry, now: datetime) -> None:
    """Where the clock stands still: the working days that were left when it stopped are left again from today."""
    if entry.paused_on is None:
        return
    left = count_workdays(entry.paused_on, entry.due_on, workday_exceptions())
    entry.due_on = deadline_from(now, left).day
    entry.paused_on = None
    entry.save(update_fields=["due_on", "paused_on"])
