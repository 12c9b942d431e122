"""Estimates of a weighted sample with their Taylor variances.

Each function takes the part of a frame with an answer and the answers, and gives an Estimate.  Linearised
variables: mean (y - mean)/sum w, total y, ratio (y - R x)/sum w x (Wolter 2007, chapter 6).
"""

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from portal.statistics import quantiles
from portal.statistics.arrays import Floats, dot
from portal.statistics.frame import Part
from portal.statistics.intervals import Interval, Proportion, proportion_interval, wald

_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate from ``n`` rows whose weights add up to ``sum_w``.

    ``value``; ``se`` standard error; ``df`` degrees of freedom; ``deff`` design effect; ``n_eff`` = n/deff;
    ``n_eff_kish`` = (sum w)^2/sum w^2.  None stands for "no value", never 0.
    """

    n: int
    df: float
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
    df: float
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


def mean(part: Part, y: Floats, df: int | None = None) -> Estimate:
    """Weighted mean of ``y`` (n,), or a proportion when y is 0 or 1.

    ``df``: degrees of freedom of the domain, when the part is only those who answered (None: the part's own).
    """
    df = part.df if df is None else df
    value = _mean(part, y)
    if value is None:
        return Estimate(part.n, df)
    deviations = y - value
    srs = _element_variance(part, deviations) / part.n
    return _estimate(part, df, value, part.variance(deviations / part.sum_w), srs)


def total(part: Part, y: Floats, df: int | None = None) -> Estimate:
    """Weighted sum of ``y`` (n,), or a weighted count when y is 0 or 1; ``df`` as for a mean."""
    df = part.df if df is None else df
    if not part.n:
        return Estimate(0, df)
    srs = _element_variance(part, y - (_mean(part, y) or 0.0)) * part.sum_w**2 / part.n
    return _estimate(part, df, dot(part.weights, y), part.variance(y), srs)


def ratio(part: Part, y: Floats, x: Floats, df: int | None = None) -> Estimate:
    """Ratio of the weighted sums of ``y`` and ``x`` (n,), without design effect; ``df`` as for a mean."""
    df = part.df if df is None else df
    below = dot(part.weights, x)
    if below == 0.0:
        return Estimate(part.n, df)
    value = dot(part.weights, y) / below
    return _estimate(part, df, value, part.variance((y - value * x) / below), None)


def difference(first: tuple[Part, Floats], second: tuple[Part, Floats], df: int) -> Difference:
    """Mean of the second wave minus the mean of the first; each wave: those who answered, and their answers (n,).

    ``df``: degrees of freedom of the rows of both waves.
    """
    (part_1, y_1), (part_2, y_2) = first, second
    n = part_1.n + part_2.n
    value_1, value_2 = _mean(part_1, y_1), _mean(part_2, y_2)
    if value_1 is None or value_2 is None:
        return Difference(n, df, part_1.n, part_2.n, value_1, value_2)
    both = Part(part_1.frame, np.concatenate([part.numbers for part in (part_1, part_2)]))
    influence = np.concatenate([(value_1 - y_1) / part_1.sum_w, (y_2 - value_2) / part_2.sum_w])
    variance = both.variance(influence)
    se = None if variance is None else sqrt(variance)
    return Difference(n, df, part_1.n, part_2.n, value_1, value_2, value_2 - value_1, se)


def _mean(part: Part, y: Floats) -> float | None:
    """The weighted mean; of equal values it is that value, without rounding; None without weight."""
    if not part.n or part.sum_w == 0.0:
        return None
    value, first = dot(part.weights, y) / part.sum_w, float(y[0])
    is_near = abs(value - first) <= _NEAR * abs(first)
    return first if is_near and (y == first).all() else value


def _element_variance(part: Part, deviations: Floats) -> float:
    """n/(n-1) sum w (y - mean)^2 / sum w, 0 for one row."""
    if part.n < 2 or part.sum_w == 0.0:  # noqa: PLR2004 - one row has no variance
        return 0.0
    return part.n / (part.n - 1) * dot(part.weights, deviations, deviations) / part.sum_w


def _estimate(part: Part, df: int, value: float, variance: float | None, srs: float | None) -> Estimate:
    deff = variance / srs if variance is not None and srs else None
    return Estimate(
        n=part.n,
        df=df,
        value=value,
        se=None if variance is None else sqrt(variance),
        sum_w=part.sum_w,
        deff=deff,
        n_eff=part.n / deff if deff else None,
        n_eff_kish=part.n_eff_kish,
    )
