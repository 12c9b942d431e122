"""The bytes a figure was made from."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.queries.figures import OUTREACH
from cells.results.figures import CERTIFIED
from portal.board.figures.proofs import (
    UnknownFormulaError,
    canonical,
    content_hash,
    recomputed,
    settled,
)
from portal.board.figures.sources import formulas


def test_the_same_data_gives_the_same_bytes():
    assert canonical({"b": Decimal("1.50"), "a": "无废"}) == '{"a":"无废","b":"1.50"}'.encode()
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    assert canonical({"on": dt.date(2026, 1, 2), "kind": object}) != b""


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
def test_what_is_frozen_comes_back_the_same(data):
    assert canonical(settled(data)) == canonical(data)


def test_a_certified_count_counts_what_it_lists():
    frozen = {"formula": CERTIFIED, "counted": [{"id": "a"}, {"id": "b"}], "excluded": [{}]}
    assert recomputed(frozen, formulas()) == {"value": "2"}


def test_an_outreach_quota_counts_areas_that_have_one():
    rows = [
        {"quota": 3, "verified": 3},
        {"quota": 3, "verified": 2},
        {"quota": None, "verified": 9},
    ]
    frozen = {"formula": OUTREACH, "counted": rows}
    assert recomputed(frozen, formulas()) == {"value": "1", "of": "2"}


@pytest.mark.parametrize("frozen", [{}, {"formula": "certified-count/9"}])
def test_an_unknown_formula_is_refused(frozen):
    with pytest.raises(UnknownFormulaError):
        recomputed(frozen, formulas())
