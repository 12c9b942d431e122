"""Intervals: published values, formulas worked by hand, what they must do at the ends, and how often they cover."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.statistics import quantiles
from portal.statistics.errors import UnsupportedError
from portal.statistics.estimation import Estimate
from portal.statistics.intervals import PROPORTION_METHODS, Proportion, proportion_interval, wald

HUGE_DF = 10**9


def binomial(successes: int, n: int, df: float = HUGE_DF, level: float = 0.95) -> Proportion:
    """A simple random sample whose effective size is n."""
    p = successes / n
    return Proportion(p, math.sqrt(p * (1 - p) / n), n, n, df, level)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe (1998), table I, method 3 (Wilson score without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_published_by_newcombe(successes: int, n: int, low: float, high: float) -> None:
    found = proportion_interval("wilson", binomial(successes, n))
    assert found == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe (1998), table I, method 5 (Clopper-Pearson).
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_beta_is_the_exact_binomial_interval_when_the_sample_is_simple(
    successes: int, n: int, low: float, high: float
) -> None:
    given_ = binomial(successes, n, df=n - 1)
    assert proportion_interval("beta", given_) == pytest.approx((low, high), abs=5e-5)


def test_wald_is_not_cut_at_nought() -> None:
    low, _ = wald(0.01, 0.02, 2.0)
    assert low == pytest.approx(-0.03)


def test_logit_and_asin_by_hand() -> None:
    found = Proportion(0.2, 0.04, 100, 100.0, 20, 0.95)
    t = 2.0859634472658364
    centre, half = math.log(0.25), t * 0.04 / 0.16
    expected = [1 / (1 + math.exp(-(centre + side * half))) for side in (-1, 1)]
    assert proportion_interval("logit", found) == pytest.approx(expected, rel=1e-12)
    centre, half = math.asin(math.sqrt(0.2)), t * 0.04 / (2 * 0.4)
    expected = [math.sin(centre + side * half) ** 2 for side in (-1, 1)]
    assert proportion_interval("asin", found) == pytest.approx(expected, rel=1e-12)


@given(
    p=st.floats(0.001, 0.999),
    n=st.integers(5, 5000),
    df=st.integers(1, 500),
    level=st.sampled_from([0.8, 0.9, 0.95, 0.99]),
)
def test_the_ends_of_the_likelihood_interval_have_the_likelihood_asked_for(
    p: float, n: int, df: int, level: float
) -> None:
    found = Proportion(p, math.sqrt(p * (1 - p) / n), n, n, df, level)
    low, high = proportion_interval("likelihood", found) or (math.nan, math.nan)
    for q in (low, high):
        if 1e-12 < q < 1 - 1e-12:
            deviance = 2 * n * (p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q)))
            assert deviance == pytest.approx(found.t**2, rel=1e-4)


@given(
    p=st.floats(0.001, 0.999),
    n=st.integers(5, 5000),
    df=st.integers(2, 500),
    method=st.sampled_from(["logit", "wilson", "beta", "likelihood"]),
)
def test_intervals_hold_the_proportion_and_stay_between_nought_and_one(p: float, n: int, df: int, method: str) -> None:
    low, high = proportion_interval(method, Proportion(p, math.sqrt(p * (1 - p) / n), n, n, df, 0.95)) or (1.0, 0.0)
    assert 0.0 <= low <= p <= high <= 1.0


@given(
    n=st.integers(2, 1000), df=st.integers(1, 200), method=st.sampled_from(sorted(set(PROPORTION_METHODS) - {"wald"}))
)
def test_nobody_and_everybody_mirror_each_other_and_are_not_certain(n: int, df: int, method: str) -> None:
    nobody, everybody = (proportion_interval(method, Proportion(p, 0.0, n, n, df, 0.95)) for p in (0.0, 1.0))
    assert nobody is not None
    assert everybody is not None
    assert nobody[0] == 0.0
    assert everybody[1] == 1.0
    assert 0.0 < nobody[1] <= 1.0
    assert everybody[0] == pytest.approx(1.0 - nobody[1], abs=1e-12)


def test_logit_and_asin_at_nought_are_wilson() -> None:
    nobody = Proportion(0.0, 0.0, 30, 25.0, 29, 0.95)
    wilson = proportion_interval("wilson", nobody)
    assert proportion_interval("logit", nobody) == wilson
    assert proportion_interval("asin", nobody) == wilson
    t2 = nobody.t**2
    assert wilson == pytest.approx((0.0, t2 / (25.0 + t2)))


def test_wald_at_nought_is_a_point() -> None:
    assert proportion_interval("wald", Proportion(0.0, 0.0, 30, 25.0, 29, 0.95)) == (0.0, 0.0)


@pytest.mark.parametrize("method", sorted(PROPORTION_METHODS))
def test_a_proportion_that_the_weights_fix_has_an_interval_of_no_width(method: str) -> None:
    assert proportion_interval(method, Proportion(0.3, 0.0, 50, 40.0, 49, 0.95)) == pytest.approx((0.3, 0.3))


def test_one_answer_has_no_beta_interval() -> None:
    assert proportion_interval("beta", Proportion(1.0, 0.0, 1, 1.0, 3, 0.95)) is None


@pytest.mark.parametrize("method", sorted(PROPORTION_METHODS))
def test_a_proportion_outside_nought_and_one_has_a_wald_interval_only(method: str) -> None:
    found = proportion_interval(method, Proportion(1.02, 0.01, 50, 40.0, 49, 0.95))
    assert (found is not None) == (method == "wald")


def test_an_unknown_method_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedError, match="clopper"):
        proportion_interval("clopper", binomial(3, 10))


def test_no_interval_without_degrees_of_freedom_estimate_or_variance() -> None:
    for nothing in (Estimate(5, 0, 0.4, 0.1), Estimate(0, 9), Estimate(5, 9, 0.4)):
        assert nothing.interval("wilson", 0.95) is None
        assert nothing.wald(0.95) is None
    assert Estimate(5, 9, 0.4, 0.1).wald(0.95) is not None


def test_quantiles_from_printed_tables() -> None:
    assert quantiles.normal(0.975) == pytest.approx(1.959963984540054, rel=1e-13)
    assert quantiles.normal_two_sided(1.959963984540054) == pytest.approx(0.05, rel=1e-12)
    assert quantiles.student(0.975, 10) == pytest.approx(2.2281388519862744, rel=1e-12)
    assert quantiles.student_two_sided(2.2281388519862744, 10) == pytest.approx(0.05, rel=1e-11)
    assert quantiles.fisher(0.95, 5, 10) == pytest.approx(3.325834530413011, rel=1e-12)
    assert quantiles.fisher_upper_tail(3.325834530413011, 5, 10) == pytest.approx(0.05, rel=1e-11)
    assert quantiles.beta(0.5, 2, 2) == pytest.approx(0.5)
    assert (quantiles.beta(0.5, 0, 2), quantiles.beta(0.5, 2, 0)) == (0.0, 1.0)


# Which interval serves where: near the middle all three, towards the ends those that do not fall short.
@pytest.mark.parametrize(
    ("p", "method", "lowest", "highest"),
    [
        (0.5, "wilson", 0.93, 0.97),
        (0.5, "logit", 0.93, 0.97),
        (0.5, "beta", 0.93, 0.98),
        (0.9, "wilson", 0.93, 0.97),
        (0.9, "logit", 0.93, 0.97),
        (0.9, "beta", 0.93, 0.98),
        (0.98, "wilson", 0.93, 0.97),
        (0.98, "beta", 0.93, 0.995),
    ],
)
def test_95_percent_intervals_cover_in_about_95_percent_of_2000_samples(
    p: float, method: str, lowest: float, highest: float
) -> None:
    n, samples = 300, 2000
    successes = np.random.default_rng(20261123).binomial(n, p, samples)
    intervals = {k: proportion_interval(method, binomial(int(k), n, df=n - 1)) for k in np.unique(successes)}
    covered = np.mean([(ends := intervals[k]) is not None and ends[0] <= p <= ends[1] for k in successes])
    assert lowest <= covered <= highest
