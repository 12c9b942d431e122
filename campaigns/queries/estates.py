"""Model communities and standard-reaching estates, by area in the plan's order."""

from dataclasses import dataclass

from django.db.models import QuerySet

from campaigns.enums import EstateKind, EstateState
from campaigns.models import Estate
from campaigns.permissions import areas_reported, sees_all
from campaigns.queries.ledger import reporting_areas
from portal.directory.models import Area, AreaKind


@dataclass(frozen=True)
class AreaEstates:
    """What an area has; the plan asks each street and town for one model at least."""

    area: Area
    models: list[Estate]
    standards: list[Estate]
    needs_model: bool


def recognised_estates() -> QuerySet[Estate]:
    return Estate.objects.filter(state=EstateState.RECOGNISED).select_related("area", "community")


def estates_by_area() -> list[AreaEstates]:
    """Every area that reports, with or without an estate; never ordered by how many it has."""
    found: dict[int, dict[str, list[Estate]]] = {}
    for estate in recognised_estates():
        found.setdefault(estate.area_id, {}).setdefault(estate.kind, []).append(estate)
    return [_of(area, found.get(area.pk, {})) for area in reporting_areas()]


def visible_estates(user):
    """The working list: the district sees all, a street its own."""
    estates = Estate.objects.select_related("area", "community")
    return estates if sees_all(user) else estates.filter(area__in=areas_reported(user))


def _of(area: Area, kinds: dict[str, list[Estate]]) -> AreaEstates:
    models, standards = kinds.get(EstateKind.MODEL, []), kinds.get(EstateKind.STANDARD, [])
    return AreaEstates(
        area, models, standards, needs_model=not models and area.kind in {AreaKind.TOWN, AreaKind.STREET}
    )
