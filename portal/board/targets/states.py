"""How it stands: a target and the figures so far make one state in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from portal.board.enums import Certainty, State
from portal.board.targets.figures import Figure, latest_first
from portal.board.targets.kinds import KINDS
from portal.board.targets.target import Target

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Assessment:
    state: State
    latest: Figure | None = None
    progress: Decimal | None = None
    certainty: Certainty | None = None


def assess(target: Target, figures: Iterable[Figure], *, is_closed: bool) -> Assessment:
    """`is_closed`: the plan is over, so what is still on the way has not been met."""
    kind, ordered = KINDS[target.kind], latest_first(figures)
    latest = ordered[0] if ordered else None
    if kind.is_settled:
        return Assessment(kind.judge(target, ordered), latest)
    if latest is None:
        return Assessment(State.NO_FIGURE)
    if latest.is_too_few:
        return Assessment(State.TOO_FEW, latest)
    if latest.is_partial:
        return Assessment(State.PARTIAL, latest)
    state = kind.judge(target, ordered)
    if is_closed and state == State.ON_THE_WAY:
        state = State.NOT_MET
    return Assessment(state, latest, progress_of(target, latest), _certainty(target, latest, state))


def progress_of(target: Target, figure: Figure) -> Decimal | None:
    """The part of the way from baseline to target, never rounded up to the whole."""
    if not target.has_progress or figure.value is None:
        return None
    part = (figure.value - target.baseline) / (target.value - target.baseline)
    return min(max(part, Decimal(0)), Decimal(1)).quantize(HUNDREDTH, rounding=ROUND_FLOOR)


def _certainty(target: Target, latest: Figure, state: State) -> Certainty | None:
    if state != State.MET or latest.low is None or target.value is None:
        return None
    return Certainty.WHOLE_INTERVAL if target.is_satisfied_by(latest.low) else Certainty.POINT_ONLY
