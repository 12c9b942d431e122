"""Several evaluations as one: the mean of points, the strictest word on gates, and where they differ."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cells.enums import LossReason, MarkState
from cells.rubric.criteria import ZERO, Given, Mark, unanswered
from cells.rubric.definition import Definition


def merge_marks(sheet: Definition, sheets: Sequence[Mapping[str, Mark]]) -> dict[str, Mark]:
    """An item does not apply only when nobody scored it; else the mean of those who did."""
    return {code: _merge([marks.get(code) or unanswered() for marks in sheets]) for code in sheet.criteria}


def merge_gates(sheet: Definition, sheets: Sequence[Mapping[str, Given]]) -> dict[str, Given]:
    """A gate is met when every evaluator says so, or that it does not apply."""
    merged = {}
    for gate in sheet.gates:
        entries = [given.get(gate.code, Given()) for given in sheets]
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
    return [
        code
        for code in sheet.criteria
        if len({(marks.get(code) or unanswered()).state == MarkState.NOT_APPLICABLE for marks in sheets}) > 1
    ]


def spread(scores: Sequence[Decimal]) -> Decimal:
    return max(scores) - min(scores) if scores else ZERO


def _merge(marks: Sequence[Mark]) -> Mark:
    points = [mark.points for mark in marks if mark.points is not None]
    if not points:
        return Mark(MarkState.NOT_APPLICABLE, None)
    if len({(mark.points, mark.reason, str(mark.values)) for mark in marks}) == 1:
        return marks[0]
    return Mark(MarkState.GIVEN, sum(points, ZERO) / len(points), LossReason.PANEL)
