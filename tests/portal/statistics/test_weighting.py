import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.statistics.arrays import MISSING
from portal.statistics.errors import (
    EmptyMarginCategoryError,
    InvalidInputError,
    MarginTotalsError,
    MissingMarginValueError,
    NotConvergedError,
    TrimmingError,
    UnknownCategoryError,
)
from portal.statistics.margins import Factor
from portal.statistics.raking import Fitting
from portal.statistics.trimming import Trimming
from portal.statistics.weighting import Plan, weigh, weigh_each_wave

SEX = Factor(np.array([0, 0, 0, 1, 1, 0, 1, 0]), ("f", "m"))
AGE = Factor(np.array([0, 1, 0, 1, 0, 1, 1, 0]), ("young", "old"))
BOTH = {"sex": SEX, "age": AGE}
TARGETS = {"sex": {"f": 52.0, "m": 48.0}, "age": {"young": 35.0, "old": 65.0}}
ONES = np.ones(8)


def shares(weights: np.ndarray, factor: Factor) -> list[float]:
    return [float(weights[factor.codes == code].sum()) for code in range(len(factor.labels))]


def test_post_stratification_by_hand() -> None:
    base = np.array([1.0, 2.0, 1.0, 1.0, 3.0, 1.0, 1.0, 1.0])
    made = weigh(base, BOTH, {"sex": TARGETS["sex"]}, Plan("poststratify"))
    assert made.weights == pytest.approx(base * np.where(SEX.codes == 0, 52 / 6, 48 / 5))
    assert made.cells.indicators.tolist() == [[1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize("method", ["rake", "calibrate"])
def test_weights_meet_both_margins(method: str) -> None:
    made = weigh(ONES, BOTH, TARGETS, Plan(method))
    assert shares(made.weights, SEX) == pytest.approx([52.0, 48.0], rel=1e-12)
    assert shares(made.weights, AGE) == pytest.approx([35.0, 65.0], rel=1e-12)


@pytest.mark.parametrize("method", ["rake", "calibrate"])
def test_a_sample_like_the_population_has_equal_weights(method: str) -> None:
    same = {"sex": {"f": 5.0, "m": 3.0}, "age": {"young": 4.0, "old": 4.0}}
    assert weigh(ONES, BOTH, same, Plan(method)).weights == pytest.approx(ONES, rel=1e-13)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    method=st.sampled_from(["rake", "calibrate", "poststratify"]),
    total=st.floats(10.0, 1e7),
)
def test_weights_add_up_to_the_population_whatever_the_order_of_rows(seed: int, method: str, total: float) -> None:
    rng = np.random.default_rng(seed)
    n = 60
    codes = [rng.permutation(np.arange(n) % size) for size in (3, 2)]
    base = rng.uniform(0.5, 2.0, n)
    names = ["a"] if method == "poststratify" else ["a", "b"]
    factors = {name: Factor(c, ("x", "y", "z")[: c.max() + 1]) for name, c in zip(names, codes, strict=False)}
    populations = {}
    for name, factor in factors.items():
        parts = rng.uniform(0.8, 1.2, len(factor.labels))
        populations[name] = dict(zip(factor.labels, (parts / parts.sum() * total).tolist(), strict=True))
    made = weigh(base, factors, populations, Plan(method))
    assert made.weights.sum() == pytest.approx(total, rel=1e-12)
    order = rng.permutation(n)
    shuffled = {name: Factor(factor.codes[order], factor.labels) for name, factor in factors.items()}
    again = weigh(base[order], shuffled, dict(reversed(populations.items())), Plan(method))
    assert again.weights == pytest.approx(made.weights[order], rel=1e-10)


def test_totals_are_checked_before_anything_else() -> None:
    nobody = Factor(np.full(8, MISSING), ("f", "m"))
    with pytest.raises(MarginTotalsError):
        weigh(ONES, {"sex": nobody, "age": AGE}, TARGETS | {"age": {"young": 35.0, "old": 66.0}}, Plan("rake"))


def test_margins_are_checked_one_after_the_other() -> None:
    empty = {"sex": {"f": 50.0, "m": 48.0, "other": 2.0}, "age": {"young": 100.0}}
    with pytest.raises(EmptyMarginCategoryError):
        weigh(ONES, BOTH, empty, Plan("rake"))
    with pytest.raises(UnknownCategoryError):
        weigh(ONES, BOTH, dict(reversed(empty.items())), Plan("rake"))


def test_later_margins_may_be_scaled_to_the_first() -> None:
    rounded = TARGETS | {"age": {"young": 35.0, "old": 65.00005}}
    with pytest.raises(NotConvergedError):
        weigh(ONES, BOTH, rounded, Plan("rake"))
    made = weigh(ONES, BOTH, rounded, Plan("rake", rescale_to_first=True))
    assert made.weights.sum() == pytest.approx(100.0, rel=1e-12)
    with pytest.raises(MarginTotalsError):
        weigh(ONES, BOTH, TARGETS | {"age": {"young": 35.0, "old": 66.0}}, Plan("rake", rescale_to_first=True))


def test_totals_may_differ_by_as_much_as_the_plan_allows() -> None:
    loose = Plan("rake", Fitting(tolerance=0.1), total_tolerance=0.05)
    made = weigh(ONES, BOTH, TARGETS | {"age": {"young": 35.0, "old": 66.0}}, loose)
    assert made.weights.sum() == pytest.approx(101.0, rel=0.02)


def test_trimmed_and_raked_weights_keep_the_margins_and_the_caps() -> None:
    rng = np.random.default_rng(8)
    n = 300
    base = rng.lognormal(0.0, 0.6, n)
    factors = {"a": Factor(rng.integers(0, 3, n), ("x", "y", "z")), "b": Factor(rng.integers(0, 2, n), ("u", "v"))}
    targets = {"a": {"x": 300.0, "y": 400.0, "z": 300.0}, "b": {"u": 450.0, "v": 550.0}}
    trimming = Trimming("rake_and_trim", lower=0.3, upper=2.0, unit="mean_ratio")
    made = weigh(base, factors, targets, Plan("rake", trimming=trimming))
    assert shares(made.weights, factors["a"]) == pytest.approx([300.0, 400.0, 300.0], rel=1e-10)
    assert shares(made.weights, factors["b"]) == pytest.approx([450.0, 550.0], rel=1e-10)
    assert made.weights.max() <= 2.0 * 1000 / n * (1 + 1e-12)
    assert made.weights.min() >= 0.3 * 1000 / n * (1 - 1e-12)
    with pytest.raises(TrimmingError):
        weigh(base, factors, targets, Plan("rake", trimming=Trimming("rake_and_trim", upper=1.01, unit="mean_ratio")))


def test_a_plan_without_method_or_margin_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'magic'"):
        weigh(ONES, BOTH, TARGETS, Plan("magic"))
    with pytest.raises(InvalidInputError, match="one margin"):
        weigh(ONES, BOTH, TARGETS, Plan("poststratify"))
    with pytest.raises(InvalidInputError, match="needs a margin"):
        weigh(ONES, BOTH, {}, Plan("rake"))


def test_each_wave_meets_its_own_margins() -> None:
    first, second = np.array([0, 1, 2, 3, 6]), np.array([4, 5, 7])
    later = {"sex": {"f": 70.0, "m": 30.0}}
    made = weigh_each_wave(ONES, {"sex": SEX}, [(first, {"sex": TARGETS["sex"]}), (second, later)], Plan("rake"))
    assert made.weights[first].sum() == pytest.approx(100.0)
    assert made.weights[second] == pytest.approx([30.0, 35.0, 35.0])
    # Four cells, and indicators that do not mix the waves.
    assert made.cells.indicators.tolist() == np.eye(4).tolist()
    assert set(made.cells.codes[first]) == {0, 1}
    assert set(made.cells.codes[second]) == {2, 3}


def test_totals_of_all_waves_are_checked_first() -> None:
    missing = Factor(np.array([MISSING, 0, 0, 1, 1, 0, 1, 0]), ("f", "m"))
    odd = {"sex": {"f": 50.0, "m": 50.0}, "age": {"young": 35.0, "old": 66.0}}
    waves = [(np.arange(4), TARGETS), (np.arange(4, 8), odd)]
    with pytest.raises(MarginTotalsError):
        weigh_each_wave(ONES, {"sex": missing, "age": AGE}, waves, Plan("rake"))
    with pytest.raises(MissingMarginValueError):
        weigh_each_wave(ONES, {"sex": missing, "age": AGE}, [(np.arange(8), TARGETS)], Plan("rake"))
