"""Small categories of a population join their neighbours by the rule that the page names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.results.classification import measures
from surveys.results.figures import groups_in
from surveys.results.joining import LEAST, joined, without_population
from surveys.results.placed import PlacedSample

AGES = ["a18_29", "a30_44", "a45_59", "a60"]
ALONE = {"icc": 0.0}


@pytest.mark.parametrize(
    ("answers", "together"),
    [
        ((20, 20, 20, 20), []),
        ((20, 0, 20, 20), [["a30_44", "a45_59"]]),
        ((9, 20, 20, 20), [["a18_29", "a30_44"]]),
        ((20, 20, 20, 9), [["a45_59", "a60"]]),
        ((20, 4, 4, 4), [["a30_44", "a45_59", "a60"]]),
        ((0, 0, 0, 20), [["a18_29", "a30_44", "a45_59", "a60"]]),
        ((0, 0, 0, 0), [["a18_29", "a30_44", "a45_59", "a60"]]),
    ],
)
def test_a_small_category_joins_the_next_and_the_last_the_one_before(answers, together):
    found = joined(dict.fromkeys(AGES, 100.0), dict(zip(AGES, answers, strict=True)), AGES)
    assert found.together == together
    assert sum(found.population.values()) == 400


@given(st.lists(st.integers(0, 30), min_size=1, max_size=9))
def test_every_group_has_enough_or_there_is_one(answers):
    names = [f"c{number}" for number in range(len(answers))]
    found = joined(dict.fromkeys(names, 1.0), dict(zip(names, answers, strict=True)), names)
    sizes = dict.fromkeys(found.population, 0)
    for name, number in zip(names, answers, strict=True):
        sizes[found.group_of[name]] += number
    assert len(sizes) == 1 or min(sizes.values()) >= LEAST


def test_who_has_no_population_is_named():
    assert without_population({"east": 5.0, "west": 0.0}, {"east": 3, "west": 2, "": 7, "north": 1}) == [
        "north",
        "west",
    ]


def rows(**ages):
    return groups_in(
        [["hongmei", age, "", "", "", f"p{j}", {"yes": n, "no": 1}] for age, n in ages.items() for j in "ab"]
    )


def test_an_empty_category_leaves_the_figure_weighted():
    margin = {"dimension": "age", "population": dict.fromkeys(AGES, 250), "order": AGES}
    sample = PlacedSample(measures()["i52"], rows(a18_29=9, a45_59=9, a60=29), [margin], ALONE)
    assert sample.weighting.method == "rake"
    assert sample.weighting.joined == {"age": [["a30_44", "a45_59"]]}
    assert sample.figure().value == pytest.approx(100 * (0.25 * 0.9 + 0.5 * 0.9 + 0.25 * 29 / 30))


def test_a_population_that_lacks_people_is_not_used_and_says_whose():
    margin = {"dimension": "age", "population": {"a18_29": 250}, "order": AGES}
    sample = PlacedSample(measures()["i52"], rows(a18_29=20, a60=20), [margin], ALONE)
    assert (sample.weighting.method, sample.weighting.why) == ("none", "UNKNOWN_CATEGORY")
    assert (sample.weighting.unknown, sample.weighting.joined) == ({"age": ["a60"]}, {})
