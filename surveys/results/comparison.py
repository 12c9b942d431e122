"""A figure of one wave against that of the wave before, and parts of one wave against the rest, with tests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from portal import statistics
from surveys.results.placed import PlacedSample
from surveys.results.sample import Group

if TYPE_CHECKING:
    from portal.statistics import ClusteredEstimate, Difference

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
    """From one published result to the next of the same measure; None where one has no value or nothing varies.

    As of samples that are independent: all that can be said where one of the figures is from before places were counted.
    """
    found = statistics.independent_difference(
        *(statistics.Estimate(row["n"], row["df"], row["value"], row["se"]) for row in (before, now))
    )
    return _told(found, 1, level)


def change_by_place(before: PlacedSample, now: PlacedSample, kept: float, level: float = 0.95) -> Change | None:
    """The same of samples whose places are known: a place that is in both is one cluster, what is its own drops out.

    ``kept``: how far places keep their character between the two waves (`results/clustering.py`).
    """
    one, other, alike = before.estimate(), now.estimate(), statistics.Alike(now.icc, kept)
    return _told(statistics.clustered_difference(one, other, alike), now.scale, level) if one and other else None


def difference(sample: PlacedSample, groups: Sequence[Group], others: Sequence[Group]) -> Change | None:
    """From one part of a wave's people to another; None where one has too few answers. Their places are the same."""
    one, other = sample.estimate(groups), sample.estimate(others)
    return (
        _told(statistics.clustered_difference(one, other), sample.scale, sample.measure.level)
        if one and other
        else None
    )


def _told(found: "Difference", scale: int, level: float) -> Change | None:
    interval = found.wald(level)
    if interval is None or found.p_value is None or found.value is None or found.value_1 is None:
        return None
    low, high = interval
    return Change(scale * found.value_1, scale * found.value, scale * low, scale * high, found.p_value)


def differing(sample: PlacedSample, groups: Sequence[Group], dimension: str, shown: Iterable[str]) -> list[str] | None:
    """Which of the categories that are shown differ from all the others by more than chance, all looked at together.

    In the order given. None where nothing can be compared.
    """
    tested = {}
    for name in shown:
        own, rest = (
            [group for group in groups if (getattr(group.cell, dimension) == name) is is_in] for is_in in (True, False)
        )
        one, other = sample.estimate(own), sample.estimate(rest)
        if one and other:
            tested[name] = _chance(one, other)
    if not tested:
        return None
    adjusted = dict(zip(tested, statistics.holm(list(tested.values())), strict=True))
    return [name for name, p_value in adjusted.items() if p_value < SURE]


def _chance(one: "ClusteredEstimate", other: "ClusteredEstimate") -> float:
    """Probability of such a difference where there is none: the score test, which stands where all of a part agree."""
    share = one.n_eff / (one.n_eff + other.n_eff)
    mean = share * one.value + (1 - share) * other.value
    between = share * (one.value - mean) ** 2 + (1 - share) * (other.value - mean) ** 2
    spread = share * one.spread + (1 - share) * other.spread + between
    if spread <= 0:
        return 1.0
    return statistics.normal_two_sided((one.value - other.value) / sqrt(spread * (1 / one.n_eff + 1 / other.n_eff)))
