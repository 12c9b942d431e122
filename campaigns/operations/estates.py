"""Model communities and standard-reaching estates: proposed by the street, recognised by the district."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.enums import EstateStep
from campaigns.models import Estate
from campaigns.operations.guards import StaleEventError
from campaigns.permissions import may_for_estate
from campaigns.quarters import district_day
from campaigns.workflow import estate_state_after
from portal.ledger.operations import record

FACTS = ("name", "name_en", "kind", "community", "households", "story", "story_en")


@transaction.atomic
def propose_estate(*, actor, now, area, facts: Mapping) -> Estate:
    """Enter an estate; the public sees it once it is recognised."""
    estate = Estate(area=area, created_by=actor, created_at=now)
    return _step(actor, now, estate, EstateStep.PROPOSE, facts=facts)


@transaction.atomic
def tell_estate(*, actor, now, estate: Estate, facts: Mapping, version: int) -> Estate:
    """Change what is said of an estate; where it stands does not change."""
    return _step(actor, now, _locked(estate, version), EstateStep.TELL, facts=facts)


@transaction.atomic
def recognise_estate(*, actor, now, estate: Estate, recognised_on: dt.date, version: int) -> Estate:
    """The district recognises it as of a day."""
    if recognised_on > district_day(now):
        raise ValidationError({"recognised_on": _("This day has not come yet.")}, code="future")
    found = _locked(estate, version)
    found.recognised_on = recognised_on
    return _step(actor, now, found, EstateStep.RECOGNISE)


@transaction.atomic
def lapse_estate(*, actor, now, estate: Estate, reason: str, version: int) -> Estate:
    """Take it off the public list; it stays on file with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it no longer stands.")}, code="reason")
    return _step(actor, now, _locked(estate, version), EstateStep.LAPSE, reason=reason.strip())


def _locked(estate: Estate, version: int) -> Estate:
    found = Estate.objects.select_for_update().get(pk=estate.pk)
    if found.version != version:
        raise StaleEventError
    return found


def _step(actor, now, estate: Estate, step: EstateStep, facts: Mapping | None = None, reason: str = "") -> Estate:
    if not may_for_estate(actor, step, area=estate.area):
        raise PermissionDenied
    before = _snapshot(estate) if estate.pk else None
    estate.state = estate_state_after(estate.state or None, step)
    for name in FACTS if facts else ():
        setattr(estate, name, facts[name])
    estate.version += estate.pk is not None
    estate.full_clean()
    estate.save()
    after = _snapshot(estate)
    record(actor=actor, now=now, action=f"estate.{step}", subject=estate, before=before, after=after, reason=reason)
    return estate


def _snapshot(estate: Estate) -> dict:
    day = estate.recognised_on
    facts = {"state": str(estate.state), "kind": estate.kind, "area": estate.area.code, "version": estate.version}
    return facts | {"recognised_on": day.isoformat() if day else None}
