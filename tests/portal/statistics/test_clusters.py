"""Answers that come in clusters: against R on made data, and by hand."""

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.statistics import (
    Alike,
    Cells,
    Correlation,
    Plan,
    clustered_difference,
    clustered_sample,
    correlation,
    holm,
    kept_correlation,
    pooled_icc,
    tallied_sample,
)

FOLDER = Path(__file__).parent / "places"
R = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
POPULATIONS = {
    "area": {"east": 52_000.0, "west": 61_000.0},
    "age": {"young": 38_000.0, "middle": 42_000.0, "old": 33_000.0},
}
PLACES = [f"p{number}" for number in range(10)]
EVEN, UNEVEN = [9, 11, 10, 10, 9, 11, 10, 10, 10, 10], [2, 18, 3, 17, 4, 16, 2, 18, 2, 18]
INSIDE = {
    "plain": lambda row: True,
    "raked": lambda row: True,
    "plain_east": lambda row: row["area"] == "east",
    "raked_old": lambda row: row["age"] == "old",
}


def rows(wave: str) -> list[dict[str, str]]:
    with (FOLDER / "made.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["wave"] == wave]


def estimate(answers, variable: str, *, raked: bool = False, inside=lambda row: True):
    """From counts by cell and place, as tallies hold them."""
    cells = sorted({(row["area"], row["age"]) for row in answers})
    parts = sorted({(row["area"], row["age"], row["place"]) for row in answers})
    values = sorted({float(row[variable]) for row in answers})
    sizes = Counter((row["area"], row["age"]) for row in answers)
    by_part = Counter((row["area"], row["age"], row["place"]) for row in answers)
    counts = [[0] * len(values) for _ in parts]
    for row in filter(inside, answers):
        counts[parts.index((row["area"], row["age"], row["place"]))][values.index(float(row[variable]))] += 1
    categories = [{"area": area, "age": age} for area, age in cells]
    known = (POPULATIONS, Plan("rake")) if raked else ({}, None)
    sample = tallied_sample(Cells(categories, [sizes[cell] for cell in cells]), *known)
    places = [place for *_, place in parts]
    split = clustered_sample(
        sample, [cells.index(part[:2]) for part in parts], places, [by_part[p] for p in parts], 0.0
    )
    return split.share(counts, values) if variable == "yes" else split.mean(counts, values)


def between(influence: np.ndarray) -> float:
    """R's variance with replacement of as many places as there are."""
    number = len(influence)
    return number / (number - 1) * float(((influence - influence.mean()) ** 2).sum())


@pytest.mark.parametrize("variable", ["yes", "points"])
@pytest.mark.parametrize("kind", INSIDE)
def test_variances_are_those_of_r(variable, kind):
    found = estimate(rows("1"), variable, raked=kind.startswith("raked"), inside=INSIDE[kind])
    expected = R["asked"][variable][kind]
    assert found.value == pytest.approx(expected["value"], rel=1e-8)
    assert between(found.influence) == pytest.approx(expected["v"], rel=1e-8)
    assert found.variance == pytest.approx(expected["reduced"], rel=1e-8)


def test_the_reduced_variance_of_a_mean_is_cr2():
    found = estimate(rows("1"), "yes")
    assert found.variance == pytest.approx(R["cr2"], rel=1e-8)
    half = 1.959963984540054 * found.se
    assert found.wald(0.95) == pytest.approx((found.value - half, found.value + half), rel=1e-12)


def test_the_same_places_in_two_waves_are_one_cluster_each():
    one, two = (estimate(rows(wave), "yes") for wave in "12")
    assert two.value - one.value == pytest.approx(R["change"]["value"], rel=1e-8)
    assert between(two.influence - one.influence) == pytest.approx(R["change"]["v"], rel=1e-8)
    found = clustered_difference(one, two)
    larger = np.maximum(one.part, two.part)
    assert found.se**2 == pytest.approx(float(((two.influence - one.influence) ** 2 / (1 - larger)).sum()), rel=1e-12)
    assert found.df == 13


def test_of_what_is_foretold_and_what_is_seen_between_places_the_larger_counts():
    one, two = (split([[count, 20 - count] for count in counts], PLACES) for counts in (EVEN, EVEN[::-1]))
    seen = clustered_difference(one, two)
    apart = [split([[count, 20 - count] for count in counts], PLACES) for counts in (UNEVEN, UNEVEN[::-1])]
    far = clustered_difference(*apart)
    assert clustered_difference(*apart, Alike(icc=0.0, kept=1.0)).se == pytest.approx(far.se)
    assert far.se > 3 * seen.se
    # Twenty at each of ten places, half of them with one answer: p(1-p)/n within, and icc times it times 2 (1 - kept)/10.
    for kept, part in ((1.0, 0.0), (0.5, 0.1), (0.0, 0.2)):
        foretold = 0.25 * (2 / 200 * (1 - 0.9) + 0.9 * part)
        found = clustered_difference(one, two, Alike(icc=0.9, kept=kept))
        assert found.se**2 == pytest.approx(max(seen.se**2, foretold))
        assert found.df == 398


def test_few_places_in_common_are_two_samples():
    one = estimate([row for row in rows("1") if row["place"] < "p11"], "yes")
    two = estimate([row for row in rows("2") if row["place"] > "p03"], "yes")
    assert len(set(one.labels) & set(two.labels)) == 7
    found = clustered_difference(one, two)
    assert found.se == pytest.approx(np.hypot(one.se, two.se))
    assert found.df == one.n + two.n - 2


def test_what_places_have_in_common_is_an_analysis_of_variance():
    answers = rows("1")
    sizes = Counter(row["place"] for row in answers)
    yes = Counter(row["place"] for row in answers if row["yes"] == "1")
    sums = [yes[place] for place in sizes]
    found = correlation([(list(sizes.values()), sums, sums)])
    n, places = sum(sizes.values()), len(sizes)
    n_0 = (n - sum(size**2 for size in sizes.values()) / n) / (places - 1)
    assert found.within == pytest.approx(R["msw"], rel=1e-8)
    assert found.between == pytest.approx((R["msb"] - R["msw"]) / n_0, rel=1e-8)
    assert (found.clusters, found.questions) == (14, 1)


def split(counts, clusters, icc=0.0):
    """One cell, unweighted: counts of no and yes by part."""
    sizes = [sum(row) for row in counts]
    sample = tallied_sample(Cells([{}], [sum(sizes)]), lonely_psu="remove")
    return clustered_sample(sample, [0] * len(counts), clusters, sizes, icc).share(counts, [0, 1])


@given(st.lists(st.integers(0, 1), min_size=2, max_size=40))
def test_who_stands_alone_is_a_place_of_one(said):
    rows = [[1 - one, one] for one in said]
    alone = split([[said.count(0), said.count(1)]], [""], icc=0.3)
    apart = split(rows, [f"p{number}" for number in range(len(said))], icc=0.3)
    assert alone.variance == pytest.approx(apart.variance)
    assert alone.n_eff == pytest.approx(apart.n_eff)
    assert alone.n_kish == pytest.approx(len(said))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12), st.floats(0, 1))
def test_alike_places_never_add_answers_and_the_interval_holds_the_share(counts, icc):
    found = split([list(row) for row in counts], [f"p{number}" for number in range(len(counts))], icc)
    if found is None:
        assert not any(map(sum, counts))
        return
    assert 0 < found.n_eff <= found.n * (1 + 1e-12)
    low, high = found.wilson(0.95)
    assert 0 <= low <= found.value + 1e-12
    assert found.value - 1e-12 <= high <= 1


def test_effective_size_is_the_smaller_of_its_own_and_the_model_s():
    alike = split([[5, 5]] * 10, [f"p{number}" for number in range(10)], icc=0.1)
    assert alike.n_eff == pytest.approx(100 / (1 + 9 * 0.1))  # of its own places it would think that all are the same
    apart = split([[10, 0]] * 5 + [[0, 10]] * 5, [f"p{number}" for number in range(10)], icc=0.1)
    assert apart.n_eff == pytest.approx(9)
    assert apart.deff == pytest.approx(100 / 9)


def test_one_place_alone_and_all_of_one_mind_are_told_by_the_model():
    one = split([[4, 26]], ["p"], icc=0.1)
    assert one.variance is None
    assert one.n_eff == pytest.approx(30 / (1 + 29 * 0.1))
    agreed = split([[0, 10]] * 4, list("abcd"), icc=0.05)
    assert (agreed.value, agreed.spread) == (1, 0)
    assert agreed.n_eff == pytest.approx(40 / (1 + 9 * 0.05))
    assert agreed.wilson(0.95)[0] < 1


def two_waves(kept: float, clusters: int = 300, answers: int = 60):
    """A question of two waves whose clusters' shares keep so much of their own: number, sum and sum of squares of each."""
    chance = np.random.default_rng(7)
    first, new = chance.normal(0, 0.1, (2, clusters))
    shares = [0.6 + first, 0.6 + kept * first + (1 - kept**2) ** 0.5 * new]
    told = [chance.binomial(answers, np.clip(share, 0, 1)) for share in shares]
    return tuple((np.full(clusters, answers), wave, wave) for wave in told)


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.9, -0.5])
def test_what_clusters_keep_from_wave_to_wave_is_found_again(kept):
    assert kept_correlation([two_waves(kept)]) == pytest.approx(kept, abs=0.12)


def test_where_nothing_tells_what_clusters_keep_nothing_is_said():
    alone = ([9], [3], [3])
    alike = ([9, 9], [3, 3], [3, 3])
    assert kept_correlation([]) is None
    assert kept_correlation([(alone, alone)]) is None
    assert kept_correlation([(alike, alike)]) is None


def test_pooling_gives_each_wave_the_same_weight():
    assert pooled_icc([Correlation(0.2, 1.8, 10, 2), Correlation(1.5, 3.5, 10, 5)]) == pytest.approx(0.4 / 2)
    assert pooled_icc([Correlation(-0.1, 1.0, 10, 2)]) == 0
    assert pooled_icc([Correlation()]) is None
    assert pooled_icc([Correlation(0.0, 0.0, 9, 3)]) == 0
    assert correlation([([3], [1], [1]), ([1, 1], [1, 0], [1, 0])]) == Correlation()


def test_holm_keeps_the_order_and_never_falls():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []
