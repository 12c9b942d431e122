"""Public notices and what may be certified."""

from datetime import date

from django.db.models import Count, F, QuerySet

from cells.enums import ApplicationStatus, BatchState, ObjectionState
from cells.models import NoticeBatch, NoticeEntry, Objection
from portal.directory.queries import passed_before


def open_batches() -> QuerySet[NoticeBatch]:
    return NoticeBatch.objects.filter(state=BatchState.OPEN).annotate(units=Count("entries")).order_by("due_on", "pk")


def past_batches() -> QuerySet[NoticeBatch]:
    return (
        NoticeBatch.objects.filter(state=BatchState.CLOSED)
        .annotate(units=Count("entries"))
        .order_by("-opened_at", "-pk")
    )


def entries_of(batch: NoticeBatch) -> QuerySet[NoticeEntry]:
    rows = batch.entries.select_related("application__organisation", "application__certificate")
    return rows.prefetch_related("objections")


def open_objections() -> QuerySet[Objection]:
    rows = Objection.objects.filter(state=ObjectionState.OPEN)
    return rows.select_related("entry__application__organisation__area", "entry__batch")


def standing_entries() -> QuerySet[NoticeEntry]:
    """Whose notice runs, or stands still for an objection; not those whose decision was reopened since."""
    rows = NoticeEntry.objects.filter(number=F("application__reopened") + 1)
    return rows.filter(application__status__in=[ApplicationStatus.IN_NOTICE, ApplicationStatus.OBJECTED])


def entries_to_certify(on: date) -> QuerySet[NoticeEntry]:
    """The notice has run its working days, for certain, and nothing is open against the unit."""
    rows = standing_entries().filter(application__status=ApplicationStatus.IN_NOTICE, due_on__lt=passed_before(on))
    return rows.exclude(objections__state=ObjectionState.OPEN).select_related("application__organisation", "batch")


def is_ready(entry: NoticeEntry, on: date) -> bool:
    return entries_to_certify(on).filter(pk=entry.pk).exists()


def open_beside(objection: Objection) -> QuerySet[Objection]:
    """What else is open against the same unit in the same notice."""
    return open_objections().filter(entry=objection.entry_id).exclude(pk=objection.pk)


def answered_objections(batch: NoticeBatch) -> list[list[Objection]]:
    """Each answer with the objections that it answers: several may have one."""
    rows = Objection.objects.filter(entry__batch=batch).exclude(state=ObjectionState.OPEN)
    found: dict[tuple, list[Objection]] = {}
    for row in rows.select_related("entry__application__organisation"):
        found.setdefault((row.entry_id, row.state, row.answered_at, row.answer), []).append(row)
    return list(found.values())
