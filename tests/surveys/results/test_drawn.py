"""Figures of a drawn sample against the textbook's formulas, written out over single people."""

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.measures import Measure
from surveys.results.drawn import DrawnSample
from surveys.results.sample import Group
from surveys.tallies import Cell

SHARE = Measure("m", 1, None, "q", {"zh": "", "en": ""}, {"one_of": {}}, minimum_n=2)


def crowd(seed: int, clustered: bool = True):
    """People as (stratum, cluster, weight, area, answer), a few thousand combinations from one number."""
    chance = random.Random(seed)
    people = []
    for stratum in ("town", "street"):
        for number in range(chance.randint(2, 6)):
            lean = chance.random()
            for _person in range(chance.randint(1, 9)):
                weight = chance.choice([0.5, 1.0, 2.25, 3.0])
                cluster = f"{stratum}{number}" if clustered else ""
                people.append((stratum, cluster, weight, chance.choice(["a", "b"]), int(chance.random() < lean)))
    return people


def sampled(people):
    """The people as cells: part of the design, counts."""
    parts = sorted({person[:3] for person in people})
    design = {f"#{number:05d}": list(part) for number, part in enumerate(parts)}
    codes = {tuple(part): code for code, part in design.items()}
    counts: dict[Cell, dict[str, int]] = {}
    for *part, area, answer in people:
        cell = Cell(area=area, place=codes[tuple(part)])
        said = counts.setdefault(cell, {})
        said["yes" if answer else "no"] = said.get("yes" if answer else "no", 0) + 1
    groups = [Group(cell, said) for cell, said in counts.items()]
    return DrawnSample(SHARE, groups, design), groups


def by_hand(people, within):
    """Weighted share of those within, and its standard error: Taylor's, between clusters within strata."""
    asked = [person for person in people if person[3] in within]
    total = sum(weight for _s, _c, weight, _a, _y in asked)
    share = sum(weight * y for _s, _c, weight, _a, y in asked) / total
    units: dict[str, dict[object, float]] = {}
    for number, (stratum, cluster, weight, area, y) in enumerate(people):
        z = weight * (y - share) / total if area in within else 0.0
        unit = units.setdefault(stratum, {})
        unit[cluster or number] = unit.get(cluster or number, 0.0) + z
    variance = 0.0
    for totals in units.values():
        n, centre = len(totals), sum(totals.values()) / len(totals)
        variance += n / (n - 1) * sum((z - centre) ** 2 for z in totals.values())
    return share, sqrt(variance), len(asked)


@given(st.integers(0, 10**6), st.booleans())
def test_a_share_is_that_of_the_design(seed, clustered):
    people = crowd(seed, clustered)
    sample, _groups = sampled(people)
    share, se, n = by_hand(people, {"a", "b"})
    found = sample.figure()
    assert (found.n, found.value) == (n, pytest.approx(100 * share, abs=1e-7))
    assert found.se == pytest.approx(100 * se, abs=1e-6)


@given(st.integers(0, 10**6))
def test_a_domain_keeps_the_clusters_that_have_nobody_in_it(seed):
    people = crowd(seed)
    sample, groups = sampled(people)
    inside = [group for group in groups if group.cell.area == "a"]
    if sum(sum(group.counts.values()) for group in inside) < 2:
        return
    share, se, n = by_hand(people, {"a"})
    found = sample.figure(inside)
    assert (found.n, found.value, found.se) == (
        n,
        pytest.approx(100 * share, abs=1e-7),
        pytest.approx(100 * se, abs=1e-6),
    )
    alone = DrawnSample(SHARE, inside, sample._design).figure()
    assert alone.se == pytest.approx(100 * se, abs=1e-6)


def test_who_was_drawn_alone_is_a_cluster():
    sample, _groups = sampled(crowd(3, clustered=False))
    assert sample.clusters == sample.n
    sample, _groups = sampled(crowd(3))
    assert sample.clusters == len({person[:2] for person in crowd(3)})


def test_too_few_are_not_told():
    sample, groups = sampled([("a", "1", 1.0, "a", 1), ("a", "2", 1.0, "a", 0)])
    assert sample.figure().value == 50.0
    assert sample.figure(groups[:1]).suppressed


def test_a_stratum_with_one_cluster_leaves_a_figure():
    people = [("a", "1", 1.0, "a", 1), ("a", "1", 1.0, "a", 0), *[("b", str(n), 1.0, "a", n % 2) for n in range(2, 8)]]
    sample, _groups = sampled(people)
    assert sample.figure().low is not None
