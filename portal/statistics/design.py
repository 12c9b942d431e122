"""The sample: strata, primary sampling units, finite population, and the variance of a total between the units.

Ultimate-cluster variance with replacement within strata, with the finite population correction of the first stage
(Särndal, Swensson and Wretman 1992, section 4.6; Lumley's R package survey for strata with one unit).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Codes, Flags, Floats, combine, counts, sums
from portal.statistics.errors import InvalidInputError, LonelyPsuError

LONELY_PSU = ("fail", "remove", "certainty", "adjust", "average")

# R counts a stratum as fully sampled, hence without variance, below this sampling fraction of the rest.
_CENSUS = 1e-7


@dataclass(frozen=True, slots=True)
class Design:
    """Strata and primary sampling units (PSU) of a sample of n rows.

    ``strata`` (n,) codes from 0; ``psu`` (n,) codes from 0, or None when every row is a unit;
    ``stratum_of_psu`` (units,), empty when every row is a unit; ``psu_counts`` (strata,);
    ``factor`` (strata,): (1 - n_h/N_h) n_h/(n_h - 1), or what a lonely unit adds; ``lonely`` (strata,): strata with
    one unit that are not fully sampled; ``lonely_psu``: one of LONELY_PSU.
    """

    strata: Codes
    psu: Codes | None
    stratum_of_psu: Codes
    psu_counts: Floats
    factor: Floats
    lonely: Flags
    lonely_psu: str

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.strata)

    def spread(self, squares: Floats, rows: Codes | None) -> float | None:
        """Variance from the squared deviations (strata,) of the unit totals of each stratum.

        ``rows``: those that the estimate uses (None: all).  None where only lonely strata are to be averaged.
        """
        variance = float(self.factor @ squares)
        if self.lonely_psu != "average" or not self.lonely.any():
            return variance
        used = counts(self.strata if rows is None else self.strata[rows], len(squares)) > 0.0
        others = int((used & ~self.lonely).sum())
        return variance * int(used.sum()) / others if others else None

    def centres(self, totals: Floats) -> Floats:
        """What unit totals are compared with in each stratum: their mean, or 0 for a lonely unit."""
        return np.where(self.lonely, 0.0, totals / self.psu_counts)

    def degrees_of_freedom(self, rows: Codes | None) -> int:
        """Number of PSUs less number of strata among ``rows`` (None: all)."""
        strata = self.strata if rows is None else self.strata[rows]
        n_strata = int(np.count_nonzero(counts(strata, len(self.psu_counts))))
        if self.psu is None:
            return len(strata) - n_strata
        psu = self.psu if rows is None else self.psu[rows]
        return int(np.count_nonzero(counts(psu, len(self.stratum_of_psu)))) - n_strata


def make_design(
    n: int,
    *,
    strata: Sequence[Codes] = (),
    cluster: Codes | None = None,
    population_psu_count: Floats | None = None,
    lonely_psu: str = "fail",
) -> Design:
    """Design of a sample of ``n`` rows.

    ``strata``: columns (n,) of codes whose combinations are the strata; ``cluster`` (n,) codes, read within strata;
    ``population_psu_count`` (n,): number of units in the population of the row's stratum.  Raises LonelyPsuError
    for a stratum with one unit when ``lonely_psu`` is fail.
    """
    if lonely_psu not in LONELY_PSU:
        message = f"Strata with one unit: {', '.join(LONELY_PSU)}; not {lonely_psu!r}."
        raise InvalidInputError(message)
    stratum = combine(list(strata))[0] if strata else np.zeros(n, dtype=np.intp)
    size = int(stratum.max(initial=-1)) + 1
    psu, owners = (None, np.zeros(0, dtype=np.intp)) if cluster is None else combine([stratum, cluster])
    stratum_of_psu = owners if psu is None else owners[:, 0]
    psu_counts = counts(stratum if psu is None else stratum_of_psu, size)
    rest = _rest_of_population(stratum, psu_counts, population_psu_count)
    return _design(stratum, psu, stratum_of_psu, psu_counts, rest, lonely_psu)


def tallied_design(strata: Codes, sizes: Codes, *, lonely_psu: str = "fail") -> Design:
    """Design of a sample without clusters that is known by its cells: ``strata`` and respondents of each (cells,).

    Its ``strata`` has one entry a cell; strata are counted by respondents.  Raises as ``make_design``.
    """
    if lonely_psu not in LONELY_PSU:
        message = f"Strata with one unit: {', '.join(LONELY_PSU)}; not {lonely_psu!r}."
        raise InvalidInputError(message)
    psu_counts = sums(strata, sizes.astype(np.float64), int(strata.max(initial=-1)) + 1)
    psu_counts = np.where(psu_counts > 0.0, psu_counts, 2.0)  # a stratum without anybody adds nothing
    none = np.zeros(0, dtype=np.intp)
    return _design(strata, None, none, psu_counts, np.ones(len(psu_counts)), lonely_psu)


def _design(
    stratum: Codes, psu: Codes | None, stratum_of_psu: Codes, psu_counts: Floats, rest: Floats, lonely_psu: str
) -> Design:
    lonely = (psu_counts == 1.0) & (rest > _CENSUS)
    if lonely.any() and lonely_psu == "fail":
        message = f"{int(lonely.sum())} of {len(psu_counts)} strata have one primary sampling unit; join strata or say how to count them."
        raise LonelyPsuError(message)
    factor = rest * psu_counts / np.maximum(psu_counts - 1.0, 1.0)
    if lonely_psu != "adjust":
        factor = np.where(lonely, 0.0, factor)
    return Design(stratum, psu, stratum_of_psu, psu_counts, factor, lonely, lonely_psu)


def _rest_of_population(stratum: Codes, psu_counts: Floats, population: Floats | None) -> Floats:
    """1 - n_h/N_h of each stratum, or 1 without a finite population."""
    if population is None:
        return np.ones(len(psu_counts))
    mean = sums(stratum, population, len(psu_counts)) / counts(stratum, len(psu_counts))
    if not (np.abs(population - mean[stratum]) <= 1e-9 * mean[stratum]).all():
        message = "The number of units in the population differs within a stratum."
        raise InvalidInputError(message)
    if not (mean >= psu_counts * (1.0 - _CENSUS)).all():
        message = "A stratum has more primary sampling units in the sample than in the population."
        raise InvalidInputError(message)
    return np.maximum(1.0 - psu_counts / mean, 0.0)
