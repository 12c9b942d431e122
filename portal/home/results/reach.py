"""How far outreach reached: what events counted and what residents remember, side by side and never added up."""

from dataclasses import dataclass

from campaigns.quarters import Quarter
from campaigns.queries import Reach, reach_in
from portal.board.models import Observation

RECALL = 50  # the plan's indicator of who has heard of it, drawn from the survey


@dataclass(frozen=True)
class Chain:
    counted: list[Reach]
    recall: Observation | None
    at_least: int


def chain_of(quarter: Quarter, campaign=None) -> Chain:
    """The counts of a quarter, and the survey's share in force by its end."""
    counted = reach_in(quarter, campaign)
    return Chain(counted, _recall(quarter), max((reach.low for reach in counted), default=0))


def _recall(quarter: Quarter) -> Observation | None:
    rows = Observation.objects.standing().filter(indicator__drawn_as=RECALL, value__isnull=False)
    in_force = [row for row in rows.select_related("indicator__plan") if row.when.ends_on <= quarter.last_day]
    return max(in_force, key=lambda row: row.when.ends_on, default=None)
