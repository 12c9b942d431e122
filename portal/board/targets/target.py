"""What the plan asks for: the columns of a row as a target of some kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from portal.board.enums import Operator, TargetKind

TRENDS = {"trend_up": True, "trend_down": False, "change": None}


@dataclass(frozen=True, slots=True)
class Target:
    """`is_change`: the figure is itself a change (a fall of 3 %), so its sign says it all.

    `upper`: the other end of a range. `steps`: what the plan asks for year by year, on the way to `value`.
    """

    kind: TargetKind
    operator: Operator | None = None
    value: Decimal | None = None
    baseline: Decimal | None = None
    is_rising: bool | None = None
    is_change: bool = False
    upper: Decimal | None = None
    steps: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def has_progress(self) -> bool:
        """Only a way from a known start to a number ahead has a length."""
        return self.kind == TargetKind.REACH and self.baseline is not None

    @property
    def lower_is_better(self) -> bool:
        return self.operator == Operator.AT_MOST or (self.is_rising is False and not self.is_change)

    def is_satisfied_by(self, value: Decimal) -> bool:
        """Of a target that is a number."""
        if self.operator is None or self.value is None:
            return False
        return satisfies(value, self.operator, self.value, self.upper)

    def step_of(self, year: int) -> Decimal | None:
        """What is asked for by the end of a year: its own step, or the last one before it."""
        passed = [asked for asked in self.steps if asked <= year]
        return self.steps[max(passed)] if passed else None

    def misses_step(self, value: Decimal, year: int) -> bool:
        step = self.step_of(year)
        return step is not None and self.operator is not None and not satisfies(value, self.operator, step, self.upper)


def satisfies(value: Decimal, operator: Operator, bound: Decimal, upper: Decimal | None = None) -> bool:
    """`upper`: of a range, which holds both its ends."""
    return {
        Operator.AT_LEAST: value >= bound,
        Operator.MORE_THAN: value > bound,
        Operator.AT_MOST: value <= bound,
        Operator.BETWEEN: value >= bound and (upper is None or value <= upper),
    }[operator]


def number_in(text: str) -> Decimal | None:
    """The number a cell of the plan holds; a dash, a blank or a sentence is none."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_target(
    *,
    kind: str,
    operator: str,
    value: Decimal | None,
    upper: Decimal | None = None,
    baseline_text: str = "",
    steps: Mapping[str, str] | None = None,
) -> Target:
    """The target of a row, as its columns state it: nothing is read from names or sentences."""
    baseline = number_in(baseline_text)
    if operator in TRENDS:
        rising = TRENDS[operator]
        return Target(TargetKind(kind), baseline=baseline, is_rising=rising, is_change=operator == "change")
    if operator not in Operator.values:
        return Target(TargetKind(kind))
    if value is None:
        msg = "a target with an operator needs a value"
        raise ValueError(msg)
    by_year = {int(year): Decimal(asked) for year, asked in (steps or {}).items()}
    return Target(TargetKind(kind), Operator(operator), value, baseline, upper=upper, steps=by_year)
