"""Offices say what they think of their rows of the next plan; who drew it up answers, before another person approves."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.board.figures.contents import remark_facts
from portal.board.models import PlanDraft, PlanRemark
from portal.board.notifications import close_answer, close_remarks, tell_of_remark
from portal.board.permissions import can_answer, can_remark
from portal.board.results.remarks import rows_of_office
from portal.directory.models import Department
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock


@transaction.atomic
def remark_on_plan(
    *, actor, now, draft: PlanDraft, office: Department, text: str, number: int | None = None
) -> PlanRemark:
    """`number`: one of the office's rows, none for the plan as a whole. Without words it has nothing to say."""
    row = lock(draft)
    if not can_remark(actor, row, office):
        raise PermissionDenied
    if number is not None and number not in {one.number for one in rows_of_office(row, office)}:
        raise Refused(Kind.UNFIT, _("This row is not one of your office."), field="number")
    said = {"draft": row, "office": office, "number": number, "text": text, "entered_by": actor, "entered_at": now}
    remark = PlanRemark.objects.create(**said)
    record(actor=actor, now=now, action="plan_remark.say", subject=remark, after=remark_facts(remark))
    close_remarks(row, office, now=now)
    if remark.is_open:
        tell_of_remark(remark, now=now)
    return remark


@transaction.atomic
def answer_remark(*, actor, now, remark: PlanRemark, answer: str) -> PlanRemark:
    row = lock(remark, "draft", "office")
    if not can_answer(actor, row):
        raise PermissionDenied
    before = remark_facts(row)
    row.answer, row.answered_by, row.answered_at = answer, actor, now
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    record(actor=actor, now=now, action="plan_remark.answer", subject=row, before=before, after=remark_facts(row))
    close_answer(row, now=now)
    return row
