"""What a figure means, part by part, and whose task it is where nobody has said so."""

from collections import defaultdict
from dataclasses import dataclass

from portal.board.enums import TargetKind
from portal.board.models import Definition
from portal.board.queries import indicators_of
from portal.board.targets.kinds import KINDS
from portal.directory.models import Department, Indicator, Plan, departments_in_order

PARTS = ("counted", "base", "formula", "source")


@dataclass(frozen=True)
class Part:
    name: str
    label: str
    text: str


def said_of(indicator: Indicator) -> list[Definition]:
    """What was published, the last first; read beforehand where many are shown."""
    if not hasattr(indicator, "said_of_it"):
        indicator.said_of_it = list(indicator.definitions.published())
    return indicator.said_of_it


def is_measured(indicator: Indicator) -> bool:
    """What does not apply here, or is set outside of the district, has no figure to define."""
    return not KINDS[TargetKind(indicator.target_kind)].is_settled


def parts_of(indicator: Indicator) -> list[Part]:
    """As the office said last; where it has not, the plan's own word of the source is all that there is."""
    said = next(iter(said_of(indicator)), None)
    known = {name: getattr(said, name) for name in PARTS} if said else {"source": indicator.source}
    return [Part(name, str(Definition._meta.get_field(name).verbose_name), known.get(name, "")) for name in PARTS]


def undefined_by_office(plan: Plan) -> dict[Department | None, list[Indicator]]:
    """What the leading offices have not yet said, and what nobody leads under None; what is not measured needs no word."""
    found: dict[Department | None, list[Indicator]] = defaultdict(list)
    for indicator in indicators_of(plan):
        if is_measured(indicator) and not said_of(indicator):
            found[next(iter(departments_in_order(indicator)), None)].append(indicator)
    return dict(found)
