"""Numbers in a few round steps: each number is in one bin, and the ends are open where numbers lie beyond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire.bins import MOST, bins_of

COUNTS = st.dictionaries(st.integers(0, 10**6), st.integers(1, 500), min_size=1, max_size=60)


@given(COUNTS)
def test_each_number_is_in_one_bin(counts):
    bins = bins_of(counts)
    held = [value for _name, values in bins for value in values]
    assert sorted(held, key=int) == [str(value) for value in sorted(counts)]
    assert len(bins) <= MOST
    assert len({name for name, _values in bins}) == len(bins)


@pytest.mark.parametrize(
    ("counts", "names"),
    [
        ({}, []),
        ({4: 10}, ["4"]),
        ({1: 5, 2: 5, 4: 5}, ["1", "2", "3", "4"]),
        (dict.fromkeys(range(100), 1), ["0-19", "20-39", "40-59", "60-79", "80-99"]),
        ({**dict.fromkeys(range(10), 100), 500: 1}, ["0-1", "2-3", "4-5", "6-7", "8-"]),
    ],
)
def test_bins_are_named_by_their_ends(counts, names):
    assert [name for name, _values in bins_of(counts)] == names
