"""Tallies as one would count them by hand."""

from collections import Counter
from typing import NamedTuple

from surveys.tallies import RESPONSES, Cell, Key


class Record(NamedTuple):
    cell: Cell
    categories: list[tuple[str, str]]


def tally(records):
    """One answer after the other, as one would count by hand."""
    counts = Counter(Key(*RESPONSES, record.cell) for record in records)
    return counts + Counter(Key(*pair, record.cell) for record in records for pair in record.categories)
