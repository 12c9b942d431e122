"""How it stands: a target and the figures so far make one state in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import islice
from typing import NamedTuple

from portal.board.enums import Certainty, Operator, State, TargetKind, Verdict
from portal.board.targets.periods import Period
from portal.board.targets.target import Target, satisfies

VERDICTS = {
    Verdict.REACHED: State.MET,
    Verdict.UNDER_WAY: State.ON_THE_WAY,
    Verdict.NOT_REACHED: State.NOT_MET,
}
FIXED = {
    TargetKind.NOT_APPLICABLE: State.NOT_APPLICABLE,
    TargetKind.SET_ELSEWHERE: State.SET_ELSEWHERE,
}
HUNDREDTH = Decimal("0.01")
# Of one kind of period: the newest figure, and the last with a value before it.
MOST_DECIDING = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """`issued`: what the city asked for, where the plan leaves the number to the city."""

    period: Period
    value: Decimal | None = None
    verdict: Verdict | None = None
    issued: Decimal | None = None
    low: Decimal | None = None
    is_too_few: bool = False
    sequence: int = 0


class Known(NamedTuple):
    """As much of a figure as tells whether a state rests on it."""

    period: Period
    has_value: bool
    sequence: int


@dataclass(frozen=True, slots=True)
class Assessment:
    state: State
    latest: Figure | None = None
    progress: Decimal | None = None
    certainty: Certainty | None = None


def latest_first(figures: Iterable[Figure]) -> list[Figure]:
    """One figure a period (the last revision of it), newest period first."""
    newest: dict[Period, Figure] = {}
    for figure in figures:
        held = newest.get(figure.period)
        if held is None or _rank(figure) > _rank(held):
            newest[figure.period] = figure
    return sorted(newest.values(), key=lambda figure: figure.period.place, reverse=True)


def assess(target: Target, figures: Iterable[Figure], *, is_closed: bool) -> Assessment:
    """`is_closed`: the plan is over, so what is still on the way has not been met."""
    ordered = latest_first(figures)
    latest = ordered[0] if ordered else None
    if target.kind in FIXED:
        return Assessment(FIXED[target.kind], latest)
    if latest is None:
        return Assessment(State.NO_FIGURE)
    if latest.is_too_few:
        return Assessment(State.TOO_FEW, latest)
    state = _state(target, ordered)
    if is_closed and state == State.ON_THE_WAY:
        state = State.NOT_MET
    return Assessment(state, latest, progress_of(target, latest), _certainty(target, latest, state))


def deciding(known: Iterable[Known]) -> list[int]:
    """Of one figure a period, those that the state rests on: the newest, and before it the last of its kind."""
    ordered = sorted(known, key=lambda held: held.period.place, reverse=True)
    earlier = (held for held in ordered[1:] if held.has_value and held.period.kind == ordered[0].period.kind)
    return [held.sequence for held in (*ordered[:1], *islice(earlier, 1))]


def progress_of(target: Target, figure: Figure) -> Decimal | None:
    """The part of the way from baseline to target, never rounded up to the whole."""
    if not target.has_progress or figure.value is None:
        return None
    part = (figure.value - target.baseline) / (target.value - target.baseline)
    return min(max(part, Decimal(0)), Decimal(1)).quantize(HUNDREDTH, rounding=ROUND_FLOOR)


def _state(target: Target, ordered: list[Figure]) -> State:
    latest = ordered[0]
    if target.kind == TargetKind.MILESTONE:
        return VERDICTS[latest.verdict] if latest.verdict else State.NO_FIGURE
    if target.kind == TargetKind.CITY_RULE:
        return _by_city(latest)
    if latest.value is None:
        return State.NO_FIGURE
    if target.kind == TargetKind.TREND:
        return _by_trend(target, ordered)
    if satisfies(latest.value, target.operator, target.value):
        return State.MET
    return _on_the_way(target, latest.value) if target.kind == TargetKind.REACH else State.NOT_MET


def _on_the_way(target: Target, value: Decimal) -> State:
    """Behind where the plan began is not on the way."""
    if target.baseline is None:
        return State.ON_THE_WAY
    is_behind = value > target.baseline if target.lower_is_better else value < target.baseline
    return State.NOT_MET if is_behind else State.ON_THE_WAY


def _by_city(latest: Figure) -> State:
    if latest.verdict:
        return VERDICTS[latest.verdict]
    if latest.value is None:
        return State.NO_FIGURE
    if latest.issued is None:
        return State.NOT_COMPARABLE
    is_met = satisfies(latest.value, Operator.AT_LEAST, latest.issued)
    return State.MET if is_met else State.ON_THE_WAY


def _by_trend(target: Target, ordered: list[Figure]) -> State:
    if target.is_change:
        return State.MET if ordered[0].value > 0 else State.NOT_MET
    earlier = [
        figure.value
        for figure in ordered[1:]
        if figure.value is not None and figure.period.kind == ordered[0].period.kind
    ]
    before = earlier[0] if earlier else target.baseline
    if before is None:
        return State.NOT_COMPARABLE
    step = ordered[0].value - before
    return State.MET if (step > 0 if target.is_rising else step < 0) else State.NOT_MET


def _certainty(target: Target, latest: Figure, state: State) -> Certainty | None:
    if state != State.MET or latest.low is None or target.value is None:
        return None
    is_whole = satisfies(latest.low, target.operator, target.value)
    return Certainty.WHOLE_INTERVAL if is_whole else Certainty.POINT_ONLY


def _rank(figure: Figure) -> tuple:
    return (
        figure.sequence,
        figure.value is not None,
        figure.value if figure.value is not None else Decimal(0),
        figure.verdict or "",
        figure.issued if figure.issued is not None else Decimal(-1),
        figure.is_too_few,
    )
