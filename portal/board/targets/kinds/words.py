"""What a department says in words, or the city in a number of its own."""

from collections.abc import Sequence

from portal.board.enums import State, TargetKind, Verdict
from portal.board.targets.figures import Figure
from portal.board.targets.kinds.kind import Kind
from portal.board.targets.target import Target

VERDICTS = {
    Verdict.REACHED: State.MET,
    Verdict.UNDER_WAY: State.ON_THE_WAY,
    Verdict.NOT_REACHED: State.NOT_MET,
}


def _milestone(target: Target, figures: Sequence[Figure]) -> State:
    verdict = figures[0].verdict
    return VERDICTS[verdict] if verdict else State.NO_FIGURE


def _city_rule(target: Target, figures: Sequence[Figure]) -> State:
    latest = figures[0]
    if latest.verdict or latest.value is None:
        return _milestone(target, figures)
    if latest.issued is None:
        return State.NOT_COMPARABLE
    return State.MET if latest.value >= latest.issued else State.ON_THE_WAY


KINDS = {
    TargetKind.MILESTONE: Kind(_milestone, asks=frozenset({"verdict"})),
    TargetKind.CITY_RULE: Kind(_city_rule, asks=frozenset({"value", "verdict", "issued"})),
}
