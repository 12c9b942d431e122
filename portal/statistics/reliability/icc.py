"""Intraclass correlations of Shrout and Fleiss (1979), with intervals of McGraw and Wong (1996) for the second form."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Floats
from portal.statistics.intervals import Interval
from portal.statistics.quantiles import fisher, fisher_upper_tail


@dataclass(frozen=True, slots=True)
class Correlation:
    """One form: ``value``, its F test with degrees of freedom, and the interval by F."""

    value: float
    f: float
    df1: int
    df2: int
    p_value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Mean squares of ``n`` units with all ratings by ``k`` raters."""

    n: int
    k: int
    between: float
    within: float
    raters: float
    error: float


@dataclass(frozen=True, slots=True)
class IntraclassCorrelations:
    """``n`` units with all ratings, their ``squares`` and the ``forms``: none where there is nothing to compare."""

    n: int
    squares: MeanSquares | None
    forms: dict[str, Correlation]


def intraclass_correlations(ratings: Floats, level: float = 0.95) -> IntraclassCorrelations:
    """Forms icc1, icc2, icc3 (one rating) and icc1k, icc2k, icc3k (the mean of all).

    ``ratings`` (units, raters), NaN for no rating.  No correlations without two units, two raters and some variation
    within units.
    """
    complete = ratings[~np.isnan(ratings).any(axis=1)]
    n, k = complete.shape
    if min(n, k) < 2:  # noqa: PLR2004 - no mean squares
        return IntraclassCorrelations(n, None, {})
    found = _mean_squares(complete)
    if found.error <= 0.0 or found.within <= 0.0:
        return IntraclassCorrelations(n, found, {})
    forms = {
        "icc1": _first(found, level),
        "icc2": _second(found, level),
        "icc3": _third(found, level),
        "icc1k": _stepped(found, level, _first),
        "icc2k": _stepped(found, level, _second),
        "icc3k": _stepped(found, level, _third),
    }
    return IntraclassCorrelations(n, found, forms)


def _mean_squares(ratings: Floats) -> MeanSquares:
    n, k = ratings.shape
    centred = ratings - ratings.mean()
    between = k * float((centred.mean(axis=1) ** 2).sum())
    raters = n * float((centred.mean(axis=0) ** 2).sum())
    within = float(((centred - centred.mean(axis=1, keepdims=True)) ** 2).sum())
    error = within - raters
    if error <= 1e-14 * float((centred**2).sum()):
        error = 0.0
    return MeanSquares(n, k, between / (n - 1), within / (n * (k - 1)), raters / (k - 1), error / ((n - 1) * (k - 1)))


def _one_way(found: MeanSquares, below: float, df2: int, level: float) -> Correlation:
    """Correlation (MSB - MS)/(MSB + (k-1) MS) with the other mean square ``below``."""
    k, df1 = found.k, found.n - 1
    f = found.between / below
    tail = (1.0 + level) / 2.0
    low, high = f / fisher(tail, df1, df2), f * fisher(tail, df2, df1)
    return Correlation(
        (found.between - below) / (found.between + (k - 1) * below),
        f,
        df1,
        df2,
        fisher_upper_tail(f, df1, df2),
        ((low - 1.0) / (low + k - 1.0), (high - 1.0) / (high + k - 1.0)),
    )


def _first(found: MeanSquares, level: float) -> Correlation:
    return _one_way(found, found.within, found.n * (found.k - 1), level)


def _third(found: MeanSquares, level: float) -> Correlation:
    return _one_way(found, found.error, (found.n - 1) * (found.k - 1), level)


def _second(found: MeanSquares, level: float) -> Correlation:
    n, k, msb, mse, msj = found.n, found.k, found.between, found.error, found.raters
    df1, df2 = n - 1, (n - 1) * (k - 1)
    icc = (msb - mse) / (msb + (k - 1) * mse + k * (msj - mse) / n)
    # Satterthwaite's degrees of freedom of the combination of the mean squares of raters and of error.
    a, b = k * icc * msj / mse, n * (1.0 + (k - 1) * icc) - k * icc
    v = (a + b) ** 2 / (a**2 / (k - 1) + b**2 / df2)
    tail = (1.0 + level) / 2.0
    upper, lower = fisher(tail, df1, v), fisher(tail, v, df1)
    shared = k * msj + (k * n - k - n) * mse
    low = n * (msb - upper * mse) / (upper * shared + n * msb)
    high = n * (lower * msb - mse) / (shared + n * lower * msb)
    f = msb / mse
    return Correlation(icc, f, df1, df2, fisher_upper_tail(f, df1, df2), (low, high))


def _stepped(found: MeanSquares, level: float, form: Callable[[MeanSquares, float], Correlation]) -> Correlation:
    """The form for the mean of k ratings: Spearman and Brown's formula on the estimate and both ends."""
    one = form(found, level)

    def step(value: float) -> float:
        return found.k * value / (1.0 + (found.k - 1) * value)

    low, high = one.interval
    return Correlation(step(one.value), one.f, one.df1, one.df2, one.p_value, (step(low), step(high)))
