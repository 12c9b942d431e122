"""The figure by area, age, group, mode or trust tier. A cell with too few answers is hidden, and others with it until
those hidden together are enough to be told: what is left when the shown ones are taken from the whole is a figure too."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.statistics.disclosure import suppressed_keys
from surveys.measures import base_of
from surveys.results.figures import counts_of
from surveys.results.sample import Group, Sample, Share

TOGETHER = 2
TOGETHER_WEIGHTED = 3  # of categories whose weights anyone can work out, two are told apart by few people's rounding


@dataclass(frozen=True)
class Row:
    category: str
    share: Share | None  # hidden


def breakdowns(sample: Sample, groups: Sequence[Group], dimensions: Iterable[str]) -> dict[str, list[Row]]:
    """By each dimension that has more than one category."""
    found = {dimension: breakdown(sample, groups, dimension) for dimension in dimensions}
    return {dimension: rows for dimension, rows in found.items() if len(rows) > 1}


def breakdown(sample: Sample, groups: Sequence[Group], dimension: str) -> list[Row]:
    """Each category of one dimension, hidden where it must be."""
    parts = {name: [groups[place] for place in places] for name, places in categories_of(groups, dimension).items()}
    sizes = {name: base_of(sample.measure, counts_of(part)).n for name, part in parts.items()}
    present = {name: size for name, size in sizes.items() if size}
    least = TOGETHER_WEIGHTED if dimension in sample.weighting.margins else TOGETHER
    withheld = hidden(present, sample.measure.minimum_n, least)
    return [Row(name, None if name in withheld else sample.figure(parts[name])) for name in sorted(present)]


def categories_of(groups: Sequence[Group], dimension: str) -> dict[str, list[int]]:
    """Each category of one dimension with the places of its groups."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        places[getattr(group.cell, dimension)].append(place)
    return places


def hidden(sizes: Mapping[str, int], minimum: int, least: int = TOGETHER) -> set[str]:
    """Which categories to withhold: at least so many together, and ``minimum`` people, unless all are withheld."""
    withheld = suppressed_keys(sizes, minimum)
    shown = sorted((name for name in sizes if name not in withheld), key=lambda name: (sizes[name], name.encode()))
    while withheld and shown and (len(withheld) < least or sum(sizes[name] for name in withheld) < minimum):
        withheld.add(shown.pop(0))
    return withheld


def can_show_unweighted(sample: Sample, tables: Mapping[str, Sequence[Row]]) -> bool:
    """Whether the figure without weights may stand beside the weighted one.

    Who knows the weights of the categories has two sums over the hidden ones then, and from two follow two figures.
    """
    weighted = sample.weighting.margins
    return bool(weighted) and all(row.share for dimension in weighted for row in tables.get(dimension, ()))
