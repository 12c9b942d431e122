"""Who held a joint event together, and which of them said so."""

from dataclasses import dataclass

from campaigns.enums import EventState
from campaigns.models import Event
from campaigns.permissions import areas_reported
from portal.directory.models import Area


@dataclass(frozen=True)
class Partner:
    """`confirmed_at` is empty until the area's own officer said so; `can_answer`: whether this person may."""

    area: Area
    confirmed_at: object
    can_answer: bool


def partners_of(event: Event, user) -> list[Partner]:
    areas = list(event.partner_areas.all())
    if not areas:
        return []
    confirmed = dict(event.confirmations.values_list("area", "confirmed_at"))
    own = set() if event.state == EventState.WITHDRAWN else set(areas_reported(user).values_list("pk", flat=True))
    return [
        Partner(area, confirmed.get(area.pk), area.pk in own and area.pk not in confirmed and area != event.area)
        for area in areas
    ]


def is_unanswered(event: Event, area: Area) -> bool:
    """Whether the area is named as a partner and has not confirmed yet."""
    is_named = event.partner_areas.filter(pk=area.pk).exists()
    return is_named and not event.confirmations.filter(area=area).exists()


def unanswered_areas(event: Event) -> list[Area]:
    return list(event.partner_areas.exclude(pk__in=event.confirmations.values("area")))
