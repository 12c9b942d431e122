"""What goes with satisfaction, against numbers worked out by hand and by numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.enums import WaveState
from surveys.results.drivers import correlation, drivers
from tests.factories import surveys as factory

POINTS = st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=4, max_size=60)


def test_a_known_correlation_with_its_interval():
    """r = 0.8 of five pairs; Fisher's interval from z = 1.0986 with 1/sqrt(2)."""
    r, low, high = correlation([(1, 2), (2, 1), (3, 4), (4, 3), (5, 5)])
    assert (round(r, 4), round(low, 4), round(high, 4)) == (0.8, -0.2796, 0.9862)


@given(POINTS)
def test_it_is_pearsons(pairs):
    found = correlation(pairs)
    one, other = np.array(pairs).T
    if one.std() < 1e-9 or other.std() < 1e-9:
        assert found is None
    else:
        assert found[0] == pytest.approx(np.corrcoef(one, other)[0, 1], abs=1e-9)
        assert found[1] - 1e-9 <= found[0] <= found[2] + 1e-9


def test_the_questions_on_a_scale_stand_against_the_last(wave):
    factory.answered(wave, 20)
    factory.answered(wave, 8, overall="dissatisfied", facilities="dissatisfied")
    factory.answered(wave, 6, overall="dissatisfied", response="unclear")
    factory.answered(wave, 3, age="a14_17")
    wave.state = WaveState.CLOSED
    wave.save()
    whole, found = drivers(wave)
    assert (whole.id, [driver.item.id for driver in found], found[0].n) == ("overall", ["facilities"], 34)
    assert found[0].content == pytest.approx(100 * 26 / 34)
