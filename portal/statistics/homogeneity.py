"""How much alike the answers of one cluster are, and how much clusters keep of it: pooled over the questions of a wave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Floats

# Of one question at each cluster: number of answers, their sum and sum of squares.
Table = tuple[Sequence[float], Sequence[float], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Correlation:
    """What clusters have in common, over the questions of a wave: mean squares of one-way analyses of variance.

    ``between``: sum over questions of (MSB - MSW)/n0; ``within``: sum of MSW; ``clusters`` and ``questions``: of how
    many each.
    """

    between: float = 0.0
    within: float = 0.0
    clusters: int = 0
    questions: int = 0


def correlation(tables: Iterable[Table]) -> Correlation:
    """One-way analysis of variance of each question: clusters' number of answers, sum and sum of squares (clusters,)."""
    between = within = 0.0
    most = questions = 0
    for table in tables:
        sizes, totals, squares = (np.asarray(column, dtype=np.float64) for column in table)
        n, clusters = float(sizes.sum()), len(sizes)
        if clusters < 2 or n <= clusters:  # noqa: PLR2004 - nothing lies between less than two
            continue
        msw = float((squares - totals**2 / sizes).sum()) / (n - clusters)
        msb = float((totals**2 / sizes).sum() - totals.sum() ** 2 / n) / (clusters - 1)
        between += (msb - msw) / ((n - float((sizes**2).sum()) / n) / (clusters - 1))
        within += msw
        most, questions = max(most, clusters), questions + 1
    return Correlation(between, within, most, questions)


def pooled_icc(waves: Iterable[Correlation]) -> float | None:
    """The correlation within clusters over the questions of one or more waves, each wave with the same weight, cut to 0..1.

    None where nothing tells it.
    """
    usable = [wave for wave in waves if wave.questions]
    between = sum(wave.between / wave.questions for wave in usable)
    total = between + sum(wave.within / wave.questions for wave in usable)
    if not usable:
        return None
    return min(max(between / total, 0.0), 1.0) if total > 0.0 else 0.0


def kept_correlation(pairs: Iterable[tuple[Table, Table]]) -> float | None:
    """Correlation between what clusters have of their own in two waves, pooled over questions, cut to -1.5..1.5 for noise may carry it beyond 1.

    ``pairs``: the tables of one question in both waves, of the clusters that are in both, in the same order. The variance
    of their changes less that of answers within them is 2 (1 - correlation) times the variance between them. None where
    nothing tells it.
    """
    moved = between = 0.0
    for first, second in pairs:
        one, two = (tuple(np.asarray(column, dtype=np.float64) for column in table) for table in (first, second))
        found = _moved(one, two)
        if found is not None:
            moved += found
            between += sum(correlation([table]).between for table in (first, second)) / 2.0
    if between <= 0.0:
        return None
    return min(max(1.0 - moved / (2.0 * between), -1.5), 1.5)


def _moved(one: tuple[Floats, ...], two: tuple[Floats, ...]) -> float | None:
    """Variance between clusters of the change of their means, that of answers within them taken off."""
    clusters, n = len(one[0]), float(one[0].sum() + two[0].sum())
    if clusters < 2 or n <= 2 * clusters:  # noqa: PLR2004 - nothing lies between less than two
        return None
    within = sum(float((squares - totals**2 / sizes).sum()) for sizes, totals, squares in (one, two))
    change = two[1] / two[0] - one[1] / one[0]
    weight = one[0] * two[0] / (one[0] + two[0])
    total = float(weight.sum())
    mean = float(weight @ change) / total
    msb = float(weight @ (change - mean) ** 2) / (clusters - 1)
    return (msb - within / (n - 2 * clusters)) * (clusters - 1) / (total - float(weight @ weight) / total)
