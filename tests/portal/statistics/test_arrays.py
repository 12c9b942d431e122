import numpy as np
import pytest

from portal.statistics.arrays import combine, counts, dot, sums


def test_sums_and_counts_have_an_entry_for_a_code_that_does_not_occur() -> None:
    codes = np.array([0, 2, 2])
    assert sums(codes, np.array([1.0, 2.0, 3.0]), 4).tolist() == [1.0, 0.0, 5.0, 0.0]
    assert counts(codes, 4).tolist() == [1.0, 0.0, 2.0, 0.0]


def test_dot_of_two_and_three_arrays() -> None:
    a, b, c = np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])
    assert dot(a, b) == 11.0
    assert dot(a, b, c) == 63.0


def test_combinations_are_numbered_in_the_order_of_the_columns() -> None:
    numbers, patterns = combine([np.array([1, 0, 1, 0]), np.array([0, 2, 0, 1])])
    assert numbers.tolist() == [2, 1, 2, 0]
    assert patterns.tolist() == [[0, 1], [0, 2], [1, 0]]


@pytest.mark.parametrize("size", [3, 10**6])
def test_few_combinations_of_many_possible_ones_are_numbered_the_same(size: int) -> None:
    numbers, patterns = combine([np.array([size, 0, size]), np.array([0, size, 0])])
    assert numbers.tolist() == [1, 0, 1]
    assert patterns.tolist() == [[0, size], [size, 0]]


def test_combinations_of_nobody_are_none() -> None:
    nobody = np.zeros(0, dtype=np.intp)
    numbers, patterns = combine([nobody, nobody])
    assert len(numbers) == 0
    assert patterns.shape == (0, 2)
