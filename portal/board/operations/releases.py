"""Days that are announced for figures: set by one person, confirmed by another, moved only with a reason, kept by the clock."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from portal.board.figures.contents import release_facts
from portal.board.models import Observation, Release
from portal.board.notifications import ask_for_confirmation, close_confirmation, tell_of_missed_release
from portal.board.permissions import can_confirm_release, can_move_release, can_plan_release
from portal.board.workflow import (
    CANCEL,
    CONFIRM,
    OBSERVATIONS,
    PLAN,
    POSTPONE,
    PUBLISH,
    RELEASE,
    RELEASE_SIGNATURES,
    RELEASES,
)
from portal.clock import DISTRICT
from portal.directory.models import Plan
from portal.numbers import plain_number
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take


@transaction.atomic
def plan_release(*, actor, now: dt.datetime, plan: Plan, period: str, day: dt.date) -> Release:
    """From now on no figure of the period appears before its day."""
    lock(plan)
    if Release.objects.filter(plan=plan, period=period).exclude(state=RELEASES[CANCEL].target).exists():
        raise Refused(Kind.UNFIT, _("There is already a day for the figures of this period."), field="period")
    release = Release(plan=plan, period=period, day=_to_come(day, now), set_by=actor)
    return _taken(release, PLAN, actor, now, can=can_plan_release(actor), tell=ask_for_confirmation)


@transaction.atomic
def confirm_release(*, actor, now, release: Release) -> Release:
    row = lock(release)
    values = RELEASE_SIGNATURES[CONFIRM].signed(actor, now, "")
    can = can_confirm_release(actor, row)
    return _taken(row, CONFIRM, actor, now, can=can, values=values, tell=close_confirmation)


@transaction.atomic
def postpone_release(*, actor, now: dt.datetime, release: Release, day: dt.date, reason: str) -> Release:
    """To a later day, for a reason that stands beside it; another person confirms it anew."""
    row = lock(release)
    if day <= row.day:
        raise Refused(Kind.UNFIT, _("This is not later than the day that was announced."), field="day")
    values = {"day": _to_come(day, now), "set_by": actor, "confirmed_by": None, "confirmed_at": None}
    can = can_move_release(actor, row)
    return _taken(row, POSTPONE, actor, now, can=can, reason=reason, values=values, tell=ask_for_confirmation)


@transaction.atomic
def cancel_release(*, actor, now, release: Release, reason: str) -> Release:
    """What was approved for it must not hang in the air, nor appear by being forgotten."""
    row = lock(release)
    if held_by(row).exists():
        words = _("Figures were approved for this release; postpone it, or send them back first.")
        raise Refused(Kind.UNFIT, words, field="reason")
    can = can_move_release(actor, row)
    return _taken(row, CANCEL, actor, now, can=can, reason=reason, tell=close_confirmation)


def open_releases(*, now: dt.datetime) -> list[Release]:
    """Every release whose minute has come: all its figures in one transaction; asked again it does nothing."""
    due = Release.objects.to_come().filter(day__lte=now.astimezone(DISTRICT).date())
    return [opened for release in due if release.at <= now and (opened := _open(release, now))]


def release_that_holds(observation: Observation) -> Release | None:
    """The release for which a figure of this period waits; held until the transaction ends."""
    held = Release.objects.to_come().filter(plan=observation.indicator.plan, period=observation.period)
    return held.select_for_update().first()


def held_by(release: Release):
    return Observation.objects.cleared().filter(indicator__plan=release.plan_id, period=release.period)


@transaction.atomic
def _open(release: Release, now: dt.datetime) -> Release | None:
    """None where the day was not confirmed or nothing was approved: the district is told, the calendar shows it."""
    row = lock(release, "plan")
    figures = list(held_by(row).select_for_update(of=("self",)))
    if row.is_to_come and not (RELEASES.is_open(PUBLISH, row.state) and figures):
        tell_of_missed_release(row, now=now)
    if not (RELEASES.is_open(PUBLISH, row.state) and figures):
        return None
    for figure in figures:
        facts = {"content_hash": figure.content_hash, "value": plain_number(figure.value)}
        how = {"actor": None, "now": now, "can": True, "values": {"approved_at": now}, "facts": facts}
        take(figure, OBSERVATIONS, RELEASE, snapshot=lambda _row: {}, **how)
    return _taken(row, PUBLISH, None, now, can=True, values={"published_at": now}, tell=close_confirmation)


def _to_come(day: dt.date, now: dt.datetime) -> dt.date:
    if day <= now.astimezone(DISTRICT).date():
        raise Refused(Kind.UNFIT, _("Choose a day that is still to come."), field="day")
    return day


def _taken(row: Release, step: str, actor, now, **how) -> Release:
    return take(row, RELEASES, step, actor=actor, now=now, snapshot=release_facts, **how)
