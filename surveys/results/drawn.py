"""The respondents of one measure as a contractor drew them: estimated by their own strata, clusters and weights.

Design-based, as R's svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight) with svymean: the variance between
clusters within strata, with degrees of freedom of clusters less strata. A stratum with one cluster is compared with
the whole (lonely units "adjusted").
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from portal import statistics
from surveys.measures import Measure
from surveys.results.sample import DIGITS, Group, Sample, Share, Weighting
from surveys.tallies import Cell

if TYPE_CHECKING:
    from portal.statistics import Estimate, Frame

METHOD = "design"
Part = Sequence  # stratum, cluster, weight
Design = Mapping[str, Part]


def is_drawn(result: Mapping) -> bool:
    """Whether a figure is one of a drawn sample."""
    return bool(result["weighting"]["method"] == METHOD)


class DrawnSample(Sample):
    """As a sample, by its design. In place of a place each cell names its part of the design."""

    def __init__(self, measure: Measure, groups: Sequence[Group], design: Design):
        self._design = design
        super().__init__(measure, groups)
        self.weighting = Weighting(METHOD)
        self._cells = sorted({group.cell for group in groups})
        sizes = dict.fromkeys(self._cells, 0)
        for group in groups:
            sizes[group.cell] += sum(group.counts.values())
        self._first, self.n = {}, 0
        for cell in self._cells:
            self._first[cell] = self.n
            self.n += sizes[cell]
        self._sizes = sizes
        self._frame = self._laid_out()

    def figure(self, groups: Sequence[Group] | None = None) -> Share:
        """About some of the groups (None: all); hidden under the minimum."""
        found = self._estimate(self.groups if groups is None else groups)
        if found.n < max(self.measure.minimum_n, 2):
            return Share(n=found.n)
        effective = found.n_eff if found.n_eff is not None else found.n_eff_kish
        return replace(self._share(found), n_effective=None if effective is None else round(effective, DIGITS))

    def weight(self, cell: Cell) -> float:
        return float(self._design[cell.place][2])

    @property
    def clusters(self) -> int:
        """Units that were drawn at the first stage; who was drawn alone is one."""
        named = {(stratum, cluster) for stratum, cluster, _weight in map(self._part, self._cells) if cluster}
        return len(named) + sum(size for cell, size in self._sizes.items() if not self._part(cell)[1])

    def _part(self, cell: Cell) -> Part:
        return self._design[cell.place]

    def _laid_out(self) -> "Frame":
        """A row for each person, those of one cell stand for each other; and one without weight for each empty cluster."""
        units: list[tuple[str, object, float]] = []
        for cell in self._cells:
            stratum, cluster, weight = self._part(cell)
            units += [(stratum, cluster or (cell, number), float(weight)) for number in range(self._sizes[cell])]
        met = {(stratum, unit) for stratum, unit, _weight in units}
        drawn = sorted({(stratum, cluster) for stratum, cluster, _weight in self._design.values() if cluster})
        units += [(stratum, cluster, 0.0) for stratum, cluster in drawn if (stratum, cluster) not in met]
        strata, clusters = ({name: code for code, name in enumerate(dict.fromkeys(names))} for names in (
            [stratum for stratum, _unit, _weight in units],
            [(stratum, unit) for stratum, unit, _weight in units],
        ))  # fmt: skip
        return statistics.drawn_frame(
            [strata[stratum] for stratum, _unit, _weight in units],
            [clusters[stratum, unit] for stratum, unit, _weight in units],
            [weight for _stratum, _unit, weight in units],
        )

    def _estimate(self, groups: Sequence[Group]) -> "Estimate":
        """Unrounded, of who gave an outcome with a score."""
        rows: list[int] = []
        scores: list[float] = []
        taken: dict[Cell, int] = {}
        for group in groups:
            for outcome, score in self.measure.scores.items():
                count = group.counts.get(outcome, 0)
                first = self._first[group.cell] + taken.get(group.cell, 0)
                rows += range(first, first + count)
                scores += [float(score)] * count
                taken[group.cell] = taken.get(group.cell, 0) + count
        return statistics.mean_of_rows(self._frame, rows, scores)
