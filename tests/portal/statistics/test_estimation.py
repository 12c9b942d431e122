"""Estimates against hand calculation, textbook formulas, and a slow oracle on random samples."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.statistics import estimation
from portal.statistics.design import make_design
from portal.statistics.frame import Cells, Frame, kish, make_frame
from portal.statistics.margins import Factor
from portal.statistics.weighting import Plan, weigh

from .slow import SlowSample


def simple_frame(n: int, weights: np.ndarray | None = None) -> Frame:
    given_ = np.ones(n) if weights is None else weights
    return make_frame(make_design(n), given_, given_)


def test_mean_of_a_simple_random_sample_is_the_textbook_one() -> None:
    y = np.array([3.0, 5.0, 8.0, 12.0])
    found = estimation.mean(simple_frame(4).part(), y)
    assert found.value == 7.0
    assert found.se == pytest.approx(y.std(ddof=1) / 2.0)
    assert (found.n, found.df, found.sum_w) == (4, 3, 4.0)
    assert found.deff == pytest.approx(1.0)
    assert found.n_eff == pytest.approx(4.0)
    assert found.n_eff_kish == pytest.approx(4.0)


def test_total_of_a_simple_random_sample_is_the_textbook_one() -> None:
    y = np.array([3.0, 5.0, 8.0, 12.0])
    found = estimation.total(simple_frame(4, np.full(4, 10.0)).part(), y)
    assert found.value == 280.0
    assert found.se == pytest.approx(40.0 * y.std(ddof=1) / 2.0)
    assert found.deff == pytest.approx(1.0)


def test_a_census_has_no_sampling_error() -> None:
    design = make_design(3, population_psu_count=np.full(3, 3.0))
    found = estimation.mean(make_frame(design, np.ones(3), np.ones(3)).part(), np.array([1.0, 2.0, 6.0]))
    assert (found.value, found.se, found.deff) == (3.0, 0.0, 0.0)
    assert found.n_eff is None


def test_equal_answers_have_their_value_exactly_and_no_design_effect() -> None:
    weights = np.array([0.1, 0.7, 1.3])
    found = estimation.mean(simple_frame(3, weights).part(), np.full(3, 0.1))
    assert (found.value, found.se, found.deff) == (0.1, 0.0, None)


def test_a_value_near_the_first_is_not_taken_for_it() -> None:
    found = estimation.mean(simple_frame(2).part(), np.array([1.0, 1.0 + 1e-10]))
    assert found.value == pytest.approx(1.0 + 5e-11, abs=1e-15)


def test_no_answer_gives_no_value() -> None:
    nobody = simple_frame(3).part(np.zeros(0, dtype=np.intp))
    none = np.zeros(0)
    for found in (
        estimation.mean(nobody, none, 2),
        estimation.total(nobody, none, 2),
        estimation.ratio(nobody, none, none, 2),
    ):
        assert (found.n, found.value, found.se, found.df) == (0, None, None, 2)


def test_a_ratio_to_nothing_has_no_value() -> None:
    found = estimation.ratio(simple_frame(2).part(), np.array([1.0, 2.0]), np.zeros(2))
    assert (found.n, found.value) == (2, None)


def test_answers_without_weight_give_no_mean() -> None:
    frame = make_frame(make_design(3), np.array([0.0, 0.0, 1.0]), np.array([0.0, 0.0, 1.0]))
    found = estimation.mean(frame.part(np.array([0, 1])), np.array([1.0, 2.0]))
    assert (found.n, found.value) == (2, None)
    assert estimation.total(frame.part(np.array([0, 1])), np.array([1.0, 2.0])).value == 0.0


def test_one_answer_has_no_design_effect() -> None:
    found = estimation.mean(simple_frame(5).part(np.array([2])), np.array([4.0]))
    assert (found.n, found.value, found.deff, found.df) == (1, 4.0, None, 0)
    assert found.wald(0.95) is None


def test_lonely_strata_alone_have_no_variance_when_they_are_to_be_averaged() -> None:
    design = make_design(3, strata=[np.array([0, 1, 2])], lonely_psu="average")
    frame = make_frame(design, np.ones(3), np.ones(3))
    y = np.array([1.0, 2.0, 4.0])
    found = estimation.mean(frame.part(), y)
    assert (found.value, found.se, found.deff) == (pytest.approx(7 / 3), None, None)
    change = estimation.difference((frame.part(np.array([0])), y[:1]), (frame.part(np.array([1, 2])), y[1:]), 5)
    assert (change.value, change.se, change.p_value, change.wald(0.95)) == (2.0, None, None, None)


def test_difference_of_two_independent_simple_samples_is_welch_without_his_degrees_of_freedom() -> None:
    y = np.array([3.0, 5.0, 8.0, 12.0, 4.0, 9.0, 11.0])
    wave = np.array([0, 0, 0, 0, 1, 1, 1])
    frame = make_frame(make_design(7, strata=[wave]), np.ones(7), np.ones(7))
    first, second = frame.part(np.flatnonzero(wave == 0)), frame.part(np.flatnonzero(wave == 1))
    found = estimation.difference((first, y[:4]), (second, y[4:]), 5)
    se = math.sqrt(y[:4].var(ddof=1) / 4 + y[4:].var(ddof=1) / 3)
    assert (found.n, found.n_1, found.n_2) == (7, 4, 3)
    assert (found.value_1, found.value_2, found.value) == (7.0, 8.0, 1.0)
    assert found.se == pytest.approx(se)
    assert found.t_value == pytest.approx(1.0 / se)
    assert found.p_value is not None
    assert 0.7 < found.p_value < 0.8
    assert found.wald(0.95) == pytest.approx((1.0 - 2.5705818366147395 * se, 1.0 + 2.5705818366147395 * se))


def test_difference_of_a_panel_takes_the_covariance_in() -> None:
    """The same people twice: the paired t test."""
    before, after = np.array([1.0, 4.0, 2.0, 7.0]), np.array([2.0, 6.0, 2.5, 9.0])
    person = np.array([0, 1, 2, 3, 0, 1, 2, 3])
    frame = make_frame(make_design(8, cluster=person), np.ones(8), np.ones(8))
    found = estimation.difference(
        (frame.part(np.arange(4)), before), (frame.part(np.arange(4, 8)), after), frame.part().df
    )
    assert found.df == 3
    assert found.value == pytest.approx((after - before).mean())
    assert found.se == pytest.approx((after - before).std(ddof=1) / 2.0)


def test_difference_without_answers_in_a_wave_has_no_value() -> None:
    frame = simple_frame(3)
    nobody = (frame.part(np.zeros(0, dtype=np.intp)), np.zeros(0))
    found = estimation.difference((frame.part(), np.ones(3)), nobody, 2)
    assert (found.n, found.n_1, found.n_2, found.value, found.t_value, found.wald(0.95)) == (3, 3, 0, None, None, None)


def test_difference_without_variance_or_degrees_of_freedom_has_no_test() -> None:
    assert estimation.Difference(4, 3, 2, 2, 1.0, 2.0, 1.0, 0.0).t_value is None
    assert estimation.Difference(4, 0, 2, 2, 1.0, 2.0, 1.0, 0.5).p_value is None


def test_a_proportion_that_the_margins_fix_has_no_sampling_error_left() -> None:
    rng = np.random.default_rng(3)
    sex = rng.integers(0, 2, 60)
    made = weigh(np.ones(60), {"sex": Factor(sex, ("f", "m"))}, {"sex": {"f": 510.0, "m": 490.0}}, Plan("poststratify"))
    found = estimation.mean(make_frame(make_design(60), np.ones(60), made.weights, made.cells).part(), (sex == 0) * 1.0)
    assert found.value == pytest.approx(0.51)
    assert (found.se, found.deff, found.n_eff) == (0.0, 0.0, None)


def test_kish_by_hand() -> None:
    assert kish(np.array([1.0, 1.0, 2.0])) == pytest.approx(16 / 6)
    assert kish(np.zeros(2)) is None


@st.composite
def samples(draw: st.DrawFn) -> tuple[SlowSample, Frame, np.random.Generator]:
    """A random sample for the oracle and for the package."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    n, clustered = draw(st.integers(30, 60)), draw(st.booleans())
    strata = rng.permutation(np.arange(n) % draw(st.integers(1, 3)))
    clusters = rng.permutation(np.arange(n) % 5) if clustered else None
    base = rng.uniform(0.5, 3.0, n)
    weights, margins, cells = base, [], None
    population = {int(h): int(n + 7 * h) for h in set(strata.tolist())} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        margins = [rng.permutation(np.arange(n) % 3), rng.permutation(np.arange(n) % 2)]
        factors = {str(k): Factor(codes, ("a", "b", "c")[: codes.max() + 1]) for k, codes in enumerate(margins)}
        plan = Plan(draw(st.sampled_from(["rake", "calibrate"])))
        made = weigh(base, factors, {"0": {"a": 30.0, "b": 40.0, "c": 20.0}, "1": {"a": 50.0, "b": 40.0}}, plan)
        weights, cells = made.weights, made.cells
    counts = np.array([population[int(h)] for h in strata], dtype=float) if population else None
    design = make_design(n, strata=[strata], cluster=clusters, population_psu_count=counts)
    keys = None if clusters is None else [int(s) * 100 + int(c) for s, c in zip(strata, clusters, strict=True)]
    slow = SlowSample(strata.tolist(), keys, base.tolist(), weights.tolist(), [m.tolist() for m in margins], population)
    return slow, make_frame(design, base, weights, cells), rng


@settings(max_examples=80, deadline=None)
@given(samples(), st.booleans())
def test_every_estimate_is_that_of_the_slow_oracle(sample: tuple, whole: bool) -> None:
    slow, frame, rng = sample
    n = len(frame.weights)
    rows = np.arange(n) if whole else np.sort(rng.permutation(n)[: n // 2])
    part = frame.part(None if whole else rows)
    y, x = rng.normal(5.0, 2.0, n), rng.uniform(1.0, 2.0, n)
    slow_y, slow_x = ({int(i): float(v[i]) for i in rows} for v in (y, x))
    for found, (value, variance) in (
        (estimation.mean(part, y[rows]), slow.mean(slow_y)),
        (estimation.total(part, y[rows]), slow.total(slow_y)),
        (estimation.ratio(part, y[rows], x[rows]), slow.ratio(slow_y, slow_x)),
    ):
        assert found.value == pytest.approx(value, rel=1e-10)
        assert found.se == pytest.approx(math.sqrt(variance), rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(samples())
def test_the_order_of_the_rows_does_not_matter(sample: tuple) -> None:
    _, frame, rng = sample
    n = len(frame.weights)
    order = rng.permutation(n)
    y = rng.normal(0.0, 1.0, n)
    one, other = estimation.mean(frame.part(), y), estimation.mean(frame.part(order), y[order])
    assert one.value == pytest.approx(other.value, abs=1e-12)
    assert one.se == pytest.approx(other.se, rel=1e-9)


def test_linearised_variance_agrees_with_the_jackknife() -> None:
    """Delete one unit in turn: an estimator of the variance that knows no derivatives."""
    rng = np.random.default_rng(11)
    n, units = 400, 40
    cluster = np.arange(n) % units
    weights = rng.uniform(0.5, 2.0, n)
    y = 50 + rng.normal(0, 4, units)[cluster] + rng.normal(0, 8, n)
    frame = make_frame(make_design(n, cluster=cluster), weights, weights)
    found = estimation.mean(frame.part(), y)
    kept = [cluster != unit for unit in range(units)]
    replicates = np.array([(weights[k] * y[k]).sum() / weights[k].sum() for k in kept])
    jackknife = math.sqrt((units - 1) / units * ((replicates - replicates.mean()) ** 2).sum())
    assert found.se == pytest.approx(jackknife, rel=0.02)


def test_fixed_weights_leave_the_gain_of_the_margins_out() -> None:
    rng = np.random.default_rng(4)
    group = rng.integers(0, 2, 200)
    y = 10.0 * group + rng.normal(0, 1, 200)
    made = weigh(np.ones(200), {"g": Factor(group, ("a", "b"))}, {"g": {"a": 1.0, "b": 1.0}}, Plan("poststratify"))
    design = make_design(200)
    residual = estimation.mean(make_frame(design, np.ones(200), made.weights, made.cells).part(), y)
    fixed = estimation.mean(make_frame(design, np.ones(200), made.weights).part(), y)
    assert residual.value == fixed.value
    assert residual.se is not None
    assert fixed.se is not None
    assert residual.se < fixed.se / 3.0


def test_redundant_margins_do_not_change_the_variance() -> None:
    rng = np.random.default_rng(5)
    a = rng.integers(0, 3, 90)
    cells = Cells(a, np.eye(3))
    twice = Cells(a, np.hstack([np.eye(3), np.eye(3), np.ones((3, 1))]))
    y, ones = rng.normal(0, 1, 90), np.ones(90)
    one, other = (estimation.mean(make_frame(make_design(90), ones, ones, c).part(), y) for c in (cells, twice))
    assert one.se == pytest.approx(other.se, rel=1e-12)
