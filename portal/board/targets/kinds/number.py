"""A number ahead, or one on the right side of which the plan began."""

from collections.abc import Sequence

from portal.board.enums import State, TargetKind
from portal.board.targets.figures import Figure
from portal.board.targets.kinds.kind import Kind
from portal.board.targets.target import Target


def _reached(target: Target, figures: Sequence[Figure]) -> State:
    """Behind where the plan began is not on the way, nor behind the step of its year."""
    state, value = _held(target, figures), figures[0].value
    if state == State.NOT_MET and value is not None and target.misses_step(value, figures[0].period.year):
        return state
    if state != State.NOT_MET or value is None or target.baseline is None:
        return State.ON_THE_WAY if state == State.NOT_MET else state
    is_behind = value > target.baseline if target.lower_is_better else value < target.baseline
    return State.NOT_MET if is_behind else State.ON_THE_WAY


def _held(target: Target, figures: Sequence[Figure]) -> State:
    if figures[0].value is None:
        return State.NO_FIGURE
    return State.MET if target.is_satisfied_by(figures[0].value) else State.NOT_MET


KINDS = {TargetKind.REACH: Kind(_reached), TargetKind.HOLD: Kind(_held), TargetKind.CAP: Kind(_held)}
