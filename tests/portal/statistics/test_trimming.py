import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.statistics.errors import InvalidInputError, TrimmingError
from portal.statistics.trimming import Trimming, trim

WEIGHTS = np.array([1.0, 2.0, 3.0, 4.0, 10.0])


def unmoved(weights: np.ndarray) -> np.ndarray:
    return weights


def trimmed(weights: np.ndarray, **how: object) -> list[float]:
    return trim(weights, Trimming(**how), unmoved).tolist()


def test_what_is_cut_is_shared_equally_by_hand() -> None:
    # 10 is cut to 6; the other four get 1 each.
    assert trimmed(WEIGHTS, method="redistribute_equal", upper=6.0) == [2.0, 3.0, 4.0, 5.0, 6.0]


def test_both_ends_are_cut_by_hand() -> None:
    # 1 is raised to 1.5, 10 cut to 5; the excess 4.5 goes to three.
    assert trimmed(WEIGHTS, method="redistribute_equal", lower=1.5, upper=5.0) == pytest.approx(
        [1.5, 3.5, 4.5, 5.5, 5.0]
    )


def test_strict_goes_on_until_none_is_outside() -> None:
    # As above, then 5.5 is cut to 5 and the two that were never cut get 0.25 each.
    found = trimmed(WEIGHTS, method="redistribute_equal", lower=1.5, upper=5.0, strict=True)
    assert found == pytest.approx([1.5, 3.75, 4.75, 5.0, 5.0])


def test_what_is_cut_is_shared_in_proportion_by_hand() -> None:
    # 10 is cut to 6; the other four, 10 in all, grow to 14.
    found = trimmed(WEIGHTS, method="redistribute_proportional", upper=6.0)
    assert found == pytest.approx([1.4, 2.8, 4.2, 5.6, 6.0])


def test_weights_that_grow_over_the_cap_are_cut_and_held_in_turn() -> None:
    # 10 -> 5 and the others times 1.5; then 6 -> 5 and the three left, 9 in all, grow to 10.
    found = trimmed(WEIGHTS, method="redistribute_proportional", upper=5.0)
    assert found == pytest.approx([10 / 6, 20 / 6, 5.0, 5.0, 5.0])


def test_caps_may_be_times_the_mean_weight() -> None:
    by_ratio = trimmed(WEIGHTS, method="redistribute_proportional", upper=1.5, unit="mean_ratio")
    assert by_ratio == trimmed(WEIGHTS, method="redistribute_proportional", upper=6.0)


@pytest.mark.parametrize("method", ["redistribute_equal", "redistribute_proportional", "rake_and_trim"])
def test_weights_inside_the_caps_stay(method: str) -> None:
    assert trimmed(WEIGHTS, method=method, lower=1.0, upper=10.0) == WEIGHTS.tolist()


@pytest.mark.parametrize("method", ["redistribute_equal", "redistribute_proportional"])
def test_caps_below_the_mean_leave_nobody_to_take_what_was_cut(method: str) -> None:
    with pytest.raises(TrimmingError, match="none is left"):
        trimmed(WEIGHTS, method=method, upper=3.0, strict=True)


@given(
    st.lists(st.floats(0.1, 50.0), min_size=2, max_size=30),
    st.floats(1.05, 5.0),
    st.sampled_from(["redistribute_equal", "redistribute_proportional"]),
)
def test_the_total_is_kept_and_strict_caps_hold(weights: list[float], ratio: float, method: str) -> None:
    given_ = np.array(weights)
    how = Trimming(method, upper=ratio, unit="mean_ratio", strict=True)
    try:
        found = trim(given_, how, unmoved)
    except TrimmingError:
        return
    assert found.sum() == pytest.approx(given_.sum(), rel=1e-12)
    assert found.max() <= ratio * given_.mean() * (1 + 1e-12)


def halve_to_total(weights: np.ndarray) -> np.ndarray:
    """A raking to the one margin "all", of population 20."""
    return weights * 20.0 / weights.sum()


def test_raking_and_trimming_alternate_until_both_hold() -> None:
    found = trim(WEIGHTS, Trimming("rake_and_trim", upper=6.0), halve_to_total)
    assert found.sum() == pytest.approx(20.0)
    assert found.max() == pytest.approx(6.0, rel=1e-12)
    # The weights never cut keep their proportions.
    assert found[:3] / found[0] == pytest.approx([1.0, 2.0, 3.0])


def test_raking_and_trimming_give_up_after_the_last_round() -> None:
    with pytest.raises(TrimmingError, match="After 5 rounds"):
        trim(WEIGHTS, Trimming("rake_and_trim", upper=3.0, max_rounds=5), halve_to_total)


def test_unknown_methods_and_units_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="'winsorise'"):
        trimmed(WEIGHTS, method="winsorise")
    with pytest.raises(InvalidInputError, match="'median_ratio'"):
        trimmed(WEIGHTS, method="redistribute_equal", unit="median_ratio")
