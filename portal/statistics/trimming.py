"""Trimming: weights outside two caps are cut, and what was cut is given to the others.

Sources: ``redistribute_equal`` is ``trimWeights`` of R survey 4.5; ``redistribute_proportional`` and
``rake_and_trim`` are defined in the reference cases of the project.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from portal.statistics.arrays import Flags, Floats
from portal.statistics.errors import InvalidInputError, TrimmingError

MAX_ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Trimming:
    """How to trim: ``method``, caps, whether they are times the mean weight, and when to give up."""

    method: str
    lower: float = -inf
    upper: float = inf
    unit: str = "absolute"
    strict: bool = False
    max_rounds: int = MAX_ROUNDS

    def caps(self, weights: Floats) -> tuple[float, float]:
        """The caps in units of the weights (n,)."""
        if self.unit not in {"absolute", "mean_ratio"}:
            message = f"Caps are absolute or a mean_ratio, not {self.unit!r}."
            raise InvalidInputError(message)
        scale = float(weights.mean()) if self.unit == "mean_ratio" else 1.0
        return self.lower * scale, self.upper * scale


def trim(weights: Floats, trimming: Trimming, rake: Callable[[Floats], Floats]) -> Floats:
    """Trimmed weights (n,) with the total kept, or with the margins kept by ``rake``.

    Raises TrimmingError when the caps leave no such weights.
    """
    low, high = trimming.caps(weights)
    if trimming.method == "redistribute_equal":
        return _redistribute_equal(weights, low, high, strict=trimming.strict)
    if trimming.method == "redistribute_proportional":
        return _redistribute_proportional(weights, low, high)
    if trimming.method == "rake_and_trim":
        return _rake_and_trim(weights, (low, high), trimming.max_rounds, rake)
    message = f"No trimming method is called {trimming.method!r}."
    raise InvalidInputError(message)


def _redistribute_equal(weights: Floats, low: float, high: float, *, strict: bool) -> Floats:
    held = np.zeros(len(weights), dtype=bool)
    while (outside := _outside(weights, low, high)).any():
        clipped = np.clip(weights, low, high)
        held |= outside
        free = _free(held)
        clipped[free] += (weights - clipped).sum() / free.sum()
        weights = clipped
        if not strict:
            break
    return weights


def _redistribute_proportional(weights: Floats, low: float, high: float) -> Floats:
    total = weights.sum()
    held = np.zeros(len(weights), dtype=bool)
    while (outside := _outside(weights, low, high) & ~held).any():
        held |= outside
        free = _free(held)
        weights = np.where(outside, np.clip(weights, low, high), weights)
        weights[free] *= (total - weights[held].sum()) / weights[free].sum()
    return weights


def _rake_and_trim(
    raked: Floats,
    caps: tuple[float, float],
    max_rounds: int,
    rake: Callable[[Floats], Floats],
) -> Floats:
    low, high = caps
    slack = 1e-12
    for _ in range(max_rounds):
        if not _outside(raked, low - slack * abs(low), high + slack * abs(high)).any():
            return raked
        raked = rake(np.clip(raked, low, high))
    message = f"After {max_rounds} rounds of raking and trimming weights still lie outside {low:.6g} and {high:.6g}."
    raise TrimmingError(message)


def _outside(weights: Floats, low: float, high: float) -> Flags:
    return np.asarray((weights < low) | (weights > high))


def _free(held: Flags) -> Flags:
    if held.all():
        message = "Every weight lies outside the caps or was cut to one; none is left to take what was cut."
        raise TrimmingError(message)
    return ~held
