"""Who answered, against who lives here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from surveys.results.breakdown import hidden
from surveys.results.figures import groups_in

SHOWN_FROM = 10  # a number of people, no rate
DIMENSIONS = ("area", "age")


@dataclass(frozen=True)
class Portrait:
    """One category: how many answered (None: hidden), their share, and the population's, in per cent."""

    category: str
    n: int | None
    share: float | None
    population: float | None


def portraits(inputs: Mapping) -> dict[str, list[Portrait]]:
    """By dimension, from the frozen inputs of a figure; dimensions of one category say nothing."""
    margins = {margin["dimension"]: margin["population"] for margin in inputs["margins"]}
    found = {name: _portraits(inputs, name, margins.get(name, {})) for name in DIMENSIONS}
    return {name: rows for name, rows in found.items() if len(rows) > 1}


def _portraits(inputs: Mapping, dimension: str, population: Mapping[str, int]) -> list[Portrait]:
    sizes: Counter[str] = Counter()
    for group in groups_in(inputs["cells"]):
        sizes[getattr(group.cell, dimension)] += sum(group.counts.values())
    withheld, n = hidden(sizes, SHOWN_FROM), sum(sizes.values())
    people = sum(population.values())
    rows = []
    for name in sorted({*sizes, *population}):
        is_hidden = name in withheld
        rows.append(
            Portrait(
                name,
                None if is_hidden else sizes[name],
                None if is_hidden or not n else 100 * sizes[name] / n,
                100 * population[name] / people if name in population else None,
            )
        )
    return rows
