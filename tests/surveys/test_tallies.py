import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.tallies import Cell, categories, fold, responses
from tests.factories.tallies import Record, tally

CELLS = st.builds(Cell, area=st.sampled_from(["", "hongmei", "chashan"]), age=st.sampled_from(["a18_29", "a60"]))
PAIRS = st.lists(
    st.tuples(st.sampled_from(["measure:i52", "question:overall"]), st.sampled_from(["yes", "no"])), max_size=3
)
RECORDS = st.lists(st.builds(Record, cell=CELLS, categories=PAIRS), max_size=30)


@given(RECORDS, st.integers(0, 30), st.randoms())
def test_folding_in_portions_equals_a_full_recount(records, cut, chance):
    whole = tally(records)
    shuffled = records[:]
    random.Random(chance.random()).shuffle(shuffled)
    first, second = shuffled[:cut], shuffled[cut:]
    assert fold(fold({}, tally(first), {}), tally(second), {}) == whole


@given(RECORDS, RECORDS)
def test_taking_out_undoes_putting_in(records, others):
    start = tally(others)
    assert fold(fold(start, tally(records), {}), {}, tally(records)) == start


def test_taking_out_what_was_never_in_is_refused():
    with pytest.raises(ValueError, match="fewer than none"):
        fold({}, {}, tally([Record(Cell(), [])]))


def test_categories_keep_to_the_base():
    counts = tally(
        [
            Record(Cell(area="hongmei", age="a18_29"), [("measure:i52", "yes")]),
            Record(Cell(area="hongmei", age="a14_17"), [("measure:i52", "yes")]),
            Record(Cell(area="chashan", age="a60"), [("measure:i52", "no"), ("question:overall", "dissatisfied")]),
        ]
    )
    assert categories(counts, "measure:i52") == Counter(yes=2, no=1)
    assert categories(counts, "measure:i52", {"age": ["a18_29", "a60"]}) == Counter(yes=1, no=1)
    assert categories(counts, "measure:i52", {"age": ["a60"], "area": ["hongmei"]}) == Counter()


def test_responses_by_dimension():
    counts = tally([Record(Cell(area="hongmei", age="a60"), []), Record(Cell(area="hongmei", age="a18_29"), [])])
    assert responses(counts) == {(): 2}
    assert responses(counts, "area") == {("hongmei",): 2}
    assert responses(counts, "area", "age") == {("hongmei", "a60"): 1, ("hongmei", "a18_29"): 1}
