"""How far evaluators agree, from what decisions froze: kappa of levels, alpha and ICC of totals, leniency of each.

Plain readings of portal.statistics; no figure where there is nothing to compare. It is for talking about the rubric
and about training, so evaluators stand by name, never by rank.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan, sqrt
from statistics import fmean, stdev

import numpy as np

from portal.statistics.quantiles import student
from portal.statistics.reliability import cohen_kappa, intraclass_correlations, krippendorff_alpha

LEVEL = 0.95
PAIR = 2
# Fewer cases say nothing about a person.
FEWEST = 3


@dataclass(frozen=True)
class Judged:
    """One evaluation: by whom (public id), its total, the place of the level it alone would give (0 for none)."""

    evaluator: str
    score: float
    level: int


@dataclass(frozen=True)
class Leniency:
    """Mean difference from the others on the same cases, in points; None while there are too few cases."""

    evaluator: str
    cases: int
    value: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class AgreementFacts:
    cases: int
    kappa: float | None
    kappa_interval: tuple[float, float] | None
    alpha: float | None
    icc: float | None
    icc_interval: tuple[float, float] | None
    leniencies: list[Leniency]


def judged(frozen: dict) -> list[Judged]:
    """The evaluations that a decision rests on, by the levels of that day."""
    places = ["", *(level["code"] for level in frozen["level_scheme"]["levels"])]
    return [
        Judged(item["evaluator"], float(item["score"]), places.index(item["level"])) for item in frozen["evaluations"]
    ]


def agreement_of(panels: Iterable[Sequence[Judged]], levels: int) -> AgreementFacts:
    """Of cases with at least two evaluations; of so many levels, without the one for none."""
    cases = [sorted(panel, key=lambda item: item.evaluator) for panel in panels if len(panel) >= PAIR]
    pairs = np.array([[item.level for item in panel[:PAIR]] for panel in cases], dtype=float)
    kappa = cohen_kappa(pairs.reshape(-1, PAIR), levels + 1, "linear")
    icc = intraclass_correlations(
        np.array([[item.score for item in panel[:PAIR]] for panel in cases]).reshape(-1, PAIR)
    )
    one = icc.forms.get("icc1")
    return AgreementFacts(
        cases=len(cases),
        kappa=kappa.value,
        kappa_interval=_with_width(kappa.wald(LEVEL)),
        alpha=krippendorff_alpha(_by_evaluator(cases), "interval").value,
        icc=one.value if one else None,
        icc_interval=one.interval if one else None,
        leniencies=leniencies(cases),
    )


def _with_width(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    """None for an interval of no width: the cases are too much alike to say how sure the figure is."""
    return interval if interval and interval[1] > interval[0] else None


def leniencies(cases: Iterable[Sequence[Judged]]) -> list[Leniency]:
    """Each evaluator against the mean of the others, with Student's interval."""
    apart = defaultdict(list)
    for panel in cases:
        for item in panel:
            others = [other.score for other in panel if other is not item]
            apart[item.evaluator].append(item.score - fmean(others))
    return [_leniency(evaluator, found) for evaluator, found in sorted(apart.items())]


def _leniency(evaluator: str, found: list[float]) -> Leniency:
    if len(found) < FEWEST:
        return Leniency(evaluator, len(found), None, None)
    value, n = fmean(found), len(found)
    reach = student((1 + LEVEL) / 2, n - 1) * stdev(found) / sqrt(n)
    return Leniency(evaluator, n, value, (value - reach, value + reach))


def _by_evaluator(cases: Sequence[Sequence[Judged]]) -> np.ndarray:
    """Totals by case and evaluator, NaN where an evaluator did not judge the case."""
    names = sorted({item.evaluator for panel in cases for item in panel})
    table = np.full((len(cases), max(len(names), 1)), nan)
    for row, panel in enumerate(cases):
        for item in panel:
            table[row, names.index(item.evaluator)] = item.score
    return table
