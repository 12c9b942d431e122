"""The next plan: brought in by one person, approved by another, and in force from its day."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DataError, transaction
from django.utils.translation import gettext as _

from portal.board.figures.proofs import content_hash, settled
from portal.board.models import PlanDraft
from portal.board.notifications import ask_for_plan_approval, ask_for_remarks, close_plan_approval
from portal.board.operations.plans import take_in_plan
from portal.board.permissions import can_approve_plan, can_enter_plan, can_return_plan
from portal.board.results.remarks import offices_named
from portal.board.workflow import APPROVE, DECLINE, DRAFT_SIGNATURES, DRAFTS, ENTER, OPEN
from portal.directory.models import Department, Plan
from portal.directory.packing import packed, unpacked
from portal.directory.plan import read_english
from portal.directory.records import PlanRecords
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take


@transaction.atomic
def enter_plan(
    *, actor, now, records: PlanRecords, english: dict[str, str], live_on: dt.date, reason: str
) -> PlanDraft:
    """A draft that nobody outside sees; what the workbook lacked is asked of it no more."""
    if not can_enter_plan(actor):
        raise PermissionDenied
    _refuse_known(records.plan.code, records.plan.slug)
    _try(now, records, english)
    content = settled({**packed(records), "english": english})
    draft = PlanDraft(
        code=records.plan.code,
        name=records.plan.name,
        content=content,
        content_hash=content_hash(content),
        live_on=live_on,
        reason=reason,
        entered_by=actor,
        entered_at=now,
    )
    return _taken(draft, ENTER, actor, now, can=True, reason=reason, tell=_ask)


@transaction.atomic
def approve_plan(*, actor, now, draft: PlanDraft, reason: str) -> PlanDraft:
    """Once what offices said of it is answered."""
    row = lock(draft)
    if any(remark.is_open for remark in row.remarks.all()):
        raise Refused(Kind.UNFIT, _("Remarks of offices wait for an answer by who drew up the plan."), field="reason")
    values = DRAFT_SIGNATURES[APPROVE].signed(actor, now, reason)
    can = can_approve_plan(actor, row)
    return _taken(row, APPROVE, actor, now, can=can, reason=reason, values=values, tell=close_plan_approval)


@transaction.atomic
def return_plan(*, actor, now, draft: PlanDraft, reason: str) -> PlanDraft:
    row = lock(draft)
    values = DRAFT_SIGNATURES[DECLINE].signed(actor, now, reason)
    can = can_return_plan(actor, row)
    return _taken(row, DECLINE, actor, now, can=can, reason=reason, values=values, tell=close_plan_approval)


def open_plans(*, now: dt.datetime, on: dt.date) -> list[Plan]:
    """What was approved and whose day has come becomes a plan; asked again it does nothing."""
    due = PlanDraft.objects.filter(state=DRAFTS[APPROVE].target, live_on__lte=on).order_by("live_on", "pk")
    return [_open(draft, now) for draft in due]


@transaction.atomic
def _open(draft: PlanDraft, now: dt.datetime) -> Plan:
    row = lock(draft)
    if content_hash(row.content) != row.content_hash:
        raise Refused(Kind.UNFIT, f"the content of {row.public_id} is not what was approved")
    records = unpacked({name: row.content[name] for name in ("plan", "indicators")})
    take_in_plan(actor=None, now=now, records=records, english=_english(row.content["english"]))
    plan = Plan.objects.get(code=row.code)
    _taken(row, OPEN, None, now, can=True, reason=row.reason, values={"plan": plan})
    return plan


def _ask(draft: PlanDraft, *, now: dt.datetime) -> None:
    """The second person, and the offices that the plan names."""
    ask_for_plan_approval(draft, now=now)
    ask_for_remarks(draft, offices_named(draft), now=now)


def _try(now: dt.datetime, records: PlanRecords, english: dict[str, str]) -> None:
    """What the tables do not take is refused now and not on the plan's day."""
    try:
        take_in_plan(actor=None, now=now, records=records, english=_english(english), is_trial=True)
    except DataError as error:
        words = _("The tables do not take this plan: a text or a number is too long.")
        raise Refused(Kind.UNFIT, words, field="file") from error


def _english(own: dict[str, str]) -> dict[str, str]:
    """Of the district, of the offices as they are called now, and of the workbook."""
    offices = dict(Department.objects.exclude(name_en="").values_list("name", "name_en"))
    return read_english(settings.DISTRICT.english_file) | offices | own


def _refuse_known(code: str, slug: str) -> None:
    if Plan.objects.filter(code=code).exists() or Plan.objects.filter(slug=slug).exists():
        raise Refused(Kind.UNFIT, _("There is already a plan of these years."), field="file")
    if PlanDraft.objects.filter(code=code).exclude(state=DRAFTS[DECLINE].target).exists():
        raise Refused(Kind.UNFIT, _("A draft of this plan already waits; send that one back first."), field="file")


def _taken(row: PlanDraft, step: str, actor, now, **how) -> PlanDraft:
    facts = {"content_hash": row.content_hash, "live_on": row.live_on.isoformat()}
    return take(row, DRAFTS, step, actor=actor, now=now, facts=facts, **how)
