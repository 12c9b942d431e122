"""What a number of a unit can be, and what is asked about before it goes on: plain rules."""

from decimal import Decimal

PER_CENT = "%"
WHOLE, NOUGHT = Decimal(100), Decimal(0)
# A figure that is so many times the last one, or so small a part of it, is asked about; so is a step of percentages.
JUMP, POINTS = Decimal("0.3"), Decimal(20)


def bounds_of(
    unit: str, *, is_unbounded: bool = False, upper: Decimal | None = None
) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that a figure can be; None where nothing bounds it. `upper`: what the plan asks for."""
    if is_unbounded:
        return None, None
    if unit != PER_CENT:
        return NOUGHT, None
    return NOUGHT, max(WHOLE, upper or NOUGHT)


def is_jump(value: Decimal, before: Decimal | None, unit: str) -> bool:
    """More than 20 points of a percentage, or more than 30 % of any other figure, away from the one before."""
    if before is None or value == before:
        return False
    if unit == PER_CENT:
        return abs(value - before) > POINTS
    return before == NOUGHT or abs(value - before) / abs(before) > JUMP
