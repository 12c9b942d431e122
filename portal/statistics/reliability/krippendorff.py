"""Krippendorff's alpha for any number of raters, with missing ratings (Krippendorff 2011)."""

from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Floats
from portal.statistics.errors import InvalidInputError

LEVELS = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Alpha over ``n_units`` units with two or more ratings and their ``n_values`` ratings.

    ``value`` is None where all ratings are equal, so that no disagreement is to be expected.
    """

    n_units: int
    n_values: int
    observed: float | None = None
    expected: float | None = None
    value: float | None = None


def krippendorff_alpha(ratings: Floats, level: str) -> Disagreement:
    """Alpha of ``ratings`` (units, raters), NaN for no rating; ``level`` one of LEVELS.

    For nominal and ordinal ratings any numbers in the order of the categories will do.
    """
    if level not in LEVELS:
        message = f"Levels of measurement are {', '.join(LEVELS)}; not {level!r}."
        raise InvalidInputError(message)
    given = ~np.isnan(ratings)
    pairable = given.sum(axis=1) > 1
    ratings, given = ratings[pairable], given[pairable]
    values, places = np.unique(ratings[given], return_inverse=True)
    n_units, n_values = len(ratings), len(places)
    if not n_units:
        return Disagreement(0, 0)
    table = np.zeros((n_units, len(values)))
    np.add.at(table, (np.nonzero(given)[0], places), 1.0)
    share = table / (table.sum(axis=1, keepdims=True) - 1.0)
    coincidences = table.T @ share - np.diag(share.sum(axis=0))
    totals = coincidences.sum(axis=1)
    apart = _metric(values, totals, level)
    observed = float((coincidences * apart).sum()) / n_values
    expected = float(totals @ apart @ totals) / (n_values * (n_values - 1))
    value = 1.0 - observed / expected if expected > 0.0 else None
    return Disagreement(n_units, n_values, observed, expected, value)


def _metric(values: Floats, totals: Floats, level: str) -> Floats:
    """Squared distance (k, k) between the values."""
    c, k = values[:, None], values[None, :]
    if level == "nominal":
        return np.asarray(c != k, dtype=np.float64)
    if level == "interval":
        return np.asarray((c - k) ** 2)
    if level == "ratio":
        both = c + k
        return np.asarray(np.divide(c - k, both, out=np.zeros_like(both), where=both != 0.0) ** 2)
    # From the middle of one category to the middle of the other, counted in ratings.
    middles = np.cumsum(totals) - totals / 2.0
    return np.asarray((middles[:, None] - middles[None, :]) ** 2)
