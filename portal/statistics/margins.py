"""Margins: what the population looks like, and the checks before weights are made to meet it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import MISSING, Codes, Floats, sums
from portal.statistics.errors import (
    EmptyMarginCategoryError,
    InvalidInputError,
    MarginTotalsError,
    MissingMarginValueError,
    UnknownCategoryError,
)

MARGIN_TOTAL_TOLERANCE = 1e-6

Population = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Factor:
    """A categorical column: ``codes`` (n,) into ``labels``, -1 where there is no value."""

    codes: Codes
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin laid on the respondents: ``codes`` (n,) from 0 and the population ``targets`` of the codes."""

    codes: Codes
    targets: Floats


def check_totals(
    populations: Mapping[str, Population],
    tolerance: float = MARGIN_TOTAL_TOLERANCE,
) -> None:
    """Raise MarginTotalsError if the totals of two margins differ by more than ``tolerance`` of the larger.

    InvalidInputError for a margin without population.
    """
    totals = {name: sum(population.values()) for name, population in populations.items()}
    for name, total in totals.items():
        if not total > 0.0:
            message = f"Margin {name!r} has no population."
            raise InvalidInputError(message)
    low, high = min(totals, key=totals.__getitem__), max(totals, key=totals.__getitem__)
    if totals[high] - totals[low] > tolerance * totals[high]:
        message = (
            f"The margins count different populations: {low!r} has {totals[low]:.10g} in total, "
            f"{high!r} has {totals[high]:.10g}."
        )
        raise MarginTotalsError(message)


def rescale_to_first(populations: Mapping[str, Population]) -> dict[str, dict[str, float]]:
    """The same margins, the later ones scaled to the total of the first."""
    totals = {name: sum(population.values()) for name, population in populations.items()}
    first = next(iter(totals.values()))
    return {
        name: {category: count * (first / totals[name]) for category, count in population.items()}
        for name, population in populations.items()
    }


def lay(name: str, factor: Factor, population: Population, weights: Floats) -> Margin:
    """Lay the margin ``name`` on respondents with base ``weights`` (n,).

    Raises MissingMarginValueError, UnknownCategoryError or EmptyMarginCategoryError, looked for in this order.
    """
    missing = int((factor.codes == MISSING).sum())
    if missing:
        message = f"{missing} respondents have no value of the margin variable {name!r}."
        raise MissingMarginValueError(message)
    present = np.bincount(factor.codes, minlength=len(factor.labels)) > 0
    labels = [label for label, found in zip(factor.labels, present, strict=True) if found]
    for label in labels:
        if not population.get(label, 0.0) > 0.0:
            message = f"Respondents are in category {label!r}, for which margin {name!r} has no population."
            raise UnknownCategoryError(message)
    codes = (np.cumsum(present) - 1)[factor.codes]
    weighted = dict(zip(labels, sums(codes, weights, len(labels)), strict=True))
    for category, count in population.items():
        if count > 0.0 and not weighted.get(category, 0.0) > 0.0:
            message = f"Category {category!r} of margin {name!r} has population {count:.10g} and no respondent."
            raise EmptyMarginCategoryError(message)
    return Margin(codes, np.array([population[label] for label in labels]))


def indicators(columns: Sequence[Codes]) -> Floats:
    """Indicator matrix (n, categories of all columns together) of code columns (n,)."""
    return np.column_stack([np.eye(int(codes.max()) + 1)[codes] for codes in columns])
