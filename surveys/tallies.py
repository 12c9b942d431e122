"""Counts by weighting cell, place and answer: what estimates are made from, so that their cost does not grow with answers.

Integers only, so folding in any order and in any portions gives what a full recount gives, to the bit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Cell(NamedTuple):
    """Where an answer is weighted, and the place whose code brought it. Empty text: not known; without one it stands alone."""

    area: str = ""
    age: str = ""
    group: str = ""
    mode: str = ""
    tier: str = ""
    place: str = ""


class Key(NamedTuple):
    subject: str  # "measure:i52" or "question:overall"
    category: str
    cell: Cell


Tally = Mapping[Key, int]

RESPONSES = ("responses", "all")
ANSWERED = "answered"  # beside the options of a question: who gave any


def fold(counts: Tally, added: Tally, removed: Tally) -> Counter[Key]:
    """Zero counts vanish; a count below zero means that something was taken out that was never put in."""
    folded = Counter(dict(counts))
    folded.update(added)
    folded.subtract(removed)
    below = [key for key, count in folded.items() if count < 0]
    if below:
        raise ValueError(f"{below[0]}: fewer than none")
    return Counter({key: count for key, count in folded.items() if count})


def categories(counts: Tally, subject: str, base: Mapping[str, Iterable[str]] | None = None) -> Counter[str]:
    """Counts of one subject over the cells that lie within the base."""
    within = {dimension: frozenset(values) for dimension, values in (base or {}).items()}
    found: Counter[str] = Counter()
    for key, count in counts.items():
        if key.subject == subject and all(getattr(key.cell, name) in values for name, values in within.items()):
            found[key.category] += count
    return found


def by_place(counts: Tally, subjects: Iterable[str]) -> dict[str, dict[str, Counter[str]]]:
    """Of each subject what was counted at each place; of answers that stand alone nothing."""
    found: dict[str, dict[str, Counter[str]]] = {subject: defaultdict(Counter) for subject in subjects}
    for (subject, category, cell), count in counts.items():
        if cell.place and subject in found:
            found[subject][cell.place][category] += count
    return found


def by_cell(counts: Tally) -> dict[Cell, dict[str, dict[str, int]]]:
    """Each cell with its subjects, and each of them with its categories: by name, so that no order tells what came first."""
    found: dict[Cell, dict[str, dict[str, int]]] = {}
    for (subject, category, cell), count in sorted(counts.items()):
        found.setdefault(cell, {}).setdefault(subject, {})[category] = count
    return found


def responses(counts: Tally, *dimensions: str) -> Counter[tuple[str, ...]]:
    """Number of responses by the named dimensions of the cell."""
    found: Counter[tuple[str, ...]] = Counter()
    for key, count in counts.items():
        if (key.subject, key.category) == RESPONSES:
            found[tuple(getattr(key.cell, name) for name in dimensions)] += count
    return found
