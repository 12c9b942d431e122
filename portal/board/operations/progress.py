"""An office says how a task or a project of the plan goes; a correction is a new word beside the old."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.board.figures.contents import note_hash
from portal.board.models import ProgressEvidence, ProgressNote
from portal.board.notifications import ask_for_note_approval
from portal.board.permissions import can_note, can_revise_note
from portal.directory.models import Area, Department, PlanProject, PlanTask
from portal.evidence.operations import take_in
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock


@dataclass(frozen=True)
class Report:
    owner: Department | Area
    quarter: str
    standing: str
    text: str
    blocked: str = ""
    spent_wan_yuan: Decimal | None = None
    files: Sequence = ()


@transaction.atomic
def note_progress(*, actor, now, subject: PlanTask | PlanProject, report: Report) -> ProgressNote:
    subject = lock(subject)
    if not can_note(actor, subject, report.owner):
        raise PermissionDenied
    places = {**_subject(subject), **_owner(report.owner)}
    if ProgressNote.objects.filter(quarter=report.quarter, **places).exists():
        words = _("This office has already told of this quarter; correct that note instead.")
        raise Refused(Kind.UNFIT, words, field="quarter")
    return _write(actor=actor, now=now, places=places, report=report)


@transaction.atomic
def revise_note(*, actor, now, note: ProgressNote, report: Report, reason: str) -> ProgressNote:
    held = lock(note)
    if not can_revise_note(actor, held):
        raise PermissionDenied
    places = {**_subject(held.subject), **_owner(held.owner)}
    return _write(actor=actor, now=now, places=places, report=report, revision=(held, reason))


def _write(*, actor, now, places: dict, report: Report, revision=(None, "")) -> ProgressNote:
    revised, reason = revision
    stored = [take_in(upload=upload, owner=actor, now=now) for upload in report.files]
    note = ProgressNote(
        **places,
        quarter=revised.quarter if revised else report.quarter,
        standing=report.standing,
        text=report.text,
        blocked=report.blocked,
        spent_wan_yuan=report.spent_wan_yuan,
        revision_of=revised,
        reason=reason,
        entered_by=actor,
        entered_at=now,
    )
    note.content_hash = note_hash(note, [file.sha256 for file in stored])
    note.save(force_insert=True)
    ProgressEvidence.objects.bulk_create(ProgressEvidence(note=note, stored=file) for file in stored)
    record(
        actor=actor,
        now=now,
        action="progress.revise" if revised else "progress.enter",
        subject=note,
        before={"content_hash": revised.content_hash} if revised else None,
        after={"content_hash": note.content_hash, "standing": note.standing},
        reason=reason,
    )
    ask_for_note_approval(note, now=now)
    return note


def _subject(subject) -> dict:
    return {"task" if isinstance(subject, PlanTask) else "project": subject}


def _owner(owner) -> dict:
    return {"department" if isinstance(owner, Department) else "area": owner}
