"""Public notice: no path to a certificate goes around it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import ApplicationStatus, BatchState, ObjectionState, StepName
from cells.models import Application, NoticeBatch, NoticeEntry, Objection
from cells.operations.filing import draw_reference
from cells.operations.reopening import reopen
from cells.operations.steps import lock_application, move, not_ready, nothing
from cells.permissions import is_right_person
from cells.queries.notices import standing_entries
from cells.workflow import ANSWER, APPLICATIONS, NOTICES, OBJECTIONS
from portal.directory.queries import has_passed, workday_exceptions
from portal.directory.workdays import count_workdays
from portal.procedure.deadlines import day_of, deadline_from
from portal.procedure.digests import digest_of
from portal.procedure.refusals import Kind, Refused
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take


@transaction.atomic
def open_notice(*, actor, applications: Sequence[Application], now: datetime) -> NoticeBatch:
    """Publish a batch; its content is fixed by its hash, its last day lies the scheme's working days ahead."""
    if not applications:
        raise not_ready(_("Choose at least one unit."))
    rows = [lock_application(row) for row in sorted(applications, key=lambda row: row.pk)]
    today = day_of(now)
    workdays = notice_workdays(rows)
    content = [_published(row) for row in rows]
    batch = NoticeBatch(
        state=NOWHERE,
        code=_next_code(today.year),
        opened_on=today,
        due_on=deadline_from(now, workdays).day,
        workdays=workdays,
        content=content,
        digest=digest_of(content),
        opened_by=actor,
        opened_at=now,
    )
    facts = {"batch": batch.code, "due_on": batch.due_on.isoformat(), "digest": batch.digest}

    def enter(batch: NoticeBatch) -> None:
        for row in rows:
            move(row, StepName.OPEN_NOTICE, actor=actor, now=now, facts=facts)
            number = row.reopened + 1
            NoticeEntry.objects.create(batch=batch, application=row, number=number, due_on=batch.due_on)
            notifications.in_notice(row, batch, now=now)

    about, taking = f"cells.noticebatch:{batch.code}", {"actor": actor, "now": now, "can": True, "facts": facts}
    return take(batch, NOTICES, "open", snapshot=nothing, about=about, beside=enter, **taking)


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
    known = known or _same_words(entry, text, name, contact)
    if known:
        return known
    entry = lock(entry, "batch")
    today = day_of(now)
    is_over = entry.paused_on is None and has_passed(entry.due_on, today)
    if is_over or entry.number != application.reopened + 1:
        raise Refused(Kind.CLOSED, items=(StepName.OBJECT, "due"))
    move(application, StepName.OBJECT, actor=actor, now=now)
    if not entry.objections.exists():
        entry.paused_on = today
        entry.save(update_fields=["paused_on"])
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


@transaction.atomic
def close_batch(*, actor, batch: NoticeBatch, now: datetime) -> bool:
    """A batch ends when none of its units is in notice any more; the steps of its units say why."""
    if batch.state == BatchState.CLOSED or standing_entries().filter(batch=batch).exists():
        return False
    take(batch, NOTICES, "close", actor=actor, now=now, can=True, on_ledger=False)
    return True


def notice_workdays(applications: Iterable[Application]) -> int:
    """How long a notice of these runs: as long as the longest of their rules asks."""
    return max(row.terms.notice_workdays for row in applications)


def _same_words(entry: NoticeEntry, text: str, name: str, contact: str) -> Objection | None:
    """An open one that says the same, from the same person as far as anyone can tell."""
    sent = (text.strip(), name.strip(), contact.strip())
    rows = entry.objections.filter(state=ObjectionState.OPEN)
    return next((row for row in rows if (row.text.strip(), row.name.strip(), row.contact.strip()) == sent), None)


def _following(is_upheld: bool, is_anew: bool) -> str:
    if not is_upheld:
        return StepName.DISMISS_OBJECTION
    return StepName.RECONSIDER if is_anew else StepName.UPHOLD_OBJECTION


def _published(application: Application) -> dict[str, str]:
    if application.decision is None:
        raise APPLICATIONS.closed(StepName.OPEN_NOTICE, application.status)
    levels = {level.code: level for level in application.terms.levels.levels}
    level = levels[application.decision.level] if application.decision.level else None
    return {
        "reference": application.reference,
        "unit": application.organisation.name,
        "unit_type": application.terms.kind,
        "unit_type_en": application.terms.kind_en,
        "area": application.organisation.area.name,
        "area_en": application.organisation.area.name_en,
        "level": level.name if level else "",
        "level_en": level.name_en if level else "",
        "score": str(application.decision.score),
    }


def _next_code(year: int) -> str:
    last = NoticeBatch.objects.select_for_update().filter(code__startswith=f"{year}-").order_by("-code").first()
    serial = int(last.code.rpartition("-")[2]) + 1 if last else 1
    return f"{year}-{serial:03d}"


def _open_objections(entry: NoticeEntry) -> bool:
    return entry.objections.filter(state=ObjectionState.OPEN).exists()


def _run_on(entry: NoticeEntry, now: datetime) -> None:
    """Where the clock stands still: the working days that were left when it stopped are left again from today."""
    if entry.paused_on is None:
        return
    left = count_workdays(entry.paused_on, entry.due_on, workday_exceptions())
    entry.due_on = deadline_from(now, left).day
    entry.paused_on = None
    entry.save(update_fields=["due_on", "paused_on"])
