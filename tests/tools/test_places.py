"""A short form of `python -m bench.places`: intervals hold what they promise when answers come from places."""

import pytest

from bench import places

WAVES = 120


@pytest.mark.parametrize(("design", "icc"), [("eight", 0.05), ("mild", 0.1)])
def test_intervals_hold_the_truth_when_people_of_a_place_are_alike(design, icc):
    """Ten cells of some waves: each within the promise, give or take what so few waves cannot tell."""
    found = places.shares(design, icc, WAVES, seed=5)
    assert len(found) == 2 * len(places.SHARES)
    assert [f"{cell}: {hits}" for cell, hits in found.items() if not hits.is_true()] == []
    together = sum(hits.held for hits in found.values()) / sum(hits.waves for hits in found.values())
    assert 0.94 <= together <= 0.98


def test_a_change_that_is_none_is_seldom_called_one(monkeypatch):
    """Whether places keep their character or not; forgetting the place would call one in five."""
    monkeypatch.setattr(places, "ASKED", (0.5, 0.8))
    called = places.changes("eight", 0.1, WAVES, seed=6)
    assert {stay for _design, _kind, stay, *_cell in called} == set(places.STAYS)
    assert all(number <= 9 for number in called.values()), called
    assert 1 <= sum(called.values()) / len(called) <= 7


def test_the_truth_is_missed_where_places_are_forgotten(monkeypatch):
    """What the simulation is for: without places the same intervals fail."""
    monkeypatch.setattr("surveys.results.clustering.by_place", lambda tally, subjects: {name: {} for name in subjects})
    real = places.Wave.keys.func
    monkeypatch.setattr(
        places.Wave,
        "keys",
        property(lambda wave: [[key._replace(cell=key.cell._replace(place="")) for key in row] for row in real(wave)]),
    )
    found = places.shares("eight", 0.1, 40, seed=5)
    assert sum(hits.held for hits in found.values()) / sum(hits.waves for hits in found.values()) < 0.7
