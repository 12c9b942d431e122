"""Differences between estimates of answers that come in clusters, and tests that are looked at together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from portal.statistics.clusters import ClusteredEstimate
from portal.statistics.estimation import Difference

ENOUGH = 8  # clusters that tell a variance between them


@dataclass(frozen=True, slots=True)
class Alike:
    """``icc``: correlation within clusters; ``kept``: between what a cluster has of its own in the one and in the other."""

    icc: float
    kept: float


def clustered_difference(one: ClusteredEstimate, two: ClusteredEstimate, alike: Alike | None = None) -> Difference:
    """``two`` minus ``one``.

    A cluster that both have is one: what it has of its own in both goes. With ``alike``, as for a single estimate, the
    larger of two variances counts: that between the clusters themselves, and that which ``alike`` foretells; without it
    the first alone, with Student's t. With fewer than ENOUGH clusters in common the two are independent, each with its
    effective size.
    """
    first, second = _held(one), _held(two)
    variance, df = one.se**2 + two.se**2, float(one.n + two.n - 2)
    if len(first.keys() & second.keys()) >= ENOUGH:
        own, own_df = _paired(one, two, first, second)
        if alike is None:
            variance, df = own, own_df
        else:
            variance = max(own, _foretold(one, two, (first, second), alike))
    return Difference(one.n + two.n, df, one.n, two.n, one.value, two.value, two.value - one.value, sqrt(variance))


_Held = dict[str, tuple[float, float]]
_NONE = (0.0, 0.0)


def _held(found: ClusteredEstimate) -> _Held:
    """Influence and part of each cluster that has a part."""
    rows = zip(found.labels, found.influence.tolist(), found.part.tolist(), strict=True)
    return {label: (influence, part) for label, influence, part in rows if part > 0.0}


def _paired(one: ClusteredEstimate, two: ClusteredEstimate, first: _Held, second: _Held) -> tuple[float, float]:
    """Variance and degrees of freedom (Satterthwaite, of clusters and of those who stand alone)."""
    labels = sorted(first.keys() | second.keys())
    pairs = [(first.get(label, _NONE), second.get(label, _NONE)) for label in labels]
    placed = sum((z2 - z1) ** 2 / (1.0 - max(part1, part2)) for (z1, part1), (z2, part2) in pairs)
    alone, n_alone = one.variance_alone + two.variance_alone, one.n_alone + two.n_alone
    below = placed**2 / (len(labels) - 1) + (alone**2 / (n_alone - 1) if n_alone > 1 else 0.0)
    return placed + alone, (placed + alone) ** 2 / below if below else float(len(labels) - 1)


def _foretold(one: ClusteredEstimate, two: ClusteredEstimate, held: tuple[_Held, _Held], alike: Alike) -> float:
    """Of answers within clusters, and of what clusters have of their own, less what they keep."""
    within = 0.0
    for found, clusters in zip((one, two), held, strict=True):
        placed = sum(part for _, part in clusters.values())
        within += found.spread / found.n_kish * (1.0 - alike.icc * placed)
    first, second = held
    pairs = [
        (first.get(label, _NONE)[1], second.get(label, _NONE)[1]) for label in sorted(first.keys() | second.keys())
    ]
    own = sum(part1**2 + part2**2 - 2.0 * alike.kept * part1 * part2 for part1, part2 in pairs)
    return within + alike.icc * (one.spread + two.spread) / 2.0 * own


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values of tests that are looked at together (Holm 1979), in the order given."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted
