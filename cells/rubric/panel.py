"""Several evaluations as one: the mean of points, the strictest word on gates, and where they differ."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cells.enums import CriterionKind, LossReason, MarkState
from cells.rubric.criteria import ZERO, Given, Mark, unanswered
from cells.rubric.definition import Definition


def merge_marks(sheet: Definition, sheets: Sequence[Mapping[str, Mark]]) -> dict[str, Mark]:
    """An item does not apply only when nobody scored it; else the mean of those who did. Who abstained is left out."""
    return {code: _merge([marks.get(code) or unanswered() for marks in sheets]) for code in sheet.criteria}


def merge_gates(sheet: Definition, sheets: Sequence[Mapping[str, Given]]) -> dict[str, Given]:
    """A gate is met when every evaluator says so, or that it does not apply."""
    merged = {}
    for gate in sheet.gates:
        entries = [given.get(gate.code, Given()) for given in sheets]
        entries = [entry for entry in entries if entry.state != MarkState.ABSTAINED] or [Given()]
        judged = [entry for entry in entries if entry.state != MarkState.NOT_APPLICABLE]
        if not judged:
            merged[gate.code] = Given(MarkState.NOT_APPLICABLE)
        elif any(entry.met is False for entry in judged):
            merged[gate.code] = Given(MarkState.GIVEN, met=False)
        elif any(entry.met is None for entry in judged):
            merged[gate.code] = Given()
        else:
            merged[gate.code] = Given(MarkState.GIVEN, met=True)
    return merged


def disputed(sheet: Definition, sheets: Sequence[Mapping[str, Mark]]) -> list[str]:
    """Items that one found applicable and another did not."""
    found = {code: _states(code, sheets) - {MarkState.ABSTAINED} for code in sheet.criteria}
    return [code for code, states in found.items() if len({state == MarkState.NOT_APPLICABLE for state in states}) > 1]


def unjudged(sheet: Definition, sheets: Sequence[Mapping[str, Mark]]) -> list[str]:
    """Items, bonus apart, from which everybody abstained: someone else has to look."""
    needed = [code for code, criterion in sheet.criteria.items() if criterion.kind != CriterionKind.BONUS]
    return [code for code in needed if sheets and _states(code, sheets) == {MarkState.ABSTAINED}]


def spread(scores: Sequence[Decimal]) -> Decimal:
    return max(scores) - min(scores) if scores else ZERO


def _states(code: str, sheets: Sequence[Mapping[str, Mark]]) -> set[MarkState]:
    return {(marks.get(code) or unanswered()).state for marks in sheets}


def _merge(marks: Sequence[Mark]) -> Mark:
    marks = [mark for mark in marks if mark.state != MarkState.ABSTAINED]
    if not marks:
        return unanswered()
    points = [mark.points for mark in marks if mark.points is not None]
    if not points:
        return Mark(MarkState.NOT_APPLICABLE, None)
    if len({(mark.points, mark.reason, str(mark.values)) for mark in marks}) == 1:
        return marks[0]
    return Mark(MarkState.GIVEN, sum(points, ZERO) / len(points), LossReason.PANEL)


def above_claim(claimed: Mapping[str, Mark], given: Mapping[str, Mark]) -> list[tuple[str, Decimal, Decimal]]:
    """Items that an evaluator gave more for than the unit itself claimed: code, points claimed, points given."""
    found = [
        (code, claimed[code].points or ZERO, mark.points or ZERO) for code, mark in given.items() if code in claimed
    ]
    return [(code, own, theirs) for code, own, theirs in found if theirs > own]
