"""Agreement and scales against published examples, R (psych 2.2.9) and first principles."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


# Shrout and Fleiss (1979), table 2: four judges, six targets.  Numbers from psych::ICC(lmer = FALSE).
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)
PSYCH = {
    "icc1": (0.165741768405476, 1.79467849223947, 5, 18, 0.164768808344639611, -0.1329323248747509, 0.722560062328121),
    "icc2": (0.289763779527559, 11.02724795640327, 5, 15, 0.000134566516484337, 0.0187865133747120, 0.761084369648953),
    "icc3": (0.714840714840715, 11.02724795640327, 5, 15, 0.000134566516484337, 0.3424647650339254, 0.945858259955360),
    "icc1k": (0.442797133679269, 1.79467849223947, 5, 18, 0.164768808344639611, -0.8844421552381190, 0.912415420340776),
    "icc2k": (0.620050547598989, 11.02724795640327, 5, 15, 0.000134566516484337, 0.0711368153025035, 0.927232040167722),
    "icc3k": (0.909315542377069, 11.02724795640327, 5, 15, 0.000134566516484337, 0.6756747138163047, 0.985891678169062),
}


def test_intraclass_correlations_of_shrout_and_fleiss() -> None:
    whole = reliability.intraclass_correlations(np.vstack([SHROUT_FLEISS, [[1.0, NO, 2.0, 3.0]]]))
    found, squares = whole.forms, whole.squares
    assert whole.n == 6
    assert list(found) == list(PSYCH)
    # Their table 3.
    assert squares is not None
    printed = (squares.between, squares.within, squares.raters, squares.error)
    assert printed == pytest.approx((11.24, 6.26, 32.49, 1.02), abs=0.006)
    for name, (value, f, df1, df2, p_value, low, high) in PSYCH.items():
        form = found[name]
        assert (form.value, form.f, form.p_value) == pytest.approx((value, f, p_value), rel=1e-10)
        assert (form.df1, form.df2) == (df1, df2)
        assert form.interval == pytest.approx((low, high), rel=1e-9)


def test_intraclass_correlations_need_units_raters_and_variation() -> None:
    for ratings, n in ((SHROUT_FLEISS[:1], 1), (SHROUT_FLEISS[:, :1], 6), (np.tile([[1.0], [2.0], [4.0]], 3), 3)):
        found = reliability.intraclass_correlations(ratings)
        assert (found.n, found.forms) == (n, {})


def test_cronbach_alpha_of_three_items_by_hand() -> None:
    answers = np.array([[1.0, 2, 1], [2, 2, 3], [3, 4, 3], [4, 5, 5], [5, 5, NO]])
    complete = answers[:4]
    expected = 3 / 2 * (1 - complete.var(axis=0, ddof=1).sum() / complete.sum(axis=1).var(ddof=1))
    found = reliability.cronbach_alpha(answers)
    assert found.n == 4
    assert found.value == pytest.approx(expected, rel=1e-12)
    two = complete[:, 1:]
    assert found.if_deleted[0] == pytest.approx(
        2 * (1 - two.var(axis=0, ddof=1).sum() / two.sum(axis=1).var(ddof=1)), rel=1e-12
    )


def test_a_weight_of_two_counts_a_row_twice() -> None:
    rng = np.random.default_rng(1)
    answers = rng.integers(1, 6, (30, 4)) + rng.normal(0, 2, (30, 1))
    weights = rng.integers(1, 4, 30)
    weighted = reliability.cronbach_alpha(answers, weights.astype(float))
    repeated = reliability.cronbach_alpha(np.repeat(answers, weights, axis=0))
    assert weighted.value == pytest.approx(repeated.value, rel=1e-12)
    assert weighted.n == 30


def test_a_scale_of_one_item_or_without_rows_or_variation_has_no_alpha() -> None:
    assert reliability.cronbach_alpha(np.ones((5, 3))).value is None
    assert reliability.cronbach_alpha(np.arange(5.0)[:, None]).value is None
    nobody = reliability.cronbach_alpha(np.full((2, 2), NO))
    assert (nobody.n, nobody.value, nobody.if_deleted) == (0, None, (None, None))
    both = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 5.0]])
    assert reliability.cronbach_alpha(both).if_deleted == (None, None)


def test_straight_lines_by_hand() -> None:
    answers = np.array(
        [
            [3.0, 3, 3, 3],
            [3, NO, 3, 3],
            [2, 2, NO, 2],
            [1, 1, 2, 2],
            [NO, NO, NO, 4],
            [NO, NO, NO, NO],
            [1, NO, 1, 5],
        ]
    )
    found = reliability.straightlining(answers, 3)
    assert found.answered.tolist() == [4, 3, 3, 4, 1, 0, 3]
    assert found.straight.tolist() == [True, True, True, False, False, False, False]
    assert found.longest_run.tolist() == [4, 3, 3, 2, 1, 0, 2]
    assert found.spread[:4] == pytest.approx([0.0, 0.0, 0.0, np.std([1, 1, 2, 2], ddof=1)])
    assert np.isnan(found.spread[4:6]).all()
    assert (found.n_eligible, found.n_flagged, found.share_flagged) == (5, 3, 0.6)


def test_nobody_answered_enough_to_be_judged() -> None:
    found = reliability.straightlining(np.full((3, 4), NO), 0)
    assert (found.n_eligible, found.n_flagged, found.share_flagged) == (0, 0, None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from([1.0, 2.0, NO]), min_size=5, max_size=5), min_size=1, max_size=8))
def test_straight_lines_are_those_of_a_loop(rows: list[list[float]]) -> None:
    found = reliability.straightlining(np.array(rows), 2)
    for place, row in enumerate(rows):
        answers = [value for value in row if not math.isnan(value)]
        runs, longest = 0, 0
        for k, value in enumerate(answers):
            runs = runs + 1 if k and answers[k - 1] == value else 1
            longest = max(longest, runs)
        assert found.longest_run[place] == longest
        assert found.straight[place] == (len(answers) >= 2 and len(set(answers)) == 1)
        if len(answers) > 1:
            assert found.spread[place] == pytest.approx(np.std(answers, ddof=1), abs=1e-12)
