"""Estimates from tallies: how many respondents each weighting cell has, and how many of them gave each answer.

In a sample without clusters the respondents of a cell (same stratum, same margin categories, same base weight) have
the same weight and can stand for each other.  So counts are all that an estimate and its variance need: the result is
that of the rows, and the work depends on the number of cells alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
import numpy.typing as npt

from portal.statistics.arrays import Codes, Floats, sums
from portal.statistics.design import Design, tallied_design
from portal.statistics.errors import InvalidInputError
from portal.statistics.estimation import Difference, Estimate
from portal.statistics.frame import ROUNDING, Regression, make_regression
from portal.statistics.margins import Factor, Population
from portal.statistics.weighting import Plan, Weighting, weigh

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
    """A weighted sample known by its cells: ``sizes`` and ``weights`` (cells,) of one respondent each.

    ``design``: with one entry a cell; ``base`` (cells,) base weight of one respondent; ``regression`` None for fixed
    weights or none.
    """

    design: Design
    sizes: Codes
    base: Floats
    weights: Floats
    regression: Regression | None

    @property
    def n_eff_kish(self) -> float | None:
        """Kish's effective number of the whole sample."""
        return _kish(self.weights, self.sizes)

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
        table, domain, y = self._checked(counts, scores, members)
        df, sum_w = self._degrees_of_freedom(domain), self._sum_w(table)
        if sum_w == 0.0:
            return Estimate(int(table.sum()), df)
        deviations = y - self._mean(table, y)
        srs = self._element_variance(table, deviations) / table.sum()
        return self._estimate(table, df, self._mean(table, y), self._variance(table, deviations / sum_w), float(srs))

    def total(self, counts: Table, scores: Sequence[float] | Floats, members: Counts | None = None) -> Estimate:
        """Weighted sum of ``scores``; with scores 0 and 1 the number of people in the population."""
        table, domain, y = self._checked(counts, scores, members)
        df, sum_w = self._degrees_of_freedom(domain), self._sum_w(table)
        if sum_w == 0.0:
            return Estimate(int(table.sum()), df)
        srs = self._element_variance(table, y - self._mean(table, y)) * sum_w**2 / table.sum()
        return self._estimate(table, df, float(self.weights @ (table @ y)), self._variance(table, y), float(srs))

    def _checked(
        self, counts: Table, scores: Sequence[float] | Floats, members: Counts | None
    ) -> tuple[Codes, Codes, Floats]:
        """The counts, the respondents of the domain in each cell, and the scores."""
        table = np.asarray(counts, dtype=np.intp).reshape(len(self.sizes), -1)
        domain = self.sizes if members is None else np.asarray(members, dtype=np.intp)
        if (table < 0).any() or (table.sum(axis=1) > domain).any() or (domain > self.sizes).any():
            message = "A cell has more answers than respondents, or a count below 0."
            raise InvalidInputError(message)
        return table, domain, np.asarray(scores, dtype=np.float64)

    def _degrees_of_freedom(self, domain: Codes) -> int:
        strata = sums(self.design.strata, domain.astype(np.float64), len(self.design.psu_counts))
        return int(domain.sum()) - int(np.count_nonzero(strata))

    def _sum_w(self, table: Codes) -> float:
        return float(self.weights @ table.sum(axis=1))

    def _mean(self, table: Codes, y: Floats) -> float:
        """The weighted mean; where all gave the same score it is that score, without rounding."""
        given = np.unique(y[table.sum(axis=0) > 0])
        return float(given[0]) if len(given) == 1 else float(self.weights @ (table @ y)) / self._sum_w(table)

    def _element_variance(self, table: Codes, deviations: Floats) -> float:
        """n/(n-1) sum w (y - mean)^2 / sum w, 0 for one answer."""
        n = int(table.sum())
        if n < 2:  # noqa: PLR2004 - one answer has no variance
            return 0.0
        return n / (n - 1) * float(self.weights @ (table @ deviations**2)) / self._sum_w(table)

    def _variance(self, table: Codes, influence: Floats) -> float | None:
        """Variance by linearisation from the ``influence`` (answers,) of each answer, divided by its weight."""
        fitted = np.zeros(len(table))
        if self.regression is not None:
            fitted = self.regression.fitted(self.base * (table @ influence))
        z = self.weights[:, None] * (influence[None, :] - fitted[:, None])
        z_others, others = -self.weights * fitted, self.sizes - table.sum(axis=1)
        strata, size = self.design.strata, len(self.design.psu_counts)
        totals = sums(strata, (table * z).sum(axis=1) + others * z_others, size)
        centre = self.design.centres(totals)[strata]
        squares = (table * (z - centre[:, None]) ** 2).sum(axis=1) + others * (z_others - centre) ** 2
        variance = self.design.spread(sums(strata, squares, size), np.flatnonzero(table.sum(axis=1)))
        if variance is None:
            return None
        return variance if variance > ROUNDING * float((table * z**2).sum()) else 0.0

    def _estimate(self, table: Codes, df: int, value: float, variance: float | None, srs: float) -> Estimate:
        n = int(table.sum())
        deff = variance / srs if variance is not None and srs else None
        return Estimate(
            n=n,
            df=df,
            value=value,
            se=None if variance is None else sqrt(variance),
            sum_w=self._sum_w(table),
            deff=deff,
            n_eff=n / deff if deff else None,
            n_eff_kish=_kish(self.weights, table.sum(axis=1)),
        )


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
    base = np.ones(len(sizes)) if cells.base_weights is None else np.asarray(cells.base_weights, dtype=np.float64)
    strata = np.zeros(len(sizes), dtype=np.intp) if cells.strata is None else _factor(cells.strata).codes
    design = tallied_design(strata, sizes, lonely_psu=lonely_psu)
    if not populations:
        return TalliedSample(design, sizes, base, base, None)
    filled = np.flatnonzero(sizes)
    factors = {name: _margin([cells.categories[int(cell)] for cell in filled], name) for name in populations}
    made = _weigh(base[filled], sizes[filled], factors, populations, plan or Plan("rake"))
    weights = np.zeros(len(sizes))
    weights[filled] = made.weights
    regression = None
    if not fixed_weights:
        indicators = np.zeros((len(sizes), made.cells.indicators.shape[1]))
        indicators[filled] = made.cells.indicators[made.cells.codes]
        regression = make_regression(indicators, base * sizes)
    return TalliedSample(design, sizes, base, weights, regression)


def _weigh(
    base: Floats,
    sizes: Codes,
    factors: Mapping[str, Factor],
    populations: Mapping[str, Population],
    plan: Plan,
) -> Weighting:
    """Weight of one respondent of each cell.

    Margins only ask for the weight of whole cells.  Trimming looks at single weights, so the rows are laid out for it.
    """
    if plan.trimming is None:
        made = weigh(base * sizes, factors, populations, plan)
        return Weighting(made.weights / sizes, made.cells)
    row = np.repeat(np.arange(len(sizes)), sizes)
    laid = {name: Factor(factor.codes[row], factor.labels) for name, factor in factors.items()}
    made = weigh(base[row], laid, populations, plan)
    first = np.cumsum(sizes) - sizes
    return Weighting(made.weights[first], replace(made.cells, codes=made.cells.codes[first]))


def _kish(weights: Floats, sizes: Codes) -> float | None:
    squares = float(weights**2 @ sizes)
    return float(weights @ sizes) ** 2 / squares if squares > 0.0 else None


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
