"""Quantiles and tails of the distributions that intervals need, from scipy.special alone.

scipy.stats would cost the web worker tens of megabytes of memory for the same numbers.
"""

from scipy.special import betaincinv, fdtrc, fdtri, ndtri, stdtr, stdtrit


def normal(probability: float) -> float:
    """Quantile of the standard normal distribution."""
    return float(ndtri(probability))


def student(probability: float, df: float) -> float:
    """Quantile of Student's t with ``df`` > 0 degrees of freedom."""
    return float(stdtrit(df, probability))


def student_two_sided(value: float, df: float) -> float:
    """Probability that the size of Student's t with ``df`` degrees of freedom exceeds ``value``."""
    return float(2.0 * stdtr(df, -abs(value)))


def beta(probability: float, a: float, b: float) -> float:
    """Quantile of the beta distribution with shapes ``a``, ``b`` >= 0 (a point mass where one is 0)."""
    if a <= 0.0:
        return 0.0
    if b <= 0.0:
        return 1.0
    return float(betaincinv(a, b, probability))


def fisher(probability: float, df1: float, df2: float) -> float:
    """Quantile of F with ``df1`` and ``df2`` degrees of freedom."""
    return float(fdtri(df1, df2, probability))


def fisher_upper_tail(value: float, df1: float, df2: float) -> float:
    """Probability that F with ``df1`` and ``df2`` degrees of freedom exceeds ``value``."""
    return float(fdtrc(df1, df2, value))
