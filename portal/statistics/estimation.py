"""Estimates of a weighted sample with their Taylor variances.

Each function takes a Frame, the values of the rows used and their row numbers, and gives an Estimate.  Linearised
variables: mean (y - mean)/sum w, total y, ratio (y - R x)/sum w x (Wolter 2007, chapter 6).
"""

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from portal.statistics import quantiles
from portal.statistics.arrays import Floats
from portal.statistics.frame import Frame, Rows
from portal.statistics.intervals import Interval, Proportion, proportion_interval, wald


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate from ``n`` rows whose weights add up to ``sum_w``.

    ``value``; ``se`` standard error; ``df`` degrees of freedom; ``deff`` design effect; ``n_eff`` = n/deff;
    ``n_eff_kish`` = (sum w)^2/sum w^2.  None stands for "no value", never 0.
    """

    n: int
    df: int
    value: float | None = None
    se: float | None = None
    sum_w: float | None = None
    deff: float | None = None
    n_eff: float | None = None
    n_eff_kish: float | None = None

    def t(self, level: float) -> float | None:
        """Student quantile of the level, or None without degrees of freedom."""
        return quantiles.student((1.0 + level) / 2.0, self.df) if self.df > 0 else None

    def wald(self, level: float) -> Interval | None:
        """Wald interval, or None where there is none."""
        t = self.t(level)
        if t is None or self.value is None or self.se is None:
            return None
        return wald(self.value, self.se, t)

    def interval(self, method: str, level: float) -> Interval | None:
        """Interval of a proportion by one of ``intervals.PROPORTION_METHODS``, or None where there is none."""
        if self.df <= 0 or self.value is None or self.se is None:
            return None
        return proportion_interval(
            method, Proportion(self.value, self.se, self.n, self.n_eff_kish or inf, self.df, level)
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """Second estimate minus the first, with Student's test that there is none."""

    n: int
    df: int
    n_1: int
    n_2: int
    value_1: float | None = None
    value_2: float | None = None
    value: float | None = None
    se: float | None = None

    @property
    def t_value(self) -> float | None:
        """The difference in standard errors."""
        if self.value is None or not self.se or self.df <= 0:
            return None
        return self.value / self.se

    @property
    def p_value(self) -> float | None:
        """Two-sided probability of such a difference by chance."""
        return None if self.t_value is None else quantiles.student_two_sided(self.t_value, self.df)

    def wald(self, level: float) -> Interval | None:
        """Wald interval of the difference."""
        return Estimate(self.n, self.df, self.value, self.se).wald(level)


def mean(frame: Frame, y: Floats, rows: Rows, df: int) -> Estimate:
    """Weighted mean of ``y`` (used,), or a proportion when y is 0 or 1."""
    if not len(y):
        return Estimate(0, df)
    weights = _weights(frame, rows)
    sum_w = float(weights.sum())
    value = _exact_mean(weights, y, sum_w)
    if value is None:
        return Estimate(len(y), df)
    deviations = y - value
    variance = frame.variance(deviations / sum_w, rows)
    srs = _element_variance(weights, deviations, sum_w) / len(y)
    return _estimate(weights, df, value, variance, srs)


def total(frame: Frame, y: Floats, rows: Rows, df: int) -> Estimate:
    """Weighted sum of ``y`` (used,), or a weighted count when y is 0 or 1."""
    if not len(y):
        return Estimate(0, df)
    weights = _weights(frame, rows)
    sum_w = float(weights.sum())
    centre = _exact_mean(weights, y, sum_w) or 0.0
    srs = _element_variance(weights, y - centre, sum_w) * sum_w**2 / len(y)
    return _estimate(weights, df, float(weights @ y), frame.variance(y, rows), srs)


def ratio(frame: Frame, y: Floats, x: Floats, rows: Rows, df: int) -> Estimate:
    """Ratio of the weighted sums of ``y`` and ``x`` (used,); it has no design effect."""
    weights = _weights(frame, rows)
    below = float(weights @ x)
    if below == 0.0:
        return Estimate(len(y), df)
    value = float(weights @ y) / below
    return _estimate(weights, df, value, frame.variance((y - value * x) / below, rows), None)


def difference(frame: Frame, waves: tuple[tuple[Floats, Rows], tuple[Floats, Rows]], df: int) -> Difference:
    """Mean of the second wave minus the mean of the first; ``waves``: values and row numbers of each."""
    n_1, n_2 = (len(y) for y, _ in waves)
    if not n_1 or not n_2:
        return Difference(n_1 + n_2, df, n_1, n_2)
    values, influences = [], []
    for y, rows in waves:
        weights = _weights(frame, rows)
        sum_w = float(weights.sum())
        value = _exact_mean(weights, y, sum_w)
        if value is None:
            return Difference(n_1 + n_2, df, n_1, n_2)
        values.append(value)
        influences.append((y - value) / sum_w)
    rows = np.concatenate([rows for _, rows in waves if rows is not None])
    variance = frame.variance(np.concatenate([-influences[0], influences[1]]), rows)
    se = None if variance is None else sqrt(variance)
    return Difference(n_1 + n_2, df, n_1, n_2, values[0], values[1], values[1] - values[0], se)


def kish(weights: Floats) -> float | None:
    """Effective number (sum w)^2/sum w^2 of respondents with ``weights``; None when all are 0."""
    squares = float(weights @ weights)
    return float(weights.sum()) ** 2 / squares if squares > 0.0 else None


def _weights(frame: Frame, rows: Rows) -> Floats:
    return frame.weights if rows is None else frame.weights[rows]


def _exact_mean(weights: Floats, y: Floats, sum_w: float) -> float | None:
    """The weighted mean; of equal values it is that value, without rounding; None without weight."""
    if sum_w == 0.0:
        return None
    first = float(y[0])
    return first if (y == first).all() else float(weights @ y) / sum_w


def _element_variance(weights: Floats, deviations: Floats, sum_w: float) -> float:
    """n/(n-1) sum w (y - mean)^2 / sum w, 0 for one row."""
    n = len(deviations)
    return n / (n - 1) * float(weights @ deviations**2) / sum_w if n > 1 and sum_w else 0.0


def _estimate(weights: Floats, df: int, value: float, variance: float | None, srs: float | None) -> Estimate:
    deff = variance / srs if variance is not None and srs else None
    return Estimate(
        n=len(weights),
        df=df,
        value=value,
        se=None if variance is None else sqrt(variance),
        sum_w=float(weights.sum()),
        deff=deff,
        n_eff=len(weights) / deff if deff else None,
        n_eff_kish=kish(weights),
    )
