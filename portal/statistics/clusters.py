"""Estimates of answers that come in clusters (places, schools, rounds), from counts by weighting cell and cluster.

People of one cluster resemble each other. Few clusters cannot tell how much; all questions of a wave together can. So
an estimate has two effective sizes and takes the smaller: its own, from the bias-reduced variance between clusters
(Bell and McCaffrey 2002), and the model's, from an intraclass correlation that is pooled over questions (Gabler, Häder
and Lahiri 1999). The interval of a share is Wilson's with that size; docs/decisions/0019 tells how it was tried.
The work grows with cells times clusters, not with answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from portal.statistics import intervals, quantiles
from portal.statistics.arrays import Codes, Floats, sums
from portal.statistics.frame import ROUNDING
from portal.statistics.intervals import Interval
from portal.statistics.tallies import Counts, Table, TalliedSample

ALONE = -1  # the code of those who are a cluster each
ENOUGH = 8  # clusters that tell a variance between them
_WHOLE = 1e-9


@dataclass(frozen=True, slots=True)
class ClusteredEstimate:
    """A share or mean of ``n`` answers.

    ``value``; ``spread``: variance of one answer, p(1-p) of a share; ``variance``: bias-reduced, None where one cluster
    holds all; ``n_kish``; ``n_eff``: the answers that a simple random sample would need. Per cluster (clusters,):
    ``labels``, ``influence`` on the value and ``part`` of the weight; ``variance_alone`` and ``n_alone`` of those without cluster.
    """

    n: int
    value: float
    spread: float
    variance: float | None
    n_kish: float
    n_eff: float
    labels: Sequence[str]
    influence: Floats
    part: Floats
    variance_alone: float
    n_alone: int

    @property
    def se(self) -> float:
        """Standard error that goes with the effective size."""
        return sqrt(self.spread / self.n_eff)

    @property
    def deff(self) -> float:
        """How many answers say as much as one of a simple random sample."""
        return self.n / self.n_eff

    def wilson(self, level: float) -> Interval:
        """Interval of a share."""
        return intervals.wilson(self.value, self.n_eff, quantiles.normal((1.0 + level) / 2.0))

    def wald(self, level: float) -> Interval:
        """Interval of a mean, not cut at the ends of the scale."""
        return intervals.wald(self.value, self.se, quantiles.normal((1.0 + level) / 2.0))


@dataclass(frozen=True, slots=True)
class ClusteredSample:
    """A weighted sample whose cells are split by cluster into parts.

    ``sample``: its cells with their weights; ``cells`` (parts,): the cell of each part; ``clusters`` (parts,): codes from
    0 into ``labels``, or ALONE; ``sizes`` (parts,): respondents; ``icc``: correlation within clusters, pooled.
    """

    sample: TalliedSample
    cells: Codes
    clusters: Codes
    labels: Sequence[str]
    sizes: Codes
    icc: float

    def share(self, counts: Table, scores: Sequence[float]) -> ClusteredEstimate | None:
        """Weighted share of the answers with score 1, others 0; None without answers.

        ``counts`` (parts, answers): of the domain asked about, nought in parts outside it; ``scores`` (answers,).
        """
        return self._estimate(np.asarray(counts, dtype=np.intp), np.asarray(scores, dtype=np.float64), is_share=True)

    def mean(self, counts: Table, scores: Sequence[float]) -> ClusteredEstimate | None:
        """Weighted mean of ``scores``; as a share otherwise."""
        return self._estimate(np.asarray(counts, dtype=np.intp), np.asarray(scores, dtype=np.float64), is_share=False)

    def _estimate(self, counts: Codes, scores: Floats, *, is_share: bool) -> ClusteredEstimate | None:
        weights, answered = self.sample.weights[self.cells], counts.sum(axis=1)
        n, total, squares = int(answered.sum()), float(weights @ answered), float(weights**2 @ answered)
        if not n or total <= 0.0:
            return None
        given = np.unique(scores[counts.sum(axis=0) > 0])
        value = float(given[0]) if len(given) == 1 else float(weights @ (counts @ scores)) / total
        spread = float(weights @ (counts @ (scores - value) ** 2)) / total
        if not is_share:
            spread *= n / max(n - 1, 1)
        influence, alone = self._influence(counts, (scores - value) / total, total)
        placed = self.clusters != ALONE
        part = sums(self.clusters[placed], (weights * answered)[placed], len(self.labels)) / total
        variance = _variance(influence, part)
        variance = None if variance is None else variance + alone
        n_kish = total**2 / squares
        size = (float((part**2).sum()) * total**2 + float(weights[~placed] ** 2 @ answered[~placed])) / squares
        n_eff = n_kish / (1.0 + (size - 1.0) * self.icc)
        if variance and spread > 0.0 and variance > ROUNDING * spread:
            n_eff = min(n_eff, spread / variance)
        n_alone = int(answered[~placed].sum())
        return ClusteredEstimate(
            n, value, spread, variance, n_kish, n_eff, self.labels, influence, part, alone, n_alone
        )

    def _influence(self, counts: Codes, influence: Floats, total: float) -> tuple[Floats, float]:
        """The influence of each cluster on the estimate, and the variance of those who stand alone."""
        fitted = np.zeros(len(self.sample.weights))
        if self.sample.regression is not None:
            by_cell = sums(self.cells, counts @ influence, len(fitted))
            fitted = self.sample.regression.fitted(self.sample.base * by_cell)
        weights, fit, others = self.sample.weights[self.cells], fitted[self.cells], self.sizes - counts.sum(axis=1)
        z = weights * (counts @ influence - fit * self.sizes)
        placed = self.clusters != ALONE
        by_cluster = sums(self.clusters[placed], z[placed], len(self.labels))
        own = weights[:, None] * (influence[None, :] - fit[:, None])
        reduced = 1.0 - weights / total
        used = np.divide((counts * own**2).sum(axis=1), reduced, out=np.zeros_like(z), where=reduced > _WHOLE)
        return by_cluster, float((used + others * (weights * fit) ** 2)[~placed].sum())


def clustered_sample(
    sample: TalliedSample, cells: Sequence[int], clusters: Sequence[str], sizes: Counts, icc: float
) -> ClusteredSample:
    """A weighted sample split by cluster; of each part (parts,) its cell, its cluster (empty: each alone), its respondents."""
    labels = sorted({cluster for cluster in clusters if cluster})
    codes = {label: code for code, label in enumerate(labels)} | {"": ALONE}
    return ClusteredSample(
        sample,
        np.asarray(cells, dtype=np.intp),
        np.array([codes[cluster] for cluster in clusters], dtype=np.intp),
        labels,
        np.asarray(sizes, dtype=np.intp),
        icc,
    )


def _variance(influence: Floats, part: Floats) -> float | None:
    """Sum over clusters of influence^2/(1 - part of the weight); None where one cluster holds all."""
    if (part > 1.0 - _WHOLE).any():
        return None
    return float((influence**2 / (1.0 - part)).sum())
