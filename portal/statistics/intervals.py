"""Confidence intervals of estimates and of proportions.

An interval is a pair (low, high), or None where the degrees of freedom leave none.  ``wald`` serves every
estimate; the methods of ``PROPORTION_METHODS`` need a proportion with its effective sample size
n_e = p(1-p)/V.  Sources: Korn and Graubard (1998) for ``beta``; Wilson (1927) with n_e for ``wilson``;
the likelihood of a binomial of size n_e for ``likelihood``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, exp, expm1, inf, isfinite, log, log1p, sin, sqrt

from portal.statistics import quantiles
from portal.statistics.errors import UnsupportedError

Interval = tuple[float, float]


def wald(estimate: float, se: float, t: float) -> Interval:
    """estimate -+ t se, not cut at the ends of the scale."""
    return estimate - t * se, estimate + t * se


@dataclass(frozen=True, slots=True)
class Proportion:
    """What an interval of a proportion is made from.

    ``p`` estimate, ``se`` its standard error, ``n`` answers used, ``n_effective_kish`` their Kish effective
    number, ``df`` degrees of freedom (> 0), ``level`` such as 0.95.
    """

    p: float
    se: float
    n: int
    n_effective_kish: float
    df: float
    level: float

    @property
    def t(self) -> float:
        """Student quantile of the level."""
        return quantiles.student((1.0 + self.level) / 2.0, self.df)

    @property
    def is_degenerate(self) -> bool:
        """Whether nobody or everybody gave the answer, so that the variance says nothing."""
        return self.p in {0.0, 1.0}

    @property
    def n_effective(self) -> float:
        """Size of the simple random sample with the same variance; Kish's at 0 and 100 per cent."""
        if self.is_degenerate:
            return self.n_effective_kish
        variance = self.se**2
        return self.p * (1.0 - self.p) / variance if variance > 0.0 else inf


def proportion_interval(method: str, given: Proportion) -> Interval | None:
    """Interval of a proportion by one of ``PROPORTION_METHODS``; UnsupportedError for another name.

    None where the method has none: for one answer (``beta``), or for a "proportion" outside 0 and 1, which negative
    weights can make (all but ``wald``).
    """
    if method not in PROPORTION_METHODS:
        message = f"No interval method is called {method!r}."
        raise UnsupportedError(message)
    if method != "wald" and not 0.0 <= given.p <= 1.0:
        return None
    if given.is_degenerate and method in {"logit", "asin"}:
        method = "wilson"
    if not isfinite(given.n_effective):
        return given.p, given.p  # no variance: the weights fix the proportion
    return PROPORTION_METHODS[method](given)


def _wald(given: Proportion) -> Interval:
    return wald(given.p, given.se, given.t)


def _logit(given: Proportion) -> Interval:
    centre = log(given.p / (1.0 - given.p))
    half = given.t * given.se / (given.p * (1.0 - given.p))
    return _expit(centre - half), _expit(centre + half)


def _asin(given: Proportion) -> Interval:
    centre = asin(sqrt(given.p))
    half = given.t * given.se / (2.0 * sqrt(given.p * (1.0 - given.p)))
    return sin(centre - half) ** 2, sin(centre + half) ** 2


def wilson(p: float, n: float, t: float) -> Interval:
    """Score interval of a proportion ``p`` of effective size ``n`` (Wilson 1927), for the quantile ``t``."""
    half = t * sqrt(p * (1.0 - p) / n + t**2 / (4.0 * n**2))
    scale = 1.0 + t**2 / n
    low = 0.0 if p == 0.0 else (p + t**2 / (2.0 * n) - half) / scale
    high = 1.0 if p == 1.0 else (p + t**2 / (2.0 * n) + half) / scale
    return low, high


def _wilson(given: Proportion) -> Interval:
    return wilson(given.p, given.n_effective, given.t)


def _beta(given: Proportion) -> Interval | None:
    if given.n < 2:  # noqa: PLR2004 - the quantile with n - 1 degrees of freedom needs two answers
        return None
    p, tail = given.p, (1.0 - given.level) / 2.0
    n = given.n_effective * (quantiles.student(1.0 - tail, given.n - 1) / given.t) ** 2
    return quantiles.beta(tail, n * p, n * (1.0 - p) + 1.0), quantiles.beta(1.0 - tail, n * p + 1.0, n * (1.0 - p))


def _likelihood(given: Proportion) -> Interval:
    p, limit = given.p, given.t**2 / (2.0 * given.n_effective)
    if p == 0.0:
        return 0.0, -expm1(-limit)
    if p == 1.0:
        return exp(-limit), 1.0
    return _likelihood_end(p, limit, -1.0), _likelihood_end(p, limit, 1.0)


def _likelihood_end(p: float, limit: float, side: float) -> float:
    """The q on one side of p whose divergence p log(p/q) + (1-p) log((1-p)/(1-q)) is ``limit``."""
    near = log(p / (1.0 - p))
    # On the logit scale the divergence grows at least linearly, so the far end is soon outside.
    step = 1.0
    while _divergence(p, near + side * step) < limit:
        step *= 2.0
    inside, outside = near, near + side * step
    for _ in range(200):
        middle = (inside + outside) / 2.0
        if _divergence(p, middle) < limit:
            inside = middle
        else:
            outside = middle
    return _expit(outside)


def _divergence(p: float, logit: float) -> float:
    log_q, log_not_q = -_softplus(-logit), -_softplus(logit)
    return p * (log(p) - log_q) + (1.0 - p) * (log1p(-p) - log_not_q)


def _softplus(x: float) -> float:
    return max(x, 0.0) + log1p(exp(-abs(x)))


def _expit(x: float) -> float:
    return exp(-_softplus(-x))


PROPORTION_METHODS: dict[str, Callable[[Proportion], Interval | None]] = {
    "wald": _wald,
    "logit": _logit,
    "wilson": _wilson,
    "beta": _beta,
    "asin": _asin,
    "likelihood": _likelihood,
}
