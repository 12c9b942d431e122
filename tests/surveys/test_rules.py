"""A rule survives being edited: as blocks and back it says the same."""

import pytest

from surveys.results.classification import measures
from surveys.rules import base_of_rows, blocks_of, rows_of_base, rule_of


@pytest.mark.parametrize("code", sorted(measures()))
def test_a_shipped_rule_is_the_same_after_it_was_edited(code):
    measure = measures()[code]
    assert rule_of(blocks_of(measure.rule)) == measure.rule
    assert base_of_rows(rows_of_base(measure.base)) == measure.base


def test_without_a_block_there_is_no_rule():
    assert rule_of([]) == {}
