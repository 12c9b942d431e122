"""Weights d*g that meet several margins with the smallest distance between g and 1.

Deville and Sarndal (1992): g = G(x'b), where b solves  sum d x G(x'b) = targets.  That equation is the gradient of a
convex function of b, which a damped Newton iteration minimises.  Like raking it works on cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from portal.statistics.arrays import Codes, Floats
from portal.statistics.errors import InvalidInputError, NotConvergedError
from portal.statistics.margins import indicators
from portal.statistics.raking import Fitting, largest_difference

_EXTREME = 500.0  # exp of it is finite, and the logit factor has reached its bound long before
_MET = 1e-12  # as near to the margins as rounding allows
_MIN_ITERATIONS = 100  # Newton steps are not raking cycles: a low limit of cycles must not stop them
_RIDGE = 1e-10
_SHORTEST = 1e-14


@dataclass(frozen=True, slots=True)
class Distance:
    """How far g = w/d is from 1: ``name`` linear or logit, and the bounds of g (both needed for logit)."""

    name: str = "linear"
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        """Refuse a distance that no factor can satisfy."""
        if self.name not in {"linear", "logit"}:
            message = f"No calibration distance is called {self.name!r}."
            raise InvalidInputError(message)
        if not self.low < 1.0 < self.high or (self.name == "logit" and self.high - self.low == inf):
            message = f"The bounds of the factors are {self.low} and {self.high}; 1 must lie between them."
            raise InvalidInputError(message)

    def factors(self, x: Floats) -> tuple[Floats, Floats]:
        """The factors g = G(x) and their derivatives, each of the shape of ``x``."""
        if self.name == "linear":
            free = 1.0 + x
            return np.clip(free, self.low, self.high), ((free > self.low) & (free < self.high)).astype(np.float64)
        slope = (self.high - self.low) / ((1.0 - self.low) * (self.high - 1.0))
        power = np.exp(np.clip(slope * x, -_EXTREME, _EXTREME))
        below, above = self.high - 1.0, (1.0 - self.low) * power
        g = (self.low * below + self.high * above) / (below + above)
        return g, slope * (g - self.low) * (self.high - g) / (self.high - self.low)

    def potential(self, x: Floats, g: Floats) -> Floats:
        """The integral of G up to ``x`` where ``g`` = G(x): x g - distance(g)."""
        if self.name == "linear":
            return x * g - (g - 1.0) ** 2 / 2.0
        down, up = g - self.low, self.high - g
        entropy = _x_log(down, down / (1.0 - self.low)) + _x_log(up, up / (self.high - 1.0))
        return x * g - entropy * (1.0 - self.low) * (self.high - 1.0) / (self.high - self.low)


def calibrate(
    patterns: Codes,
    targets: Sequence[Floats],
    totals: Floats,
    distance: Distance,
    fitting: Fitting | None = None,
) -> Floats:
    """Cell totals d*g that meet all margins with the smallest ``distance``.

    Shapes as in ``raking.rake``.  Raises NotConvergedError when no factors inside the bounds meet the margins.
    """
    fitting = fitting or Fitting()
    problem = _Problem(indicators(list(patterns.T)), totals, np.concatenate(targets), distance)
    parameters = np.zeros(problem.x.shape[1])
    best, best_difference = totals.astype(np.float64), inf
    for _ in range(max(fitting.max_iterations, _MIN_ITERATIONS)):
        current = totals * problem.factors(parameters)[0]
        difference = largest_difference(patterns, targets, current)
        if difference >= best_difference and best_difference <= _MET:
            break
        if difference < best_difference:
            best, best_difference = current, difference
        step = problem.newton_step(parameters)
        length = problem.step_length(parameters, step)
        if length == 0.0:
            break
        parameters = parameters + length * step
    if best_difference > max(fitting.tolerance, _MET):
        message = f"No weights inside the bounds meet the margins; the nearest differ by {best_difference:.3g}."
        raise NotConvergedError(message)
    return best


@dataclass(frozen=True, slots=True)
class _Problem:
    """The convex function of the parameters whose gradient is margin minus target."""

    x: Floats
    totals: Floats
    wanted: Floats
    distance: Distance

    def factors(self, parameters: Floats) -> tuple[Floats, Floats]:
        return self.distance.factors(self.x @ parameters)

    def gradient(self, parameters: Floats) -> Floats:
        return self.x.T @ (self.totals * self.factors(parameters)[0]) - self.wanted

    def value(self, parameters: Floats) -> float:
        at = self.x @ parameters
        potential = self.distance.potential(at, self.distance.factors(at)[0])
        return float(self.totals @ potential - self.wanted @ parameters)

    def newton_step(self, parameters: Floats) -> Floats:
        """Step of Newton; the ridge carries it over flat places, where all factors are at a bound."""
        slopes = self.factors(parameters)[1]
        hessian = (self.x.T * (self.totals * slopes)) @ self.x
        ridge = _RIDGE * np.diag(self.totals @ self.x)
        return np.asarray(np.linalg.solve(hessian + ridge, -self.gradient(parameters)))

    def step_length(self, parameters: Floats, step: Floats) -> float:
        """How far to go along the step; 0 when nothing is gained any more.

        Near the solution rounding hides the fall of the value, but not that of the gradient.
        """
        misfit = np.abs(self.gradient(parameters) / self.wanted).max()
        if np.abs(self.gradient(parameters + step) / self.wanted).max() <= misfit / 2.0:
            return 1.0
        now, length = self.value(parameters), 1.0
        while length > _SHORTEST:
            if self.value(parameters + length * step) < now:
                return length
            length /= 2.0
        return 0.0


def _x_log(x: Floats, ratio: Floats) -> Floats:
    return x * np.log(np.maximum(ratio, 1e-300))
