"""A sample that came with its design, against R's survey and against loops over rows."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from portal.statistics.drawn import drawn_frame, mean_of_rows

from .slow import SlowSample

CASE = Path(__file__).parent / "cases" / "l2_adjust"
MISSING = {"", "-9", "99"}


def coded(names):
    codes = {name: code for code, name in enumerate(dict.fromkeys(names))}
    return [codes[name] for name in names]


def test_the_mean_is_that_of_r_with_a_cluster_alone_in_its_stratum():
    with (CASE / "responses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = json.loads((CASE / "expected.json").read_text())["estimates"]["m"]
    frame = drawn_frame(
        coded([row["stratum"] for row in rows]),
        coded([(row["stratum"], row["cluster"]) for row in rows]),
        [float(row["wt"]) for row in rows],
    )
    told = [(number, float(row["score"])) for number, row in enumerate(rows) if row["score"] not in MISSING]
    found = mean_of_rows(frame, [number for number, _score in told], [score for _number, score in told])
    assert found.value == pytest.approx(expected["estimate"], rel=1e-8)
    assert found.se == pytest.approx(expected["se"], rel=1e-8)
    assert (found.n, found.df) == (expected["n"], expected["df"])


def test_rows_come_in_any_order_and_the_others_stay_in_the_design():
    strata, clusters = [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 2, 2, 3, 4]
    weights = [1.0, 2.0, 1.5, 1.0, 3.0, 1.0, 2.5, 0.5]
    scores = {6: 4.0, 1: 2.0, 2: 5.0, 4: 1.0}
    found = mean_of_rows(drawn_frame(strata, clusters, weights), list(scores), list(scores.values()))
    value, variance = SlowSample(strata, clusters, weights, weights).mean(scores)
    assert found.value == pytest.approx(value)
    assert found.se == pytest.approx(np.sqrt(variance))
