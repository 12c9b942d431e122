"""Correlations within classes and scales, against published examples, R (psych 2.2.9) and first principles."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.statistics import reliability

NO = np.nan


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
