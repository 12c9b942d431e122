"""Estimates from tallies: how many respondents each weighting cell has, and how many of them gave each answer.

In a sample without clusters the respondents of a cell (same stratum, same margin categories, same base weight) have
the same weight and can stand for each other.  So counts are all that an estimate and its variance need, and nobody
has to be looked at: the rows are laid out again from the counts and estimated like any sample, with the same result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from portal.statistics import estimation
from portal.statistics.arrays import Codes, Floats
from portal.statistics.design import make_design
from portal.statistics.errors import InvalidInputError
from portal.statistics.estimation import Difference, Estimate
from portal.statistics.frame import Frame, Part, make_frame
from portal.statistics.margins import Factor, Population
from portal.statistics.weighting import Plan, weigh

Counts = Sequence[int] | npt.NDArray[np.int64]
Table = Sequence[Sequence[int]] | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Weighting cells of a sample: one entry for each cell in every list.

    ``categories``: margin variable to category; ``sizes``: respondents, whether they answered a question or not;
    ``strata``: stratum of the cell (None: one stratum); ``base_weights`` (None: 1).
    """

    categories: Sequence[Mapping[str, str]]
    sizes: Counts
    strata: Sequence[str] | None = None
    base_weights: Sequence[float] | None = None


@dataclass(frozen=True, slots=True)
class TalliedSample:
    """A weighted sample known by its cells: ``sizes`` and ``weights`` (cells,) of one respondent each."""

    frame: Frame
    sizes: Codes
    weights: Floats

    def proportion(self, counts: Table, chosen: Sequence[int], members: Counts | None = None) -> Estimate:
        """Weighted proportion that gave one of the answers ``chosen`` (columns of ``counts``).

        ``counts`` (cells, answers): respondents with an answer; for a question with several options per person, one
        column for those who took it and one for those who did not.  ``members`` (cells,): respondents in the domain
        that ``counts`` is about, with an answer or not (None: the whole sample).
        """
        scores = np.zeros(np.shape(counts)[1])
        scores[list(chosen)] = 1.0
        return self.mean(counts, scores, members)

    def mean(self, counts: Table, scores: Sequence[float] | Floats, members: Counts | None = None) -> Estimate:
        """Weighted mean of ``scores`` (answers,); ``counts`` and ``members`` as for a proportion."""
        part, y, df = self._rows(counts, scores, members)
        return estimation.mean(part, y, df)

    def total(self, counts: Table, scores: Sequence[float] | Floats, members: Counts | None = None) -> Estimate:
        """Weighted sum of ``scores``; with scores 0 and 1 the number of people in the population."""
        part, y, df = self._rows(counts, scores, members)
        return estimation.total(part, y, df)

    def _rows(
        self, counts: Table, scores: Sequence[float] | Floats, members: Counts | None
    ) -> tuple[Part, Floats, int]:
        """The rows of those who answered, their scores, and the degrees of freedom of the domain."""
        table = np.asarray(counts, dtype=np.intp).reshape(len(self.sizes), -1)
        domain = self.sizes if members is None else np.asarray(members, dtype=np.intp)
        answered = table.sum(axis=1)
        if (table < 0).any() or (answered > domain).any() or (domain > self.sizes).any():
            message = "A cell has more answers than respondents, or a count below 0."
            raise InvalidInputError(message)
        y = np.repeat(np.tile(np.asarray(scores, dtype=np.float64), len(table)), table.ravel())
        return self._first(answered), y, self._first(domain).df

    def _first(self, numbers: Codes) -> Part:
        """The first so many respondents of each cell."""
        starts = np.cumsum(self.sizes) - self.sizes
        within = np.arange(int(numbers.sum())) - np.repeat(np.cumsum(numbers) - numbers, numbers)
        return self.frame.part(np.repeat(starts, numbers) + within)


def tallied_sample(
    cells: Cells,
    populations: Mapping[str, Population] | None = None,
    plan: Plan | None = None,
    *,
    fixed_weights: bool = False,
    lonely_psu: str = "fail",
) -> TalliedSample:
    """Weigh a sample known by its cells.

    ``populations``: margin (a variable, or ``a:b`` for a crossing) to category to population, and ``plan`` how
    they are met; without them the base weights stay.  ``fixed_weights``: leave the gain of the margins out of the
    variance.  Raises the errors of ``weigh`` and of ``make_design``.
    """
    sizes = np.asarray(cells.sizes, dtype=np.intp)
    cell_of_row = np.repeat(np.arange(len(sizes)), sizes)
    given = np.ones(len(sizes)) if cells.base_weights is None else np.asarray(cells.base_weights, dtype=np.float64)
    base = given[cell_of_row]
    strata = [] if cells.strata is None else [_factor(cells.strata).codes[cell_of_row]]
    design = make_design(len(base), strata=strata, lonely_psu=lonely_psu)
    if not populations:
        return TalliedSample(make_frame(design, base, base), sizes, given)
    factors = {name: _laid_out(_margin(cells.categories, name), cell_of_row) for name in populations}
    made = weigh(base, factors, populations, plan or Plan("rake"))
    frame = make_frame(design, base, made.weights, None if fixed_weights else made.cells)
    weights = np.zeros(len(sizes))
    weights[cell_of_row] = made.weights
    return TalliedSample(frame, sizes, weights)


def independent_difference(first: Estimate, second: Estimate) -> Difference:
    """``second`` minus ``first`` of two samples drawn and weighted independently."""
    n, df = first.n + second.n, first.df + second.df
    if first.value is None or second.value is None or first.se is None or second.se is None:
        return Difference(n, df, first.n, second.n, first.value, second.value)
    se = sqrt(first.se**2 + second.se**2)
    return Difference(n, df, first.n, second.n, first.value, second.value, second.value - first.value, se)


def _margin(categories: Sequence[Mapping[str, str]], name: str) -> Factor:
    return _factor([":".join(cell[variable] for variable in name.split(":")) for cell in categories])


def _factor(texts: Sequence[str]) -> Factor:
    labels = sorted(set(texts))
    return Factor(np.array([labels.index(text) for text in texts], dtype=np.intp), tuple(labels))


def _laid_out(factor: Factor, cell_of_row: Codes) -> Factor:
    return Factor(factor.codes[cell_of_row], factor.labels)
