"""Calibration against its definition: the margins are met, and no other factors are nearer to 1."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.statistics.calibration import Distance, calibrate
from portal.statistics.errors import InvalidInputError, NotConvergedError
from portal.statistics.margins import indicators
from portal.statistics.raking import largest_difference

PATTERNS = np.array([[a, b] for a in range(3) for b in range(2)])
TOTALS = np.array([10.0, 14.0, 9.0, 20.0, 12.0, 15.0])
ROWS = np.array([30.0, 22.0, 28.0])
COLUMNS = np.array([38.0, 42.0])


def squared_distance(totals: np.ndarray, found: np.ndarray) -> float:
    return float((totals * (found / totals - 1.0) ** 2).sum())


def null_space(patterns: np.ndarray) -> np.ndarray:
    """Directions in the cells that change no margin."""
    x = indicators(list(patterns.T))
    _, singular, right = np.linalg.svd(x.T)
    return right[np.sum(singular > 1e-10) :]


def test_linear_calibration_solves_its_normal_equations() -> None:
    found = calibrate(PATTERNS, [ROWS, COLUMNS], TOTALS, Distance())
    x = indicators(list(PATTERNS.T))
    wanted = np.concatenate([ROWS, COLUMNS])
    multipliers = np.linalg.pinv((x.T * TOTALS) @ x) @ (wanted - x.T @ TOTALS)
    assert found == pytest.approx(TOTALS * (1.0 + x @ multipliers), rel=1e-10)


def test_linear_calibration_to_one_margin_is_post_stratification() -> None:
    found = calibrate(PATTERNS[:, :1], [ROWS], TOTALS, Distance())
    assert found[:2] == pytest.approx(TOTALS[:2] * 30.0 / 24.0, rel=1e-12)


@pytest.mark.parametrize(
    "distance", [Distance(), Distance("linear", 0.65, 1.4), Distance("linear", 0.7), Distance("logit", 0.6, 1.5)]
)
def test_margins_are_met_inside_the_bounds(distance: Distance) -> None:
    found = calibrate(PATTERNS, [ROWS, COLUMNS], TOTALS, distance)
    assert largest_difference(PATTERNS, [ROWS, COLUMNS], found) < 1e-10
    factors = found / TOTALS
    assert (factors >= distance.low - 1e-12).all()
    assert (factors <= distance.high + 1e-12).all()


def test_bounds_that_bind_hold_and_no_feasible_step_comes_nearer() -> None:
    distance = Distance("linear", 0.65, 1.4)
    found = calibrate(PATTERNS, [ROWS, COLUMNS], TOTALS, distance)
    assert (found / TOTALS).min() == pytest.approx(0.65, abs=1e-12)
    assert (found / TOTALS).max() == pytest.approx(1.4, abs=1e-12)
    for direction in null_space(PATTERNS):
        for step in (1e-4, -1e-4):
            moved = found + step * direction
            if (moved / TOTALS >= 0.65 - 1e-12).all() and (moved / TOTALS <= 1.4 + 1e-12).all():
                assert squared_distance(TOTALS, moved) >= squared_distance(TOTALS, found) - 1e-12


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.75, 1.3), min_size=6, max_size=6), st.sampled_from(["linear", "logit"]))
def test_whatever_weights_inside_the_bounds_can_meet_is_met(factors: list[float], name: str) -> None:
    wanted = TOTALS * np.array(factors)
    targets = [wanted.reshape(3, 2).sum(axis=1), wanted.reshape(3, 2).sum(axis=0)]
    distance = Distance(name, 0.7, 1.4)
    found = calibrate(PATTERNS, targets, TOTALS, distance)
    assert largest_difference(PATTERNS, targets, found) < 1e-10
    if name == "linear":
        assert squared_distance(TOTALS, found) <= squared_distance(TOTALS, wanted) + 1e-9


def test_logit_factors_are_the_logit_function_of_a_sum_over_the_margins() -> None:
    low, high = 0.6, 1.5
    factors = calibrate(PATTERNS, [ROWS, COLUMNS], TOTALS, Distance("logit", low, high)) / TOTALS
    slope = (high - low) / ((1 - low) * (high - 1))
    sums = np.log((factors - low) / (1 - low) * (high - 1) / (high - factors)) / slope
    x = indicators(list(PATTERNS.T))
    assert sums == pytest.approx(x @ np.linalg.lstsq(x, sums, rcond=None)[0], abs=1e-9)


def test_margins_out_of_reach_of_the_bounds_are_an_error() -> None:
    for distance in (Distance("linear", 0.95, 1.05), Distance("logit", 0.95, 1.05)):
        with pytest.raises(NotConvergedError, match="No weights inside the bounds"):
            calibrate(PATTERNS, [ROWS, COLUMNS], TOTALS, distance)


def test_a_sample_like_the_population_keeps_its_weights() -> None:
    found = calibrate(PATTERNS, [np.array([24.0, 29.0, 27.0]), np.array([31.0, 49.0])], TOTALS, Distance())
    assert found == pytest.approx(TOTALS, rel=1e-15)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("raking", 0.5, 2.0),
        ("linear", 1.1, 2.0),
        ("linear", 0.0, 0.9),
        ("logit", -math.inf, 2.0),
        ("logit", 0.5, math.inf),
    ],
)
def test_a_distance_that_no_factor_can_satisfy_is_refused(name: str, low: float, high: float) -> None:
    with pytest.raises(InvalidInputError):
        Distance(name, low, high)
