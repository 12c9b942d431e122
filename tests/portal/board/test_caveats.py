"""Beside a survey's figure stands what it does not say: on page, tile, frame, answer and report."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from portal.board.enums import Caveat, Origin
from portal.board.exports.pack_words import words_of
from portal.board.results.pack import pack_of
from portal.board.targets.caveats import caveats_of
from portal.board.targets.periods import parse_period
from tests.factories.board import IndicatorFactory, ObservationFactory

VOLUNTARY, UNWEIGHTED = Caveat.VOLUNTARY, Caveat.UNWEIGHTED
# Who was asked, how it was weighted, and what stands beside the figure.
ROWS = [
    (None, None, []),
    ({}, "none", [VOLUNTARY, UNWEIGHTED]),
    ({"tiers": ["open", "venue", "invited"]}, "raking", [VOLUNTARY]),
    ({"tiers": ["invited"]}, "none", [UNWEIGHTED]),
    ({"tiers": ["invited"]}, "raking", []),
    ({}, "combined", [VOLUNTARY]),
]


@pytest.mark.parametrize(("estimate", "method", "expected"), ROWS)
def test_what_must_be_known_of_a_figure(estimate, method, expected):
    inputs = {} if estimate is None else {"estimate": estimate}
    assert caveats_of(inputs, {"exact": {"weighting": {"method": method}}} if method else {}) == expected


@pytest.mark.django_db
def test_it_stands_wherever_the_figure_stands():
    measure = {"measure": {"minimum_n": 30, "questionnaire": "resident"}}
    result = {
        "value": "92.7",
        "low": "90.1",
        "high": "94.2",
        "n": 320,
        "level": "95",
        "exact": {"weighting": {"method": "none"}},
    }
    drawn = {"origin": Origin.DERIVED, "entered_by": None, "approved_by": None, "period": "2025-Q4"}
    indicator = IndicatorFactory(number=52, baseline_text="", target_text="90", target_value=Decimal(90))
    ObservationFactory(indicator=indicator, value=Decimal("92.7"), inputs={"estimate": measure}, result=result, **drawn)
    for address in ("/board/2022-2025/", "/board/2022-2025/52/", "/board/2022-2025/52/embed/"):
        page = Client().get(address).content.decode()
        assert "自愿" in page, address
        assert "未加权" in page, address
    record = Client().get("/board/2022-2025/api/v1/indicators/52").json()["indicator"]
    assert record["caveats"] == ["voluntary", "unweighted"]
    notes = words_of(pack_of(indicator.plan, parse_period("2025"), dt.date(2026, 5, 1))).notes
    assert [note for note in notes if "未加权" in note and "自愿" in note]
