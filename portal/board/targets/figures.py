"""What was said of an indicator, a period at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from portal.board.enums import Verdict
from portal.board.targets.periods import Period

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
    # Of some groups only, where the indicator names more.
    is_partial: bool = False
    sequence: int = 0


class Known(NamedTuple):
    """As much of a figure as tells whether a state rests on it."""

    period: Period
    has_value: bool
    sequence: int


def latest_first(figures: Iterable[Figure]) -> list[Figure]:
    """One figure a period (the last revision of it), newest period first."""
    newest: dict[Period, Figure] = {}
    for figure in figures:
        known = newest.get(figure.period)
        if known is None or _rank(figure) > _rank(known):
            newest[figure.period] = figure
    return sorted(newest.values(), key=lambda figure: figure.period.place, reverse=True)


def deciding(known: Iterable[Known]) -> list[int]:
    """Of one figure a period, those that the state rests on: the newest, and before it the last of its kind."""
    ordered = sorted(known, key=lambda figure: figure.period.place, reverse=True)
    earlier = (figure for figure in ordered[1:] if figure.has_value and figure.period.kind == ordered[0].period.kind)
    return [figure.sequence for figure in (*ordered[:1], *islice(earlier, 1))]


def _rank(figure: Figure) -> tuple[object, ...]:
    return (
        figure.sequence,
        figure.value is not None,
        figure.value if figure.value is not None else Decimal(0),
        figure.verdict or "",
        figure.issued if figure.issued is not None else Decimal(-1),
        figure.is_too_few,
    )
