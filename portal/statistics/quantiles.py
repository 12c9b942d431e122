"""Quantiles and tails of the distributions that intervals need, from scipy.special alone.

scipy.stats would cost the web worker tens of megabytes of memory for the same numbers.
"""

import importlib
from functools import cache
from typing import Any


@cache
def _special() -> Any:
    """Loaded with the first interval that is asked for: 27 MB that a web worker may never need."""
    return importlib.import_module("scipy.special")


def normal(probability: float) -> float:
    """Quantile of the standard normal distribution."""
    return float(_special().ndtri(probability))


def normal_two_sided(value: float) -> float:
    """Probability that the size of a standard normal exceeds ``value``."""
    return float(2.0 * _special().ndtr(-abs(value)))


def student(probability: float, df: float) -> float:
    """Quantile of Student's t with ``df`` > 0 degrees of freedom."""
    return float(_special().stdtrit(df, probability))


def student_two_sided(value: float, df: float) -> float:
    """Probability that the size of Student's t with ``df`` degrees of freedom exceeds ``value``."""
    return float(2.0 * _special().stdtr(df, -abs(value)))


def beta(probability: float, a: float, b: float) -> float:
    """Quantile of the beta distribution with shapes ``a``, ``b`` >= 0 (a point mass where one is 0)."""
    if a <= 0.0:
        return 0.0
    if b <= 0.0:
        return 1.0
    return float(_special().betaincinv(a, b, probability))


def fisher(probability: float, df1: float, df2: float) -> float:
    """Quantile of F with ``df1`` and ``df2`` degrees of freedom."""
    return float(_special().fdtri(df1, df2, probability))


def fisher_upper_tail(value: float, df1: float, df2: float) -> float:
    """Probability that F with ``df1`` and ``df2`` degrees of freedom exceeds ``value``."""
    return float(_special().fdtrc(df1, df2, value))
