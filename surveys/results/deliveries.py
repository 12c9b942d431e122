"""How a contractor's sample was drawn and what came of its cases, for the page of the file and for the results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.dispositions import (
    COMPLETE,
    NOT_ELIGIBLE,
    NOT_REACHED,
    OTHER,
    PARTIAL,
    REFUSED,
    UNKNOWN,
    Rates,
    group_of,
    rates,
)
from surveys.enums import DeliveryState
from surveys.models import Delivery, Wave

ORDER = (COMPLETE, PARTIAL, REFUSED, NOT_REACHED, OTHER, UNKNOWN, NOT_ELIGIBLE)
TOLD = ("RR1", "RR3", "COOP1", "REF1", "CON1")


@dataclass(frozen=True)
class Design:
    """``cases``: by group of AAPOR's codes, in its order; ``told``: (name, share); None of both where no case is told
    that ended without an interview: a rate of 100 % would be made up."""

    delivery: Delivery
    facts: Mapping[str, Any]
    cases: list[tuple[str, int]]
    told: list[tuple[str, float | None]]
    rates: Rates | None


def design_of(delivery: Delivery) -> Design:
    groups = {group_of(code) for code in delivery.outcomes}
    is_told = bool(groups - {COMPLETE, PARTIAL})
    counts = [(group, sum(n for code, n in delivery.outcomes.items() if group_of(code) == group)) for group in ORDER]
    found = rates(delivery.outcomes) if is_told else None
    return Design(
        delivery,
        delivery.facts,
        [(group, n) for group, n in counts if n] if found else [],
        [(name, found.by_name[name]) for name in TOLD] if found else [],
        found,
    )


def design_of_wave(wave: Wave) -> Design | None:
    """Of a wave that came in a contractor's file."""
    row = wave.deliveries.filter(state=DeliveryState.TAKEN).first()
    return design_of(row) if row else None
