"""Names for the two kinds of numpy arrays that the package passes around."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.intp]
Flags: TypeAlias = npt.NDArray[np.bool_]

MISSING = -1


def sums(codes: Codes, values: Floats, size: int) -> Floats:
    """Sum of ``values`` (n,) for each code 0..size-1 of ``codes`` (n,)."""
    return np.asarray(np.bincount(codes, values, size), dtype=np.float64)


def counts(codes: Codes, size: int) -> Floats:
    """How often each code 0..size-1 occurs in ``codes`` (n,)."""
    return np.bincount(codes, minlength=size).astype(np.float64)


def dot(*arrays: Floats) -> float:
    """Sum of the products of two or three arrays (n,).

    Not BLAS: its threads wait for each other on a busy server, and for one vector there is nothing to share.
    """
    return float(np.einsum(",".join("i" * len(arrays)) + "->", *arrays))


def combine(columns: list[Codes]) -> tuple[Codes, Codes]:
    """Number the combinations of several code columns that occur.

    ``columns``: arrays (n,) of codes from 0.  Returns the combination of each row (n,), numbered from 0
    in the order of the columns, and the codes of each combination (combinations, columns).
    """
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    strides = [int(np.prod(sizes[place + 1 :], dtype=object)) for place in range(len(sizes))]
    keys = np.zeros(len(columns[0]), dtype=np.intp)
    for column, stride in zip(columns, strides, strict=True):
        keys += column * stride
    if strides[0] * sizes[0] <= 4 * len(keys) + 1024:
        present = np.bincount(keys) > 0
        found = np.flatnonzero(present)
        numbers = (np.cumsum(present) - 1)[keys]
    else:
        found, numbers = np.unique(keys, return_inverse=True)
    patterns = [found // stride % size for stride, size in zip(strides, sizes, strict=True)]
    return numbers, np.column_stack(patterns)
