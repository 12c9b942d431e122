"""Response rates of a telephone wave after AAPOR, Standard Definitions (10th edition, 2023), chapter on outcome rates."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.enums import CallOutcome

COMPLETE = frozenset({CallOutcome.COMPLETE})
REFUSED = frozenset({CallOutcome.REFUSAL, CallOutcome.BREAK_OFF})
NOT_REACHED = frozenset({CallOutcome.NEVER_AVAILABLE, CallOutcome.MACHINE})
OTHER = frozenset({CallOutcome.UNABLE, CallOutcome.LANGUAGE})
UNKNOWN = frozenset({CallOutcome.BUSY, CallOutcome.NO_ANSWER, CallOutcome.BLOCKED})
NOT_ELIGIBLE = frozenset({CallOutcome.NOT_WORKING, CallOutcome.ORGANISATION, CallOutcome.NOT_ELIGIBLE})


@dataclass(frozen=True)
class Rates:
    """Shares from 0 to 1; None where nothing was called that could count."""

    calls: int
    response: float | None  # RR1: complete among all that are or may be eligible
    cooperation: float | None  # COOP1: complete among those reached
    refusal: float | None  # REF1
    contact: float | None  # CON1


def rates(outcomes: Mapping[str, int]) -> Rates:
    """From counts by outcome code. Who is not eligible counts in no rate."""

    def count(codes: frozenset) -> int:
        return sum(outcomes.get(code, 0) for code in codes)

    complete, refused, other = count(COMPLETE), count(REFUSED), count(OTHER)
    reached = complete + refused + other
    possible = reached + count(NOT_REACHED) + count(UNKNOWN)
    return Rates(
        calls=sum(outcomes.values()),
        response=_share(complete, possible),
        cooperation=_share(complete, reached),
        refusal=_share(refused, possible),
        contact=_share(reached, possible),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
