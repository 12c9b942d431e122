import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.statistics.arrays import sums
from portal.statistics.errors import NotConvergedError
from portal.statistics.raking import Fitting, largest_difference, rake

# Cells of a two by two table in rows.
SQUARE = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@st.composite
def problems(draw: st.DrawFn) -> tuple[np.ndarray, list[np.ndarray], np.ndarray]:
    """All cells of two or three margins with base weights, and the margins of other weights on the same cells."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=3))
    patterns = np.array(list(itertools.product(*map(range, sizes))))
    positive = st.floats(0.2, 5.0)
    totals = np.array(draw(st.lists(positive, min_size=len(patterns), max_size=len(patterns))))
    wanted = np.array(draw(st.lists(positive, min_size=len(patterns), max_size=len(patterns))))
    targets = [sums(patterns[:, place], wanted, size) for place, size in enumerate(sizes)]
    return patterns, targets, totals


def test_two_by_two_table_by_hand() -> None:
    # Margins 40:60 and 30:70 of an even table: the odds ratio stays 1, so the cells are products of the margins.
    found = rake(SQUARE, [np.array([40.0, 60.0]), np.array([30.0, 70.0])], np.ones(4))
    assert found == pytest.approx([12.0, 28.0, 18.0, 42.0], rel=1e-14)


def test_deming_and_stephan_keep_the_odds_ratio() -> None:
    start = np.array([10.0, 20.0, 30.0, 5.0])
    found = rake(SQUARE, [np.array([40.0, 60.0]), np.array([55.0, 45.0])], start)
    odds = found[0] * found[3] / (found[1] * found[2])
    assert odds == pytest.approx(10.0 * 5.0 / (20.0 * 30.0), rel=1e-12)


def test_a_sample_like_the_population_keeps_its_weights() -> None:
    start = np.array([10.0, 20.0, 30.0, 40.0])
    assert rake(SQUARE, [np.array([30.0, 70.0]), np.array([40.0, 60.0])], start).tolist() == start.tolist()


@settings(max_examples=40, deadline=None)
@given(problems())
def test_all_margins_are_met_and_add_up_to_the_population(problem: tuple) -> None:
    patterns, targets, totals = problem
    found = rake(patterns, targets, totals)
    assert largest_difference(patterns, targets, found) < 1e-12
    assert found.sum() == pytest.approx(targets[0].sum(), rel=1e-12)
    assert (found > 0.0).all()


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_order_of_the_margins_does_not_matter(problem: tuple) -> None:
    patterns, targets, totals = problem
    assert rake(patterns, targets, totals) == pytest.approx(rake(patterns[:, ::-1], targets[::-1], totals), rel=1e-10)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_factors_are_products_of_one_factor_for_each_category(problem: tuple) -> None:
    """What marks the minimiser of the distance: the logarithm of the factor is a sum over the margins."""
    patterns, targets, totals = problem
    logs = np.log(rake(patterns, targets, totals) / totals)
    x = np.column_stack([np.eye(len(t))[codes] for codes, t in zip(patterns.T, targets, strict=True)])
    fitted = x @ np.linalg.lstsq(x, logs, rcond=None)[0]
    assert logs == pytest.approx(fitted, abs=1e-9)


def test_a_loose_tolerance_ends_at_the_same_weights() -> None:
    targets = [np.array([40.0, 60.0]), np.array([55.0, 45.0])]
    start = np.array([10.0, 20.0, 30.0, 5.0])
    loose = rake(SQUARE, targets, start, Fitting(tolerance=1e-2))
    assert loose == pytest.approx(rake(SQUARE, targets, start), rel=1e-12)


def test_too_few_cycles_are_an_error_that_says_how_far_the_margins_are() -> None:
    targets = [np.array([40.0, 60.0]), np.array([55.0, 45.0])]
    with pytest.raises(NotConvergedError, match="After 1 cycles a margin still differs by"):
        rake(SQUARE, targets, np.array([10.0, 20.0, 30.0, 5.0]), Fitting(max_iterations=1))


def test_margins_that_contradict_each_other_are_not_met_however_long_one_waits() -> None:
    with pytest.raises(NotConvergedError):
        rake(SQUARE, [np.array([40.0, 60.0]), np.array([40.0, 60.00005])], np.ones(4))


def test_margins_that_the_empty_cells_forbid_are_not_met() -> None:
    diagonal = np.array([[0, 0], [1, 1]])
    with pytest.raises(NotConvergedError):
        rake(diagonal, [np.array([40.0, 60.0]), np.array([50.0, 50.0])], np.ones(2))


def test_polishing_rests_where_rounding_lets_it_go_no_further() -> None:
    rounded = [np.array([40.0, 60.0]), np.array([40.0, 60.0 * (1 + 3e-14)])]
    found = rake(SQUARE, rounded, np.array([10.0, 20.0, 30.0, 5.0]))
    assert 1e-15 < largest_difference(SQUARE, rounded, found) < 1e-13
