"""A direction to keep."""

from collections.abc import Sequence

from portal.board.enums import State, TargetKind
from portal.board.targets.figures import Figure
from portal.board.targets.kinds.kind import Kind
from portal.board.targets.target import Target


def _trend(target: Target, figures: Sequence[Figure]) -> State:
    latest = figures[0]
    if latest.value is None:
        return State.NO_FIGURE
    if target.is_change:
        return State.MET if latest.value > 0 else State.NOT_MET
    earlier = (
        figure.value for figure in figures[1:] if figure.value is not None and figure.period.kind == latest.period.kind
    )
    before = next(earlier, target.baseline)
    if before is None:
        return State.NOT_COMPARABLE
    step = latest.value - before
    return State.MET if (step > 0 if target.is_rising else step < 0) else State.NOT_MET


KINDS = {TargetKind.TREND: Kind(_trend)}
