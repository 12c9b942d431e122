"""How many people events reached, each way of counting by itself: what is counted in two ways is never added up."""

from dataclasses import dataclass

from django.db.models import Sum

from campaigns.enums import Counting, EventState
from campaigns.models import Event
from campaigns.quarters import Quarter
from campaigns.quotas import distinct_bounds


@dataclass(frozen=True)
class Reach:
    """Different people at least and at most; `code` is a way of counting, or "check_in"."""

    code: str
    label: str
    events: int
    low: int
    high: int


def reach_in(quarter: Quarter, campaign=None) -> list[Reach]:
    """Of verified events of a quarter: by counting, and the check-ins at them; ways without an event are left out."""
    events = Event.objects.in_quarter(quarter).filter(state=EventState.VERIFIED)
    if campaign:
        events = events.filter(campaign=campaign)
    by_way: dict[str, list[int]] = {}
    for way, people in events.exclude(counting="").values_list("counting", "people_reached"):
        by_way.setdefault(way, []).append(people)
    checked = events.filter(check_ins__isnull=False).order_by().values("pk").annotate(people=Sum("check_ins__people"))
    found = [_reach(way, str(label), by_way.get(way, [])) for way, label in Counting.choices]
    found.append(_reach("check_in", "", [row["people"] for row in checked]))
    return [reach for reach in found if reach.events]


def _reach(code: str, label: str, counts: list[int]) -> Reach:
    low, high = distinct_bounds(counts)
    return Reach(code, label, len(counts), low, high)
