"""Which communities and audiences of an area had nothing for half a year. For the area itself: nobody is compared."""

import datetime as dt
from dataclasses import dataclass

from campaigns.enums import Audience, EventState
from campaigns.models import Event
from campaigns.quarters import midnight
from portal.directory.models import Area, Community

SPAN = dt.timedelta(days=183)
TOOK_PLACE = (EventState.HELD, EventState.VERIFIED)


@dataclass(frozen=True)
class Coverage:
    """`communities` and `audiences`: what had nothing since a day, without what is planned by now; `planned`: what is."""

    since: dt.date
    communities: list[Community]
    audiences: list[Audience]
    planned: list[Community]


def coverage_of(area: Area, today: dt.date) -> Coverage:
    since = today - SPAN
    events = Event.objects.of_areas([area]).filter(starts_at__gte=midnight(since))
    held = list(events.filter(state__in=TOOK_PLACE).values_list("community", "audiences"))
    coming = set(events.filter(state=EventState.PLANNED).values_list("community", flat=True))
    reached = {community for community, _audiences in held}
    spoken_to = {audience for _community, audiences in held for audience in audiences}
    without = [each for each in Community.objects.filter(area=area).order_by("pk") if each.pk not in reached]
    return Coverage(
        since,
        [each for each in without if each.pk not in coming],
        [audience for audience in Audience if audience.value not in spoken_to],
        [each for each in without if each.pk in coming],
    )
