"""Whole numbers in a few steps of a round width, the ends open: what a reader takes in at a glance."""

from collections.abc import Mapping
from itertools import accumulate

MOST = 8
TAIL = 0.05  # of the answers lie beyond each open end, about
STEPS = (1, 2, 5)


def bins_of(counts: Mapping[int, int]) -> list[tuple[str, frozenset[str]]]:
    """Name and values of each bin: "3" one number, "0-4" both included, "-9" and below, "40-" and above.

    ``counts``: number to how often it was said.
    """
    if not counts:
        return []
    values = sorted(counts)
    low, high = _quantile(counts, TAIL), _quantile(counts, 1 - TAIL)
    width = _width(high - low + 1)
    first = low // width * width
    starts = range(first, high + 1, width)
    found = {start: [value for value in values if _start(value, starts, width) == start] for start in starts}
    return [(_name(start, width, members, values), frozenset(map(str, members))) for start, members in found.items()]


def _quantile(counts: Mapping[int, int], part: float) -> int:
    values, total = sorted(counts), sum(counts.values())
    sums = accumulate(counts[value] for value in values)
    return next(value for value, reached in zip(values, sums, strict=True) if reached >= part * total)


def _width(span: int) -> int:
    scale = 1
    while True:
        for step in STEPS:
            if span <= step * scale * (MOST - 1):
                return step * scale
        scale *= 10


def _start(value: int, starts: range, width: int) -> int:
    return min(max(value // width * width, starts[0]), starts[-1])


def _name(start: int, width: int, members: list[int], values: list[int]) -> str:
    end = start + width - 1
    below = bool(members) and members[0] == values[0] and values[0] < start
    above = bool(members) and members[-1] == values[-1] and values[-1] > end
    if below:
        return f"-{end}"
    if above:
        return f"{start}-"
    return str(start) if width == 1 else f"{start}-{end}"
