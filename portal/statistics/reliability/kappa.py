"""Chance-corrected agreement of two raters (Cohen) or several (Fleiss)."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from portal.statistics import quantiles
from portal.statistics.arrays import Floats
from portal.statistics.errors import InvalidInputError, UnknownCategoryError
from portal.statistics.intervals import Interval, wald

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kappa of ``n`` units: ``value`` None where chance alone agrees always; ``se`` None for Fleiss."""

    n: int
    observed: float | None = None
    expected: float | None = None
    value: float | None = None
    se: float | None = None

    def wald(self, level: float) -> Interval | None:
        """Interval with the normal quantile of the level."""
        if self.value is None or self.se is None:
            return None
        return wald(self.value, self.se, quantiles.normal((1.0 + level) / 2.0))


def agreement_weights(k: int, kind: str) -> Floats:
    """Agreement (k, k) of two places in a list of ``k`` categories: none, linear or quadratic."""
    if kind not in {"none", "linear", "quadratic"}:
        message = f"Weights of kappa are none, linear or quadratic, not {kind!r}."
        raise InvalidInputError(message)
    if kind == "none" or k < 2:  # noqa: PLR2004 - one category has no distance
        return np.eye(k)
    places = np.arange(k)
    apart = np.abs(places[:, None] - places[None, :]) / (k - 1)
    return np.asarray(1.0 - (apart if kind == "linear" else apart**2))


def cohen_kappa(ratings: Floats, k: int, weights: str = "none") -> Agreement:
    """Kappa of two raters over ``k`` categories.

    ``ratings`` (units, 2): places 0..k-1, NaN for no rating; units with one rating are left out.  The standard error
    is that of Fleiss, Cohen and Everitt (1969), not under the null hypothesis.
    """
    pairs = _places(ratings[~np.isnan(ratings).any(axis=1)], k)
    n = len(pairs)
    if not n:
        return Agreement(0)
    p = np.bincount(pairs[:, 0] * k + pairs[:, 1], minlength=k * k).reshape(k, k) / n
    w = agreement_weights(k, weights)
    first, second = p.sum(axis=1), p.sum(axis=0)
    observed, expected = float((w * p).sum()), float(first @ w @ second)
    if expected >= 1.0 - _ROUNDING:
        return Agreement(n, observed, expected)
    kappa = (observed - expected) / (1.0 - expected)
    means = (w @ second)[:, None] + (w.T @ first)[None, :]
    inner = float((p * (w - means * (1.0 - kappa)) ** 2).sum()) - (kappa - expected * (1.0 - kappa)) ** 2
    return Agreement(n, observed, expected, kappa, sqrt(max(inner, 0.0) / n) / (1.0 - expected))


def fleiss_kappa(ratings: Floats, k: int) -> Agreement:
    """Kappa of several raters over ``k`` categories (Fleiss 1971); units with all ratings.

    ``ratings`` (units, raters): places 0..k-1, NaN for no rating.
    """
    complete = _places(ratings[~np.isnan(ratings).any(axis=1)], k)
    n, raters = complete.shape
    if not n or raters < 2:  # noqa: PLR2004 - agreement needs two
        return Agreement(n)
    table = np.stack([(complete == place).sum(axis=1) for place in range(k)], axis=1)
    observed = float(((table**2).sum(axis=1) - raters).mean() / (raters * (raters - 1)))
    expected = float(((table.sum(axis=0) / (n * raters)) ** 2).sum())
    if expected >= 1.0 - _ROUNDING:
        return Agreement(n, observed, expected)
    return Agreement(n, observed, expected, (observed - expected) / (1.0 - expected))


def _places(ratings: Floats, k: int) -> "np.ndarray[tuple[int, int], np.dtype[np.intp]]":
    places = ratings.astype(np.intp)
    if places.size and (places.min() < 0 or places.max() >= k):
        message = f"A rating is none of the {k} categories."
        raise UnknownCategoryError(message)
    return places
