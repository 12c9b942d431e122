"""Weights: post-stratification, raking or calibration to margins, with trimming, over all or each wave by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from portal.statistics import calibration, margins, raking
from portal.statistics.arrays import Codes, Floats, combine, sums
from portal.statistics.calibration import Distance
from portal.statistics.errors import InvalidInputError
from portal.statistics.frame import Cells
from portal.statistics.margins import Factor, Population
from portal.statistics.raking import Fitting
from portal.statistics.trimming import Trimming, trim

METHODS = ("poststratify", "rake", "calibrate")


@dataclass(frozen=True, slots=True)
class Plan:
    """How weights are made.

    ``method``: one of METHODS; ``fitting``: limits of the iteration; ``distance``: of calibrate;
    ``total_tolerance``: relative difference allowed between the totals of margins; ``rescale_to_first``: then scale
    the later margins to the total of the first.
    """

    method: str
    fitting: Fitting = field(default_factory=Fitting)
    distance: Distance = field(default_factory=Distance)
    trimming: Trimming | None = None
    total_tolerance: float = margins.MARGIN_TOTAL_TOLERANCE
    rescale_to_first: bool = False


@dataclass(frozen=True, slots=True)
class Weighting:
    """Final ``weights`` (n,) and the margin ``cells`` that the residual variance needs."""

    weights: Floats
    cells: Cells


def weigh(
    base: Floats,
    factors: Mapping[str, Factor],
    populations: Mapping[str, Population],
    plan: Plan,
) -> Weighting:
    """Weights that bring the respondents to the population.

    ``base`` (n,) base weights; ``factors``: margin name to the category of each respondent; ``populations``: margin
    name to population of each category, in the order in which the margins are met.  Raises the errors of
    ``portal.statistics.errors``: totals of all margins are checked first, then margin by margin.
    """
    if plan.method not in METHODS:
        message = f"Weights are made by {', '.join(METHODS)}; not {plan.method!r}."
        raise InvalidInputError(message)
    if not populations or (plan.method == "poststratify" and len(populations) > 1):
        message = f"{plan.method} needs {'one margin' if plan.method == 'poststratify' else 'a margin'}."
        raise InvalidInputError(message)
    populations = checked(populations, plan)
    laid = [margins.lay(name, factors[name], population, base) for name, population in populations.items()]
    cells, patterns = combine([margin.codes for margin in laid])
    targets = [margin.targets for margin in laid]

    def reach(weights: Floats) -> Floats:
        totals = sums(cells, weights, len(patterns))
        return np.asarray(weights * (_reached(plan, patterns, targets, totals) / totals)[cells])

    weights = reach(base)
    if plan.trimming is not None:
        weights = trim(weights, plan.trimming, reach)
    return Weighting(weights, Cells(cells, margins.indicators(list(patterns.T))))


def checked(populations: Mapping[str, Population], plan: Plan) -> Mapping[str, Population]:
    """The margins after the check of their totals, rescaled if the plan says so; raises MarginTotalsError."""
    margins.check_totals(populations, plan.total_tolerance)
    return margins.rescale_to_first(populations) if plan.rescale_to_first else populations


def weigh_each_wave(
    base: Floats,
    factors: Mapping[str, Factor],
    waves: Sequence[tuple[Codes, Mapping[str, Population]]],
    plan: Plan,
) -> Weighting:
    """Weights with each wave brought to its own margins.

    ``waves``: the row numbers and the margins of each wave; together they hold each of the n rows once.
    """
    for _, populations in waves:
        checked(populations, plan)
    weights, codes = np.zeros(len(base)), np.zeros(len(base), dtype=np.intp)
    blocks: list[Floats] = []
    for rows, populations in waves:
        own = {name: Factor(factor.codes[rows], factor.labels) for name, factor in factors.items()}
        found = weigh(base[rows], own, populations, plan)
        weights[rows] = found.weights
        codes[rows] = found.cells.codes + sum(len(block) for block in blocks)
        blocks.append(found.cells.indicators)
    return Weighting(weights, Cells(codes, _diagonal(blocks)))


def _reached(plan: Plan, patterns: Codes, targets: Sequence[Floats], totals: Floats) -> Floats:
    if plan.method == "poststratify":
        return targets[0]
    if plan.method == "rake":
        return raking.rake(patterns, targets, totals, plan.fitting)
    return calibration.calibrate(patterns, targets, totals, plan.distance, plan.fitting)


def _diagonal(blocks: Sequence[Floats]) -> Floats:
    """The matrices along the diagonal of one matrix, with zeros elsewhere."""
    width = sum(block.shape[1] for block in blocks)
    rows, start = [], 0
    for block in blocks:
        rows.append(np.pad(block, ((0, 0), (start, width - start - block.shape[1]))))
        start += block.shape[1]
    return np.concatenate(rows)
