"""Weights that meet several margins: iterative proportional fitting.

Respondents in the same cell, the crossing of all margins, always share one factor.  So the fitting works on the
base weight of each cell, and its cost does not grow with the number of respondents.
Source: Deming and Stephan (1940); the fixed point is the unique minimiser of the Kullback-Leibler distance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Codes, Floats, sums
from portal.statistics.errors import NotConvergedError

MAX_ITERATIONS = 1000
TOLERANCE = 1e-10

# After the margins are met within the tolerance the fitting goes on to the fixed point, so that neither the order
# of the margins nor the tolerance shows in the weights.
_POLISHED = 1e-15
_AT_REST = 1e-13  # below it a difference that no longer falls is rounding
_POLISHING_CYCLES = 5000


@dataclass(frozen=True, slots=True)
class Fitting:
    """Limits of an iteration: cycles, and the largest relative difference between a margin and its target."""

    max_iterations: int = MAX_ITERATIONS
    tolerance: float = TOLERANCE


def largest_difference(patterns: Codes, targets: Sequence[Floats], totals: Floats) -> float:
    """Largest relative difference between a margin of the cell ``totals`` (c,) and its target."""
    return max(
        float(np.abs(sums(codes, totals, len(target)) / target - 1.0).max())
        for codes, target in zip(patterns.T, targets, strict=True)
    )


def rake(patterns: Codes, targets: Sequence[Floats], totals: Floats, fitting: Fitting | None = None) -> Floats:
    """Cell totals that meet all margins, nearest to the given ones.

    ``patterns`` (c, m): the category of each cell in each margin; ``targets``: m arrays of populations;
    ``totals`` (c,): base weight of each cell.  Raises NotConvergedError when the margins are not met within
    ``fitting.tolerance`` after ``fitting.max_iterations`` cycles.
    """
    fitting = fitting or Fitting()
    current = totals.astype(np.float64)
    for _ in range(fitting.max_iterations):
        current = _cycle(patterns, targets, current)
        difference = largest_difference(patterns, targets, current)
        if difference <= fitting.tolerance:
            return _polish(patterns, targets, current, difference)
    message = (
        f"After {fitting.max_iterations} cycles a margin still differs by {difference:.3g} of its target; "
        f"{fitting.tolerance:.3g} was asked for."
    )
    raise NotConvergedError(message)


def _cycle(patterns: Codes, targets: Sequence[Floats], totals: Floats) -> Floats:
    for codes, target in zip(patterns.T, targets, strict=True):
        totals = totals * (target / sums(codes, totals, len(target)))[codes]
    return totals


def _polish(patterns: Codes, targets: Sequence[Floats], totals: Floats, difference: float) -> Floats:
    cycles = 0
    while difference > _POLISHED and cycles < _POLISHING_CYCLES:
        following = _cycle(patterns, targets, totals)
        improved = largest_difference(patterns, targets, following)
        if improved >= difference and difference < _AT_REST:
            break
        totals, difference, cycles = following, improved, cycles + 1
    return totals
