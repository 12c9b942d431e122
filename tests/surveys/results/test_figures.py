"""Figures from counts: against the definitions, by hand and by simulation."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.procedure.digests import digest_of
from surveys.enums import Verdict
from surveys.results.classification import measures
from surveys.results.figures import groups_in, result, verdict
from surveys.results.inputs import plain
from surveys.results.sample import Sample, Share

I52, MEAN, ALL = (measures()[code] for code in ("i52", "i52_mean", "i51_total"))
AGES = {"dimension": "age", "population": {"a18_29": 300, "a60": 700}}


def rows(**counts):
    return [["hongmei", "a60", "", "own_phone", "place", counts]]


def share(measure, **counts):
    return Sample(measure, groups_in(rows(**counts))).figure()


def test_share_is_the_wilson_interval_of_those_with_an_opinion():
    found = share(I52, yes=90, no=10, unclear=7)
    p, t = 0.9, 1.98259726
    n = 100 * 106 / 107  # the seven others are units of the sample without influence
    centre, half = p + t**2 / (2 * n), t * sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    assert (found.value, found.n, found.n_effective, found.df) == (90, 100, 100, 106)
    assert found.low == pytest.approx(100 * (centre - half) / (1 + t**2 / n), abs=1e-5)
    assert found.high == pytest.approx(100 * (centre + half) / (1 + t**2 / n), abs=1e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_share_is_hidden_or_lies_in_its_interval(yes, no):
    found = share(I52, yes=yes, no=no)
    assert found.n == yes + no
    if yes + no < I52.minimum_n:
        assert found.suppressed
    else:
        assert 0 <= found.low <= found.value <= found.high <= 100


def test_weights_bring_the_ages_to_the_population():
    groups = groups_in(
        [
            ["", "a18_29", "", "own_phone", "open", {"yes": 30, "no": 30}],
            ["", "a60", "", "own_phone", "open", {"yes": 36, "no": 4}],
        ]
    )
    sample = Sample(I52, groups, [AGES])
    found = sample.figure()
    assert found.value == pytest.approx(100 * (0.3 * 0.5 + 0.7 * 0.9))
    assert sample.unweighted() == 66
    assert (sample.weighting.method, sample.weighting.margins) == ("rake", ("age",))
    assert found.n_effective < found.n == 100
    assert sample.figure([groups[1]]).value == pytest.approx(90)


def test_people_who_do_not_tell_keep_their_share_and_an_empty_category_leaves_all_unweighted():
    known = [["", "a18_29", "", "", "", {"yes": 30}], ["", "a60", "", "", "", {"no": 30}]]
    with_unknown = Sample(I52, groups_in([*known, ["", "", "", "", "", {"yes": 20}]]), [AGES])
    assert with_unknown.figure().value == pytest.approx(100 * (0.25 + 0.75 * 0.3))
    alone = Sample(I52, groups_in(known[:1]), [AGES])
    assert (alone.weighting.method, alone.weighting.why) == ("none", "EMPTY_MARGIN_CATEGORY")
    assert alone.figure().value == 100


def test_a_mean_in_points():
    found = share(MEAN, satisfied=30, dissatisfied=10, unclear=9)
    assert (found.value, found.n) == (75, 40)
    assert found.low < 75 < found.high


@pytest.mark.parametrize(
    ("found", "target", "expected"),
    [
        (Share(20), 90, Verdict.TOO_FEW),
        (Share(500, 95.0, 92.7, 96.6), 90, Verdict.LOWER_BOUND_MEETS),
        (Share(100, 92.0, 85.0, 96.0), 90, Verdict.POINT_MEETS),
        (Share(100, 89.9, 82.4, 94.5), 90, Verdict.NOT_MET),
        (Share(100, 89.9, 82.4, 94.5), None, Verdict.NO_TARGET),
    ],
)
def test_verdict_speaks_of_point_and_lower_bound(found, target, expected):
    assert verdict(found, target) == expected


def inputs(**changes):
    cells = rows(yes=40, no=2, unclear=3)
    shared = {"measure": plain(I52), "cells": cells, "raw_cells": rows(yes=40, no=8, unclear=3), "margins": []}
    return shared | {"target": 90.0} | changes


def test_result_follows_from_the_inputs_alone_to_the_byte():
    assert digest_of(result(inputs())) == digest_of(result(dict(reversed(inputs().items()))))
    found = result(inputs())
    assert (found["n"], found["raw_n"], found["unclear"]) == (42, 48, 3)
    assert (found["verdict"], found["weighting"]["method"]) == ("point_meets", "none")


def test_inputs_that_hold_counts_alone_give_the_same_figure():
    counts = {name: inputs()[name][0][-1] for name in ("cells", "raw_cells")}
    older = {"measure": plain(I52), "target": 90.0, "counts": counts["cells"], "raw_counts": counts["raw_cells"]}
    assert result(older) == result(inputs())


# What the portal published before places were counted, by its own arithmetic of then: format 3 of the frozen inputs.
BEFORE_PLACES = {
    "9bdaf13b64e3bb9a9d9e52e9818c215d148c7ae8422f0279f865d2700e1f1e93": {},
    "a5313ca7636cb6b57e429ac88052ecf55916d89c20460b39c56abae920093099": {"margins": []},
}


@pytest.mark.parametrize(("digest", "changes"), BEFORE_PLACES.items())
def test_a_figure_from_before_places_were_counted_is_made_again_to_the_byte(digest, changes):
    cells = [
        ["hongmei", "a18_29", "", "own_phone", "place", {"yes": 31, "no": 4, "unclear": 2}],
        ["hongmei", "a60", "", "paper", "open", {"yes": 22, "no": 9, "none": 1}],
        ["lanling", "a18_29", "", "own_phone", "place", {"yes": 17, "no": 6}],
        ["lanling", "a60", "", "own_phone", "place", {"yes": 40, "no": 3}],
    ]
    margins = [
        {"dimension": "area", "population": {"hongmei": 52_000, "lanling": 61_000}},
        {"dimension": "age", "population": {"a18_29": 40_000, "a60": 73_000}},
    ]
    frozen = {
        "format": 3,
        "measure": plain(I52),
        "target": 80.0,
        "cells": cells,
        "raw_cells": cells,
        "margins": margins,
    }
    assert digest_of(result(frozen | changes)) == digest


def test_digest_sees_every_change():
    assert digest_of(inputs()) != digest_of(inputs(target=91.0))


def test_four_groups_together_are_figured_only_when_all_are_there():
    part = {"value": 80.0, "se": 2.0, "df": 99, "n": 100}
    codes = list(ALL.rule["combine"])
    whole = result({"measure": plain(ALL), "target": 90.0, "parts": dict.fromkeys(codes, part)})
    assert (whole["value"], whole["se"], whole["n"], whole["df"]) == (80.0, 1.0, 400, 396)
    assert whole["low"] < 80 < whole["high"]
    missing = result({"measure": plain(ALL), "target": 90.0, "parts": dict.fromkeys(codes[1:], part)})
    assert (missing["value"], missing["n"], missing["verdict"]) == (None, 300, "too_few")


@pytest.mark.parametrize("p", [0.5, 0.9, 0.98])
def test_weighted_intervals_cover_the_truth(p):
    """2,000 samples of 400 from two ages that differ in size and opinion: 95 % intervals hold it 93 to 97 times of 100."""
    chance, within = np.random.default_rng(670), 0
    truth = {"a18_29": max(p - 0.07, 0.0) if p < 0.98 else 0.97, "a60": None}
    truth["a60"] = (p - 0.3 * truth["a18_29"]) / 0.7
    young = chance.binomial(400, 0.5, 2000)
    yes = {"a18_29": chance.binomial(young, truth["a18_29"]), "a60": chance.binomial(400 - young, truth["a60"])}
    for index in range(2000):
        sizes = {"a18_29": int(young[index]), "a60": 400 - int(young[index])}
        groups = groups_in(
            ["", age, "", "", "", {"yes": int(yes[age][index]), "no": n - int(yes[age][index])}]
            for age, n in sizes.items()
        )
        found = Sample(I52, groups, [AGES]).figure()
        within += found.low <= 100 * p <= found.high
    assert 0.93 <= within / 2000 <= 0.97
