"""What the plan asks for: the words of a row read as a target of some kind."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from portal.board.enums import Operator, TargetKind

CITY_WORDS = ("市里下达", "市级相关规定")
CHANGE_WORD = "幅度"
TRENDS = {"trend_up": True, "trend_down": False}
OUTSIDE = {
    "not_applicable": TargetKind.NOT_APPLICABLE,
    "follows_city": TargetKind.SET_ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class Target:
    """`is_change`: the figure is itself a change (a fall of 3 %), so its sign says it all."""

    kind: TargetKind
    operator: Operator | None = None
    value: Decimal | None = None
    baseline: Decimal | None = None
    is_rising: bool | None = None
    is_change: bool = False

    @property
    def has_progress(self) -> bool:
        """Only a way from a known start to a number ahead has a length."""
        return self.kind == TargetKind.REACH and self.baseline is not None

    @property
    def lower_is_better(self) -> bool:
        return self.operator == Operator.AT_MOST or (self.is_rising is False and not self.is_change)

    def is_satisfied_by(self, value: Decimal) -> bool:
        """Of a target that is a number."""
        return self.operator is not None and self.value is not None and satisfies(value, self.operator, self.value)


def satisfies(value: Decimal, operator: Operator, bound: Decimal) -> bool:
    return {
        Operator.AT_LEAST: value >= bound,
        Operator.MORE_THAN: value > bound,
        Operator.AT_MOST: value <= bound,
    }[operator]


def number_in(text: str) -> Decimal | None:
    """The number a cell of the plan holds; a dash, a blank or a sentence is none."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_target(*, name: str, operator: str, value: Decimal | None, target_text: str, baseline_text: str) -> Target:
    baseline = number_in(baseline_text)
    if operator in OUTSIDE:
        return Target(OUTSIDE[operator])
    if operator in TRENDS:
        return Target(
            TargetKind.TREND,
            baseline=baseline,
            is_rising=TRENDS[operator],
            is_change=CHANGE_WORD in name,
        )
    if operator == "qualitative":
        by_city = any(word in target_text for word in CITY_WORDS)
        return Target(TargetKind.CITY_RULE if by_city else TargetKind.MILESTONE)
    return _numeric_target(Operator(operator), value, baseline)


def _numeric_target(operator: Operator, value: Decimal | None, baseline: Decimal | None) -> Target:
    if value is None:
        msg = "a target with an operator needs a value"
        raise ValueError(msg)
    kind = TargetKind.REACH
    if baseline is not None and satisfies(baseline, operator, value):
        kind = TargetKind.CAP if operator == Operator.AT_MOST else TargetKind.HOLD
    return Target(kind, operator, value, baseline)
