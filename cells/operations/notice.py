"""Public notice: no path to a certificate goes around it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import BatchState, StepName
from cells.models import Application, NoticeBatch, NoticeEntry
from cells.operations.steps import lock_application, move, not_ready, nothing
from cells.queries.notices import standing_entries
from cells.workflow import APPLICATIONS, NOTICES
from portal.procedure.deadlines import day_of, deadline_from
from portal.procedure.digests import digest_of
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import take


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
