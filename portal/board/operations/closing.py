"""A plan that is over is closed: reasons are asked for, its file is frozen by one person and released by another."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.board.figures.proofs import content_hash, settled
from portal.board.models import Closing, UnmetReason
from portal.board.notifications import (
    ask_for_closing_release,
    ask_for_reason,
    close_closing_release,
    close_reason,
)
from portal.board.permissions import can_decide_closing, can_enter_plan, can_return_closing, can_say_unmet
from portal.board.results.closing import closing_content, is_over, is_unmet, reasons_of
from portal.board.results.rows import board_rows
from portal.board.workflow import CLOSING_SIGNATURES, CLOSINGS, DECLINE, ENTER, PUBLISH
from portal.directory.models import Indicator, Plan, departments_in_order
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take


@transaction.atomic
def ask_for_reasons(*, actor, now, plan: Plan, on: dt.date) -> int:
    """Of every lead office whose indicator was not met and that has said nothing; returns of how many."""
    _check(actor, plan, on)
    said = reasons_of(plan)
    asked = [row.indicator for row in board_rows(plan, on) if is_unmet(row) and row.indicator.pk not in said]
    for indicator in asked:
        ask_for_reason(indicator, now=now)
    record(actor=actor, now=now, action="closing.ask", subject=plan, after={"numbers": [one.number for one in asked]})
    return len(asked)


@transaction.atomic
def say_unmet(*, actor, now, indicator: Indicator, text: str) -> UnmetReason:
    """The last word stands; a file that is frozen already keeps the one before."""
    indicator = lock(indicator, "plan")
    if not can_say_unmet(actor, indicator):
        raise PermissionDenied
    office = next(iter(departments_in_order(indicator)), None)
    said = UnmetReason.objects.create(indicator=indicator, office=office, text=text, entered_by=actor, entered_at=now)
    about = {"indicator": f"{indicator.plan.code}/{indicator.number}", "text": text}
    record(actor=actor, now=now, action="closing.reason", subject=said, after=about)
    close_reason(indicator, now=now)
    return said


@transaction.atomic
def make_closing(*, actor, now, plan: Plan, on: dt.date, reason: str) -> Closing:
    """Frozen as the plan stands now; a later word makes another."""
    _check(actor, plan, on)
    content = settled(closing_content(plan, on))
    closing = Closing(plan=plan, content=content, content_hash=content_hash(content), entered_by=actor, entered_at=now)
    return _taken(closing, ENTER, actor, now, can=True, reason=reason, tell=ask_for_closing_release)


@transaction.atomic
def release_closing(*, actor, now, closing: Closing, reason: str) -> Closing:
    row = lock(closing)
    if content_hash(row.content) != row.content_hash:
        raise Refused(Kind.UNFIT, _("This file is not what was made; make another one."))
    values, can = CLOSING_SIGNATURES[PUBLISH].signed(actor, now, reason), can_decide_closing(actor, row)
    return _taken(row, PUBLISH, actor, now, can=can, reason=reason, values=values, tell=close_closing_release)


@transaction.atomic
def return_closing(*, actor, now, closing: Closing, reason: str) -> Closing:
    row = lock(closing)
    values, can = CLOSING_SIGNATURES[DECLINE].signed(actor, now, reason), can_return_closing(actor, row)
    return _taken(row, DECLINE, actor, now, can=can, reason=reason, values=values, tell=close_closing_release)


def _check(actor, plan: Plan, on: dt.date) -> None:
    if not can_enter_plan(actor):
        raise PermissionDenied
    if not is_over(plan, on):
        raise Refused(Kind.UNFIT, _("This plan is not over yet."))


def _taken(row: Closing, step: str, actor, now, **how) -> Closing:
    return take(row, CLOSINGS, step, actor=actor, now=now, facts={"content_hash": row.content_hash}, **how)
