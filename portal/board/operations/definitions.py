"""The office that leads says what a figure of its indicator means, another person publishes it; who has not is asked."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from portal.board.figures.contents import definition_facts
from portal.board.models import Definition
from portal.board.operations.definition_tasks import ask_for_publishing, ask_offices, close_publishing
from portal.board.permissions import can_decide_definition, can_define, can_return_definition
from portal.board.queries import current_plan
from portal.board.results.definitions import undefined_by_office
from portal.board.workflow import DECLINE, DEFINITION_SIGNATURES, DEFINITIONS, ENTER, PUBLISH
from portal.directory.models import Indicator
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take


@transaction.atomic
def define_indicator(*, actor, now, indicator: Indicator, said: dict[str, str], reason: str = "") -> Definition:
    """`said`: its four parts. A later word takes the place of the one before, for a reason; that one is kept."""
    row = lock(indicator, "plan")
    if row.definitions.waiting().exists():
        raise Refused(Kind.UNFIT, _("A definition of this indicator already waits for its second person."))
    if row.definitions.published().exists() and not reason:
        raise Refused(Kind.UNFIT, _("Say why the definition changes."), field="reason")
    definition = Definition(indicator=row, **said, reason=reason, entered_by=actor, entered_at=now)
    return _taken(definition, ENTER, actor, now, can=can_define(actor, row), reason=reason, tell=ask_for_publishing)


@transaction.atomic
def publish_definition(*, actor, now: dt.datetime, on: dt.date, definition: Definition) -> Definition:
    """`on`: today, by which the plan is known whose offices are asked."""
    row = lock(definition, "indicator__plan")
    values = DEFINITION_SIGNATURES[PUBLISH].signed(actor, now, "")
    can = can_decide_definition(actor, row)
    _taken(row, PUBLISH, actor, now, can=can, values=values, tell=close_publishing)
    ask_for_definitions(now=now, on=on)
    return row


@transaction.atomic
def return_definition(*, actor, now, definition: Definition, reason: str) -> Definition:
    row = lock(definition, "indicator__plan")
    values = DEFINITION_SIGNATURES[DECLINE].signed(actor, now, reason)
    can = can_return_definition(actor, row)
    return _taken(row, DECLINE, actor, now, can=can, reason=reason, values=values, tell=close_publishing)


@transaction.atomic
def ask_for_definitions(*, now: dt.datetime, on: dt.date) -> int:
    """Of the plan of today; safe to repeat. Returns how many offices have something to say."""
    plan = current_plan(on)
    missing = undefined_by_office(plan) if plan else {}
    if plan:
        ask_offices(plan, missing, now=now)
    return len(missing)


def _taken(row: Definition, step: str, actor, now, **how) -> Definition:
    return take(row, DEFINITIONS, step, actor=actor, now=now, snapshot=definition_facts, **how)
