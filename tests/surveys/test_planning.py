import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.planning import Ground, allotted, half_width_of, needed, rounded

SIMPLE = Ground(icc=0.0, uneven=0.0, weights=1.0)


def test_people_picked_one_by_one_are_the_textbooks_number():
    assert needed(0.03, 40, SIMPLE).answers == 1068
    assert needed(0.05, 1, SIMPLE).answers == 385
    assert needed(0.03, 40, SIMPLE).deff == pytest.approx(1.0, abs=0.001)


def test_venues_that_are_too_few_are_told_with_how_many_would_do():
    found = needed(0.03, 20, Ground())
    assert found.answers is None
    assert needed(0.03, found.venues_least, Ground()).answers is not None
    assert needed(0.03, found.venues_least - 1, Ground()).answers is None


@given(
    st.floats(0.01, 0.1),
    st.integers(1, 400),
    st.floats(0.05, 0.95),
    st.floats(0, 0.2),
    st.floats(0, 1.5),
    st.floats(1, 2),
)
def test_what_is_needed_gives_what_is_wanted(half_width, venues, share, icc, uneven, weights):
    ground = Ground(share, icc, uneven, weights)
    need = needed(half_width, venues, ground)
    if need.answers is not None:
        assert half_width_of(need.answers, venues, ground) <= half_width * (1 + 1e-9) or need.answers < venues


def test_the_half_width_holds_in_made_samples():
    """Beta-binomial venues of one size: nineteen of twenty estimates lie within the half-width."""
    chance, ground = random.Random(5), Ground(0.8, 0.05, 0.0, 1.0)
    venues = 40
    need = needed(0.04, venues, ground)
    size = round(need.a_venue)
    alpha = 0.8 * (1 - 0.05) / 0.05
    beta = 0.2 * (1 - 0.05) / 0.05
    inside = 0
    for _wave in range(600):
        yes = 0
        for _venue in range(venues):
            p = chance.betavariate(alpha, beta)
            yes += sum(chance.random() < p for _person in range(size))
        inside += abs(yes / (venues * size) - 0.8) <= 0.04
    assert 0.92 <= inside / 600 <= 0.98


def test_targets_are_as_people_live_with_enough_of_each_area():
    found = allotted(1000, {"a": 60_000, "b": 38_500, "c": 1_500}, {"young": 3, "old": 1})
    by_area = {area: sum(n for (where, _age), n in found.items() if where == area) for area in "abc"}
    assert sum(found.values()) == 1000
    assert by_area["c"] == 30
    assert by_area["a"] / by_area["b"] == pytest.approx(60 / 38.5, abs=0.01)
    assert found["a", "young"] == pytest.approx(3 * found["a", "old"], abs=3)


def test_without_numbers_of_people_all_are_alike():
    assert allotted(100, {"a": 0, "b": 0}, {}) == {("a", ""): 50, ("b", ""): 50}


def test_so_few_that_each_area_asks_for_its_least():
    assert allotted(40, {"a": 1, "b": 1}, {}) == {("a", ""): 30, ("b", ""): 30}


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=12), st.integers(0, 5000))
def test_rounding_never_loses_or_makes_more_than_asked(parts, extra):
    given_parts = {str(number): part for number, part in enumerate(parts)}
    total = int(sum(parts)) + min(extra, len(parts))
    found = rounded(given_parts, total)
    assert sum(found.values()) <= max(total, int(sum(parts)))
    assert all(found[name] - given_parts[name] <= 1 for name in found)
