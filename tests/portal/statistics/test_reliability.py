"""Agreement of raters against published examples, R (psych 2.2.9) and first principles."""

import math

import numpy as np
import pytest

from portal.statistics import reliability
from portal.statistics.errors import InvalidInputError, UnknownCategoryError
from portal.statistics.reliability.kappa import agreement_weights

NO = np.nan


def pairs(table: list[list[int]]) -> np.ndarray:
    """Ratings (units, 2) with the given cross table."""
    return np.array([[i, j] for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)], dtype=float)


# Two psychiatrists, 100 patients: Fleiss, Cohen and Everitt (1969) and Fleiss (1981), table 13.1.
PSYCHIATRISTS = pairs([[75, 1, 4], [5, 4, 1], [0, 0, 10]])


def test_kappa_published_by_fleiss() -> None:
    found = reliability.cohen_kappa(PSYCHIATRISTS, 3)
    assert found.n == 100
    assert found.observed == pytest.approx(0.89)
    assert found.expected == pytest.approx(0.66)
    assert found.value == pytest.approx(0.68, abs=0.005)
    assert found.se == pytest.approx(0.087, abs=0.001)
    assert found.wald(0.95) == pytest.approx((0.68 - 1.96 * 0.087, 0.68 + 1.96 * 0.087), abs=0.005)


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
def test_standard_error_of_kappa_is_the_delta_method_of_its_formula(weights: str) -> None:
    """The gradient of kappa over the cell shares, by small differences instead of by the published formula."""
    table = np.array([[22.0, 5, 1], [4, 18, 6], [2, 7, 15]])
    n, w = table.sum(), agreement_weights(3, weights)

    def kappa(p: np.ndarray) -> float:
        p = p / p.sum()
        expected = (w * np.outer(p.sum(axis=1), p.sum(axis=0))).sum()
        return float(((w * p).sum() - expected) / (1 - expected))

    p, step = table / n, 1e-6
    gradient = np.zeros((3, 3))
    for i in range(3):
        for j in range(3):
            moved = p.copy()
            moved[i, j] += step
            back = p.copy()
            back[i, j] -= step
            gradient[i, j] = (kappa(moved) - kappa(back)) / (2 * step)
    variance = ((p * gradient**2).sum() - (p * gradient).sum() ** 2) / n
    found = reliability.cohen_kappa(pairs(table.astype(int).tolist()), 3, weights)
    assert found.value == pytest.approx(kappa(p), rel=1e-12)
    assert found.se == pytest.approx(math.sqrt(variance), rel=1e-5)


def test_units_with_one_rating_are_left_out_of_kappa() -> None:
    with_gaps = np.vstack([PSYCHIATRISTS, [[0.0, NO], [NO, 1.0], [NO, NO]]])
    assert reliability.cohen_kappa(with_gaps, 3) == reliability.cohen_kappa(PSYCHIATRISTS, 3)


def test_perfect_agreement_is_one_without_error() -> None:
    found = reliability.cohen_kappa(pairs([[5, 0], [0, 5]]), 2)
    assert (found.value, found.se) == (pytest.approx(1.0), pytest.approx(0.0))


def test_kappa_without_variation_or_ratings_is_undefined() -> None:
    same = reliability.cohen_kappa(pairs([[9, 0], [0, 0]]), 2, "linear")
    assert (same.n, same.observed, same.expected, same.value, same.wald(0.95)) == (9, 1.0, 1.0, None, None)
    assert reliability.cohen_kappa(np.array([[NO, 1.0]]), 2).n == 0
    assert reliability.cohen_kappa(np.array([[0.0, 0.0]]), 1).value is None


def test_ratings_outside_the_categories_and_unknown_weights_are_refused() -> None:
    with pytest.raises(UnknownCategoryError):
        reliability.cohen_kappa(np.array([[0.0, 2.0]]), 2)
    with pytest.raises(InvalidInputError, match="'cubic'"):
        reliability.cohen_kappa(PSYCHIATRISTS, 3, "cubic")


# Fleiss (1971), fourteen raters, ten subjects, five categories: kappa 0.210.
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


def test_fleiss_kappa_of_the_well_known_table() -> None:
    ratings = np.array([[place for place, n in enumerate(row) for _ in range(n)] for row in FLEISS], dtype=float)
    found = reliability.fleiss_kappa(ratings, 5)
    assert found.n == 10
    assert found.observed == pytest.approx(0.378, abs=5e-4)
    assert found.expected == pytest.approx(0.213, abs=5e-4)
    assert found.value == pytest.approx(0.210, abs=5e-4)
    assert found.wald(0.95) is None
    with_gap = np.vstack([ratings, np.full((1, 14), NO)])
    assert reliability.fleiss_kappa(with_gap, 5) == found


def test_fleiss_kappa_without_variation_units_or_a_second_rater_is_undefined() -> None:
    assert reliability.fleiss_kappa(np.zeros((4, 3)), 2).value is None
    assert reliability.fleiss_kappa(np.full((4, 3), NO), 2).n == 0
    assert reliability.fleiss_kappa(np.zeros((4, 1)), 2).value is None


# Krippendorff (2011), section A: two observers, binary, alpha 0.095.


def test_krippendorffs_binary_example() -> None:
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    found = reliability.krippendorff_alpha(np.array([meg, owen], dtype=float).T, "nominal")
    assert found.value == pytest.approx(0.095, abs=5e-4)
    assert (found.n_units, found.n_values) == (10, 20)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_is_one_minus_the_mean_disagreement_of_pairs(level: str) -> None:
    """By the definition over pairs of ratings, without a coincidence matrix."""
    rng = np.random.default_rng(2)
    ratings = rng.integers(0, 4, (15, 4)).astype(float)
    ratings[rng.random(ratings.shape) < 0.25] = NO
    units = [row[~np.isnan(row)] for row in ratings if (~np.isnan(row)).sum() > 1]
    every = np.concatenate(units)
    count = {v: int((every == v).sum()) for v in np.unique(every)}

    def apart(a: float, b: float) -> float:
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        if level == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = min(a, b), max(a, b)
        between = sum(n for v, n in count.items() if low <= v <= high)
        return (between - (count[a] + count[b]) / 2) ** 2

    observed = sum(
        apart(u[i], u[j]) / (len(u) - 1) for u in units for i in range(len(u)) for j in range(len(u)) if i != j
    ) / len(every)
    expected = sum(apart(a, b) for i, a in enumerate(every) for j, b in enumerate(every) if i != j)
    expected /= len(every) * (len(every) - 1)
    found = reliability.krippendorff_alpha(ratings, level)
    assert found.observed == pytest.approx(observed, rel=1e-12)
    assert found.expected == pytest.approx(expected, rel=1e-12)
    assert found.value == pytest.approx(1 - observed / expected, rel=1e-12)


def test_alpha_without_variation_or_pairs_is_undefined() -> None:
    same = reliability.krippendorff_alpha(np.ones((4, 2)), "interval")
    assert (same.value, same.expected) == (None, 0.0)
    assert reliability.krippendorff_alpha(np.array([[1.0, NO], [NO, 2.0]]), "nominal").n_units == 0
    with pytest.raises(InvalidInputError, match="'cardinal'"):
        reliability.krippendorff_alpha(np.ones((4, 2)), "cardinal")
