"""Model communities and standard-reaching estates: proposed by the street, recognised by the district."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.enums import EstateStep
from campaigns.models import Estate
from campaigns.permissions import can_take_estate
from campaigns.workflow import ESTATES
from portal.procedure.deadlines import day_of
from portal.procedure.taking import lock, take

FACTS = ("name", "name_en", "kind", "community", "households", "story", "story_en")


@transaction.atomic
def propose_estate(*, actor, now, area, facts: Mapping) -> Estate:
    """Enter an estate; the public sees it once it is recognised."""
    estate = Estate(area=area, created_by=actor, created_at=now)
    return _take(estate, EstateStep.PROPOSE, actor=actor, now=now, values=_of(facts))


@transaction.atomic
def tell_estate(*, actor, now, estate: Estate, facts: Mapping, version: int) -> Estate:
    """Change what is said of an estate; where it stands does not change."""
    return _take(lock(estate), EstateStep.TELL, actor=actor, now=now, values=_of(facts), revision=version)


@transaction.atomic
def recognise_estate(*, actor, now, estate: Estate, recognised_on: dt.date, version: int) -> Estate:
    """The district recognises it as of a day."""
    if recognised_on > day_of(now):
        raise ValidationError({"recognised_on": _("This day has not come yet.")}, code="future")
    values = {"recognised_on": recognised_on}
    return _take(lock(estate), EstateStep.RECOGNISE, actor=actor, now=now, values=values, revision=version)


@transaction.atomic
def lapse_estate(*, actor, now, estate: Estate, reason: str, version: int) -> Estate:
    """Take it off the public list; it stays on file with the reason."""
    return _take(lock(estate), EstateStep.LAPSE, actor=actor, now=now, reason=reason.strip(), revision=version)


def _of(facts: Mapping) -> dict:
    return {name: facts[name] for name in FACTS} if facts else {}


def _take(estate: Estate, step: EstateStep, *, actor, **taking) -> Estate:
    can = can_take_estate(actor, step, area=estate.area)
    check = Estate.full_clean
    return take(estate, ESTATES, step, actor=actor, can=can, snapshot=_snapshot, check=check, **taking)


def _snapshot(estate: Estate) -> dict:
    day = estate.recognised_on
    facts = {"state": str(estate.state), "kind": estate.kind, "area": estate.area.code, "version": estate.version}
    return facts | {"recognised_on": day.isoformat() if day else None}
