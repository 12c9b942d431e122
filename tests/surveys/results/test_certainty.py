"""What is said beside a figure: places, what would tip the verdict, which areas differ, whether the raw figure may stand."""

import pytest

from surveys.results.certainty import Tipping, answered_part, certainty, shows_raw, tipping
from surveys.results.classification import measures
from surveys.results.comparison import differing
from surveys.results.figures import groups_in, result, sample_in
from surveys.results.inputs import plain

I52 = measures()["i52"]
AREAS = {"hongmei": "红梅街道", "lanling": "兰陵街道", "chashan": "茶山街道"}


def inputs(shares=(45, 45, 45), icc=0.0, places=4, **changes) -> dict:
    cells = [
        [area, "a60", "", "own_phone", "place", f"{area}{place}", {"yes": yes, "no": 50 - yes}]
        for area, yes in zip(AREAS, shares, strict=True)
        for place in range(places)
    ]
    clustering = {"icc": icc, "is_few": places * 3 < 8, "places": 3 * places}
    shared = {"measure": plain(I52), "target": 85.0, "margins": [], "clustering": clustering}
    return shared | {"cells": cells, "raw_cells": cells} | changes


def told(frozen: dict):
    groups = groups_in(frozen["cells"])
    return certainty(frozen, result(frozen), sample_in(frozen, groups), groups, AREAS)


def test_how_sure_a_figure_is_as_numbers_for_words():
    found = told(inputs(icc=0.05))
    assert (found.places, found.n, found.is_few, found.differing) == (12, 600, False, [])
    assert found.deff == pytest.approx(1 + 49 * 0.05)
    assert found.effective == pytest.approx(600 / found.deff)
    assert told(inputs(places=2)).is_few


def test_an_area_that_differs_is_named_in_the_order_of_the_list():
    found = told(inputs(shares=(30, 45, 46)))
    assert found.differing == ["红梅街道", "兰陵街道", "茶山街道"]  # each against all others
    assert told(inputs(shares=(30, 45, 46), icc=0.9)).differing == []
    assert told(inputs(shares=(50, 50, 50))).differing == []


def test_areas_are_looked_at_together():
    """Of what is one chance in thirty-three by itself, three are not beyond chance."""
    frozen = inputs(shares=(43, 46, 46))
    groups = groups_in(frozen["cells"])
    sample = sample_in(frozen, groups)
    assert differing(sample, groups, "area", ["hongmei"]) == ["hongmei"]
    assert differing(sample, groups, "area", AREAS) == []
    assert differing(sample, groups, "area", ["gone"]) is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (80.0, "lower_bound_meets"),
        (89.0, "point_meets"),
        (95.0, "not_met"),
    ],
)
def test_what_would_tip_the_verdict(target, expected):
    frozen = inputs(target=target)
    found = result(frozen)
    assert found["verdict"] == expected
    points = abs((found["low"] if expected == "lower_bound_meets" else 90.0) - target)
    assert tipping(frozen, found) == Tipping(pytest.approx(points), expected != "not_met")


def test_who_answered_counts_where_the_population_is_known():
    margin = {"dimension": "area", "population": dict.fromkeys(AREAS, 400), "order": list(AREAS)}
    frozen = inputs(target=95.0, margins=[margin])
    assert answered_part(frozen, 600) == 0.5
    assert tipping(frozen, result(frozen)).points == pytest.approx(10)
    assert tipping(inputs(target=None), result(inputs(target=None))) is None
    assert tipping(inputs(target=90.0), result(inputs(target=90.0))) == Tipping(0.0, is_lower=True)


@pytest.mark.parametrize(("left_out", "shown"), [(0, True), (1, False), (29, False), (30, True)])
def test_a_figure_before_checks_stands_beside_only_when_many_were_left_out_or_none(left_out, shown):
    raw = [*inputs()["cells"], ["hongmei", "a60", "", "paper", "open", "", {"yes": left_out}]]
    assert shows_raw(inputs(raw_cells=raw), 30) is shown
