"""Figures from counts: against the definitions, by hand and by simulation."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.enums import Verdict
from surveys.results.classification import measures
from surveys.results.figures import Share, canonical, digest, result, share, verdict

I52 = measures()["i52"]


def test_share_is_the_wilson_interval_of_the_counts():
    found = share(I52, {"yes": 90, "no": 10, "unclear": 7})
    p, n, t = 0.9, 99, 1.98421695
    centre, half = p + t**2 / (2 * n), t * sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    assert found.value == 90
    assert found.low == pytest.approx(100 * (centre - half) / (1 + t**2 / n), abs=1e-5)
    assert found.high == pytest.approx(100 * (centre + half) / (1 + t**2 / n), abs=1e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_share_is_hidden_or_lies_in_its_interval(yes, no):
    found = share(I52, {"yes": yes, "no": no})
    assert found.n == yes + no
    if yes + no < I52.minimum_n:
        assert found.suppressed
    else:
        assert 0 <= found.low <= found.value <= found.high <= 100


@pytest.mark.parametrize(
    ("found", "target", "expected"),
    [
        (Share(20), 90, Verdict.TOO_FEW),
        (Share(500, 95.0, 92.7, 96.6), 90, Verdict.LOWER_BOUND_MEETS),
        (Share(100, 92.0, 85.0, 96.0), 90, Verdict.POINT_MEETS),
        (Share(100, 89.9, 82.4, 94.5), 90, Verdict.NOT_MET),
        (Share(100, 89.9, 82.4, 94.5), None, Verdict.NOT_MET),
    ],
)
def test_verdict_speaks_of_point_and_lower_bound(found, target, expected):
    assert verdict(found, target) == expected


def inputs(**changes):
    measure = I52.as_data() | {"unclear": "excluded"}
    counts = {"yes": 40, "no": 2, "unclear": 3}
    return {"measure": measure, "counts": counts, "raw_counts": counts | {"no": 8}, "target": 90.0} | changes


def test_result_follows_from_the_inputs_alone_to_the_byte():
    assert canonical(result(inputs())) == canonical(result(dict(reversed(inputs().items()))))
    found = result(inputs())
    assert (found["n"], found["raw_n"], found["unclear"]) == (42, 48, 3)
    assert found["verdict"] == "point_meets"


def test_digest_sees_every_change():
    assert digest(inputs()) != digest(inputs(target=91.0))
