"""The figure by area, age, group, mode or trust tier. A cell with too few answers is hidden, and others with it until
those hidden together are enough to be told: what is left when the shown ones are taken from the whole is a figure too."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.statistics.disclosure import suppressed_keys
from surveys.measures import base_of
from surveys.results.figures import counts_of
from surveys.results.sample import Group, Sample, Share


@dataclass(frozen=True)
class Row:
    category: str
    share: Share | None  # hidden


def breakdown(sample: Sample, groups: Sequence[Group], dimension: str) -> list[Row]:
    """Each category of one dimension, hidden where it must be."""
    parts: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        parts[getattr(group.cell, dimension)].append(group)
    sizes = {name: base_of(sample.measure, counts_of(part)).n for name, part in parts.items()}
    present = {name: size for name, size in sizes.items() if size}
    withheld = hidden(present, sample.measure.minimum_n)
    return [Row(name, None if name in withheld else sample.figure(parts[name])) for name in sorted(present)]


def hidden(sizes: Mapping[str, int], minimum: int) -> set[str]:
    """Which categories to withhold: never one alone, never fewer than ``minimum`` people together, unless all are."""
    withheld = suppressed_keys(sizes, minimum, complementary=True)
    shown = sorted((name for name in sizes if name not in withheld), key=lambda name: (sizes[name], name.encode()))
    while withheld and shown and sum(sizes[name] for name in withheld) < minimum:
        withheld.add(shown.pop(0))
    return withheld
