"""The respondents of one measure, weighted to the population where there is one, and any figure about them.

Made from frozen counts alone: cells (who) with counts (what they said), and margins (how many there are).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Self

from portal import statistics
from surveys.measures import Measure, Quantity
from surveys.tallies import Cell

if TYPE_CHECKING:
    from portal.statistics import Cells, Estimate, TalliedSample

UNKNOWN = ""  # the part of a cell that nobody told
DIGITS = 8
PER_CENT = 100


@dataclass(frozen=True)
class Group:
    """People of one cell and what they said: outcome to number."""

    cell: Cell
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Share:
    """A share in per cent, or a mean in points, with its interval; without value when there are too few to say."""

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n_effective: float | None = None
    se: float | None = None
    df: int = 0
    deff: float | None = None

    @property
    def suppressed(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Weighting:
    """How the weights were made: the method ("none" without), the dimensions met, and why it is not as the measure says.

    ``joined``: by dimension the categories that were weighted as one; ``unknown``: those whose population is not known.
    """

    method: str
    margins: tuple[str, ...] = ()
    why: str = ""
    joined: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Sample:
    """Weighs once; ``figure`` answers about all of the groups or some of them, as if each answer stood alone.

    Figures are made so no more since places are counted (`PlacedSample`); those from before are made again so.
    """

    def __init__(self, measure: Measure, groups: Sequence[Group], margins: Sequence[Mapping] = ()):
        """``margins``: plain data with ``dimension`` and ``population`` (category to number)."""
        self.measure, self.groups = measure, groups
        usable = self._met([margin for margin in margins if margin["dimension"] in measure.margins])
        self.columns = list(measure.scores)
        self._dimensions = [margin["dimension"] for margin in usable]
        self._keys = sorted({self._key(group.cell) for group in groups})
        self._tallied, self.weighting = self._weigh(usable)

    def asked(self, measure: Measure, groups: Sequence[Group]) -> Self:
        """The same people with the same weights, and what they said to something else."""
        other = copy(self)
        other.measure, other.groups, other.columns = measure, groups, list(measure.scores)
        return other

    def figure(self, groups: Sequence[Group] | None = None) -> Share:
        """About some of the groups (None: all); hidden under the minimum."""
        among = self.groups if groups is None else groups
        counts, members = self._table(among)
        n = sum(map(sum, counts))
        if n < max(self.measure.minimum_n, 2):
            return Share(n=n)
        return self._share(self._tallied.mean(counts, list(self.measure.scores.values()), members))

    def unweighted(self) -> float | None:
        """The same figure as if everybody counted the same."""
        counts, _ = self._table(self.groups)
        n = sum(map(sum, counts))
        if n < max(self.measure.minimum_n, 2):
            return None
        scores = self.measure.scores.values()
        total = sum(sum(column) * score for column, score in zip(zip(*counts, strict=True), scores, strict=True))
        return _rounded(self.scale * float(total) / n)

    def weight(self, cell: Cell) -> float:
        """What one answer from this cell counts; where nobody is, nought."""
        key = self._key(cell)
        return float(self._tallied.weights[self._keys.index(key)]) if key in self._keys else 0.0

    @property
    def scale(self) -> int:
        """What is shown is so many times the estimate."""
        return 1 if self.measure.quantity == Quantity.MEAN else PER_CENT

    def _met(self, margins: list[Mapping]) -> list[Mapping]:
        """The margins as they are met: as they are."""
        return margins

    def _key(self, cell: Cell) -> tuple[str, ...]:
        return tuple(getattr(cell, dimension) for dimension in self._dimensions)

    def _table(self, groups: Iterable[Group]) -> tuple[list[list[int]], list[int]]:
        """Counts (cells, outcomes that are scored), and respondents (cells,) with or without one."""
        place = {key: row for row, key in enumerate(self._keys)}
        counts = [[0] * len(self.columns) for _ in self._keys]
        members = [0] * len(self._keys)
        for group in groups:
            row = place[self._key(group.cell)]
            members[row] += sum(group.counts.values())
            for column, outcome in enumerate(self.columns):
                counts[row][column] += group.counts.get(outcome, 0)
        return counts, members

    def _weigh(self, margins: Sequence[Mapping]) -> "tuple[TalliedSample, Weighting]":
        categories = [dict(zip(self._dimensions, key, strict=True)) for key in self._keys]
        _, sizes = self._table(self.groups)
        plain = statistics.Cells(categories, sizes), Weighting("none")
        if not margins or not self._keys:
            return _unweighted(plain[0]), plain[1]
        populations = _populations(margins, categories, sizes)
        plan = statistics.Plan(self.measure.method, total_tolerance=inf, rescale_to_first=True)
        try:
            tallied = statistics.tallied_sample(plain[0], populations, plan)
        except statistics.StatisticsError as error:
            return _unweighted(plain[0]), Weighting("none", why=error.code)
        return tallied, Weighting(self.measure.method, tuple(self._dimensions))

    def _share(self, found: "Estimate") -> Share:
        if self.measure.quantity == Quantity.MEAN:
            interval = found.wald(self.measure.level)
        else:
            interval = found.interval(self.measure.interval, self.measure.level)
        low, high = interval or (None, None)
        scaled = (_rounded(None if end is None else self.scale * end) for end in (found.value, low, high))
        value, low, high = scaled
        return Share(
            found.n,
            value,
            low,
            high,
            _rounded(found.n_eff_kish),
            _rounded(self.scale * found.se),
            found.df,
            _rounded(found.deff),
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _unweighted(cells: "Cells") -> "TalliedSample":
    return statistics.tallied_sample(cells, lonely_psu="remove")


def _populations(
    margins: Sequence[Mapping], categories: Sequence[Mapping[str, str]], sizes: Sequence[int]
) -> dict[str, dict[str, float]]:
    """Margins as they are met. Who did not tell the category keeps the share of the answers that they are."""
    populations = {}
    for margin in margins:
        dimension, population = margin["dimension"], {name: float(n) for name, n in margin["population"].items()}
        seen: Counter[str] = Counter()
        for cell, size in zip(categories, sizes, strict=True):
            seen[cell[dimension]] += size
        unknown, total = seen[UNKNOWN], sum(seen.values())
        if 0 < unknown < total:
            population[UNKNOWN] = sum(population.values()) * unknown / (total - unknown)
        populations[dimension] = population
    return populations
