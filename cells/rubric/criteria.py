"""Points of one criterion: one record per scoring method, each knowing its own arithmetic."""

from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from typing import Protocol

from cells.enums import CriterionKind, LossReason, MarkState, MethodKind

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in for a criterion; which part counts depends on the method."""

    state: MarkState = MarkState.UNANSWERED
    met: bool | None = None
    number: Decimal | None = None
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Points of one criterion, and why any were lost. Points are None when the item does not apply or nobody judged it."""

    state: MarkState
    points: Decimal | None
    reason: LossReason | None = None
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    label_en: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Tier:
    at_least: Decimal
    points: Decimal


class Method(Protocol):
    kind: MethodKind
    entry: str  # what the form asks for: met, number, one, several

    def mark(self, given: Given, maximum: Decimal) -> Mark: ...


@dataclass(frozen=True, slots=True)
class AllOrNone:
    kind: MethodKind = MethodKind.ALL_OR_NONE
    entry: str = "met"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        if given.met is None:
            return unanswered()
        return scored(maximum if given.met else ZERO, maximum, LossReason.NOT_MET)


@dataclass(frozen=True, slots=True)
class Gate(AllOrNone):
    kind: MethodKind = MethodKind.GATE


@dataclass(frozen=True, slots=True)
class Deduct:
    step: Decimal
    floor: Decimal = ZERO
    kind: MethodKind = MethodKind.DEDUCT
    entry: str = "number"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        if given.number is None:
            return unanswered()
        points = max(self.floor, maximum - self.step * given.number)
        return scored(points, maximum, LossReason.FOUND, found=given.number, step=self.step)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Tiers told by words: exactly one applies."""

    options: tuple[Option, ...]
    kind: MethodKind = MethodKind.TIERED
    entry: str = "one"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        points = next((option.points for option in self.options if option.code in given.chosen), None)
        return unanswered() if points is None else scored(points, maximum, LossReason.CHOSEN)


@dataclass(frozen=True, slots=True)
class SumOf:
    """Parts that add up: any number of them may be fulfilled."""

    options: tuple[Option, ...]
    kind: MethodKind = MethodKind.TIERED
    entry: str = "several"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        if given.state != MarkState.GIVEN:
            return unanswered()
        held = [option.points for option in self.options if option.code in given.chosen]
        missing = len(self.options) - len(held)
        points = min(maximum, sum(held, ZERO))
        return scored(points, maximum, LossReason.MISSING_PARTS, missing=missing, total=len(self.options))


@dataclass(frozen=True, slots=True)
class Steps:
    """Tiers told by a number: the highest threshold reached counts."""

    tiers: tuple[Tier, ...]
    otherwise: Decimal = ZERO
    unit: str = "%"
    unit_en: str = "%"
    kind: MethodKind = MethodKind.TIERED
    entry: str = "number"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        if given.number is None:
            return unanswered()
        reached = [tier.points for tier in self.tiers if given.number >= tier.at_least]
        points = max(reached, default=self.otherwise)
        return scored(points, maximum, LossReason.MEASURED, measured=given.number)


@dataclass(frozen=True, slots=True)
class Count:
    each: Decimal
    cap: Decimal
    kind: MethodKind = MethodKind.COUNT
    entry: str = "number"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        if given.number is None:
            return unanswered()
        points = min(self.cap, maximum, self.each * given.number)
        return scored(points, maximum, LossReason.COUNTED, counted=given.number, each=self.each)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Full points at the target rate; each whole step below it costs points."""

    target: Decimal
    step: Decimal
    loss: Decimal
    kind: MethodKind = MethodKind.RATE
    entry: str = "number"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        if given.number is None:
            return unanswered()
        below = max(ZERO, self.target - given.number)
        steps = (below / self.step).to_integral_value(ROUND_FLOOR)
        points = max(ZERO, maximum - steps * self.loss)
        return scored(points, maximum, LossReason.BELOW_TARGET, measured=given.number, target=self.target)


@dataclass(frozen=True, slots=True)
class Share:
    """Points in proportion to the rate."""

    kind: MethodKind = MethodKind.RATE
    entry: str = "number"

    def mark(self, given: Given, maximum: Decimal) -> Mark:
        if given.number is None:
            return unanswered()
        points = maximum * min(HUNDRED, given.number) / HUNDRED
        return scored(points, maximum, LossReason.SHARE, measured=given.number)


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    kind: CriterionKind
    points: Decimal
    method: Method
    text: str
    text_en: str
    rule: str = ""
    rule_en: str = ""
    evidence: tuple[str, ...] = ()
    not_applicable_when: str = ""
    not_applicable_when_en: str = ""
    # The codes under which the version before asked for it, where they were others.
    was: tuple[str, ...] = ()

    @property
    def may_not_apply(self) -> bool:
        return bool(self.not_applicable_when)


def unanswered() -> Mark:
    return Mark(MarkState.UNANSWERED, ZERO, LossReason.UNANSWERED)


def scored(points: Decimal, maximum: Decimal, reason: LossReason, **values: object) -> Mark:
    """A mark that carries its reason only when points were lost."""
    if points >= maximum > 0:
        return Mark(MarkState.GIVEN, points)
    return Mark(MarkState.GIVEN, points, reason, {name: str(value) for name, value in values.items()})


def mark_criterion(criterion: Criterion, given: Given) -> Mark:
    if given.state == MarkState.NOT_APPLICABLE and criterion.may_not_apply:
        return Mark(MarkState.NOT_APPLICABLE, None)
    if given.state == MarkState.ABSTAINED:
        return Mark(MarkState.ABSTAINED, None)
    if given.state != MarkState.GIVEN:
        return unanswered()
    return criterion.method.mark(given, criterion.points)
