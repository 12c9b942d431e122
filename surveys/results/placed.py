"""The respondents of one measure as they came, by place: figures whose intervals know that people of one place are alike."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from portal import statistics
from surveys.measures import Measure, Quantity
from surveys.results.joining import joined, without_population
from surveys.results.sample import DIGITS, Group, Sample, Share
from surveys.tallies import Cell

if TYPE_CHECKING:
    from portal.statistics import ClusteredEstimate


class PlacedSample(Sample):
    """As a sample, by the rule of `portal.statistics.clusters`; small categories of a population join their neighbours."""

    def __init__(self, measure: Measure, groups: Sequence[Group], margins: Sequence[Mapping], clustering: Mapping):
        """``margins``: with their ``order`` of categories; ``clustering``: as `results/clustering.py` froze it."""
        self._group_of: dict[str, Mapping[str, str]] = {}
        joining, unknown = self._joining, self._unknown = {}, {}
        super().__init__(measure, groups, margins)
        is_weighted = bool(self.weighting.margins)
        self.weighting = replace(self.weighting, joined=joining if is_weighted else {}, unknown=unknown)
        self._parts = {cell: row for row, cell in enumerate(sorted({group.cell for group in groups}))}
        self.icc = float(clustering["icc"])
        self._clustered = self._split()

    def figure(self, groups: Sequence[Group] | None = None) -> Share:
        """About some of the groups (None: all); hidden under the minimum."""
        among = self.groups if groups is None else groups
        found = self.estimate(among)
        if found is None:
            return Share(n=sum(group.counts.get(outcome, 0) for group in among for outcome in self.columns))
        level = self.measure.level
        ends = found.wald(level) if self.measure.quantity == Quantity.MEAN else found.wilson(level)
        value, low, high, se = (round(self.scale * end, DIGITS) for end in (found.value, *ends, found.se))
        n_effective, deff = round(found.n_eff, DIGITS), round(found.deff, DIGITS)
        return Share(found.n, value, low, high, n_effective, se, found.n - 1, deff)

    def estimate(self, groups: Sequence[Group] | None = None) -> "ClusteredEstimate | None":
        """Unrounded, between 0 and 1 of a share: what a difference is made of. None under the minimum."""
        counts = self._part_counts(self.groups if groups is None else groups)
        if sum(map(sum, counts)) < max(self.measure.minimum_n, 2):
            return None
        scores = list(self.measure.scores.values())
        is_mean = self.measure.quantity == Quantity.MEAN
        return self._clustered.mean(counts, scores) if is_mean else self._clustered.share(counts, scores)

    def _met(self, margins: list[Mapping]) -> list[Mapping]:
        """The margins with small categories joined."""
        return [{**margin, "population": self._join(margin)} for margin in margins]

    def _join(self, margin: Mapping) -> Mapping[str, float]:
        dimension, answers = margin["dimension"], Counter[str]()
        for group in self.groups:
            answers[getattr(group.cell, dimension)] += sum(group.counts.values())
        found = joined(margin["population"], answers, margin.get("order", ()))
        self._group_of[dimension] = found.group_of
        if found.together:
            self._joining[dimension] = found.together
        if lacking := without_population(margin["population"], answers):
            self._unknown[dimension] = lacking
        return found.population

    def _key(self, cell: Cell) -> tuple[str, ...]:
        values = zip(self._dimensions, super()._key(cell), strict=True)
        return tuple(self._group_of[dimension].get(value, value) for dimension, value in values)

    def _split(self) -> "statistics.ClusteredSample":
        """The weighted cells, split by place: a part is a cell with its place."""
        row_of = {key: row for row, key in enumerate(self._keys)}
        sizes = [0] * len(self._parts)
        for group in self.groups:
            sizes[self._parts[group.cell]] += sum(group.counts.values())
        cells, places = [row_of[self._key(cell)] for cell in self._parts], [cell.place for cell in self._parts]
        return statistics.clustered_sample(self._tallied, cells, places, sizes, self.icc)

    def _part_counts(self, groups: Iterable[Group]) -> list[list[int]]:
        """Counts (parts, outcomes that are scored)."""
        counts = [[0] * len(self.columns) for _ in self._parts]
        for group in groups:
            row = counts[self._parts[group.cell]]
            for column, outcome in enumerate(self.columns):
                row[column] += group.counts.get(outcome, 0)
        return counts
