"""Who answered, against who lives here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.results.breakdown import hidden
from surveys.results.figures import groups_in
from surveys.tallies import Cell

SHOWN_FROM = 10  # a number of people, no rate
DIMENSIONS = ("area", "age")


@dataclass(frozen=True)
class Portrait:
    """One category: how many answered (None: hidden), their share, and the population's, in per cent."""

    category: str
    n: int | None
    share: float | None
    population: float | None


def people(figures: Iterable[Mapping], layer: str) -> Counter[Cell]:
    """Who stands behind figures, from their frozen inputs, by cell; who stands behind several is counted once."""
    found: Counter[Cell] = Counter()
    for inputs in figures:
        for group in groups_in(inputs[layer]):
            found[group.cell] = sum(group.counts.values())
    return found


def numbers_by(held: Mapping[Cell, int], dimension: str) -> list[tuple[str, int | None]]:
    """Each category with its number of people; None where it is hidden."""
    sizes = _sizes(held, dimension)
    withheld = hidden(sizes, SHOWN_FROM)
    return [(name, None if name in withheld else size) for name, size in sorted(sizes.items())]


def portraits(inputs: Mapping) -> dict[str, list[Portrait]]:
    """By dimension, from the frozen inputs of a figure; dimensions of one category say nothing."""
    margins = {margin["dimension"]: margin["population"] for margin in inputs["margins"]}
    found = {name: _portraits(inputs, name, margins.get(name, {})) for name in DIMENSIONS}
    return {name: rows for name, rows in found.items() if len(rows) > 1}


def _portraits(inputs: Mapping, dimension: str, population: Mapping[str, int]) -> list[Portrait]:
    numbers = dict(numbers_by(people([inputs], "cells"), dimension))
    n, everybody = people([inputs], "cells").total(), sum(population.values())
    return [
        Portrait(
            name,
            number := numbers.get(name, 0),
            None if number is None or not n else 100 * number / n,
            100 * population[name] / everybody if name in population else None,
        )
        for name in sorted({*numbers, *population})
    ]


def _sizes(held: Mapping[Cell, int], dimension: str) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for cell, number in held.items():
        sizes[getattr(cell, dimension)] += number
    return sizes
