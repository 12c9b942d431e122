"""The definitions again, with loops over rows, as an oracle: slow, plain and independent of the package."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass
class SlowSample:
    """One row each: stratum, cluster (None: the row itself), base weight, final weight, margin categories."""

    strata: Sequence[int]
    clusters: Sequence[int] | None
    base: Sequence[float]
    weights: Sequence[float]
    margins: Sequence[Sequence[int]] = field(default_factory=list)
    population: dict[int, int] = field(default_factory=dict)

    def mean(self, y: dict[int, float]) -> tuple[float, float]:
        """Mean of the rows of ``y`` and its variance."""
        total = sum(self.weights[i] for i in y)
        mean = sum(self.weights[i] * y[i] for i in y) / total
        return mean, self.variance({i: (y[i] - mean) / total for i in y})

    def total(self, y: dict[int, float]) -> tuple[float, float]:
        """Total of the rows of ``y`` and its variance."""
        return sum(self.weights[i] * y[i] for i in y), self.variance(y)

    def ratio(self, y: dict[int, float], x: dict[int, float]) -> tuple[float, float]:
        """Ratio of two totals and its variance."""
        below = sum(self.weights[i] * x[i] for i in x)
        ratio = sum(self.weights[i] * y[i] for i in y) / below
        return ratio, self.variance({i: (y[i] - ratio * x[i]) / below for i in y})

    def variance(self, influence: dict[int, float]) -> float:
        """Sum over strata of the variance between the totals of their units."""
        n = len(self.weights)
        u = self._residuals([influence.get(i, 0.0) for i in range(n)])
        totals: dict[int, dict[int, float]] = {}
        for i in range(n):
            units = totals.setdefault(self.strata[i], {})
            unit = i if self.clusters is None else self.clusters[i]
            units[unit] = units.get(unit, 0.0) + self.weights[i] * u[i]
        variance = 0.0
        for stratum, units in totals.items():
            n_h = len(units)
            centre = sum(units.values()) / n_h
            rest = 1 - n_h / self.population[stratum] if self.population else 1.0
            variance += rest * n_h / (n_h - 1) * sum((z - centre) ** 2 for z in units.values())
        return variance

    def _residuals(self, u: list[float]) -> list[float]:
        """From the regression on margin indicators with base weights, by QR on all rows."""
        if not self.margins:
            return u
        columns = [[float(c == k) for c in codes] for codes in self.margins for k in sorted(set(codes))]
        x, root = np.array(columns).T, np.sqrt(self.base)
        coefficients = np.linalg.lstsq(x * root[:, None], np.array(u) * root, rcond=1e-10)[0]
        return list(np.array(u) - x @ coefficients)
