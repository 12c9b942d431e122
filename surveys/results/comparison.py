"""A figure of one wave against that of the wave before, with a test."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal import statistics

SURE = 0.05


@dataclass(frozen=True)
class Change:
    """Points up or down, with the interval and the probability of such a difference by chance alone."""

    before: float
    value: float
    low: float
    high: float
    p_value: float

    @property
    def is_sure(self) -> bool:
        """More than chance alone would bring one time in twenty."""
        return self.p_value < SURE


def change(before: Mapping, now: Mapping, level: float = 0.95) -> Change | None:
    """From one published result to the next of the same measure; None where one has no value or nothing varies."""
    found = statistics.independent_difference(
        *(statistics.Estimate(row["n"], row["df"], row["value"], row["se"]) for row in (before, now))
    )
    interval = found.wald(level)
    if interval is None or found.p_value is None or found.value is None:
        return None
    return Change(before["value"], found.value, *interval, found.p_value)
