"""A sample that came with its design: strata, clusters and weights of each person, none of them made here."""

from collections.abc import Sequence

import numpy as np

from portal.statistics.design import make_design
from portal.statistics.estimation import Estimate, mean
from portal.statistics.frame import Frame, make_frame


def drawn_frame(strata: Sequence[int], clusters: Sequence[int], weights: Sequence[float]) -> Frame:
    """``strata``, ``clusters`` (n,) codes from 0, ``weights`` (n,). A stratum with one cluster is centred at nought."""
    codes = [np.asarray(each, dtype=np.intp) for each in (strata, clusters)]
    design = make_design(len(codes[0]), strata=[codes[0]], cluster=codes[1], lonely_psu="adjust")
    given = np.asarray(weights, dtype=np.float64)
    return make_frame(design, given, given)


def mean_of_rows(frame: Frame, rows: Sequence[int], scores: Sequence[float]) -> Estimate:
    """Weighted mean of ``scores`` (rows,) of some rows; the others stay in the design, as a domain is estimated.

    Degrees of freedom are those of the clusters that the rows are in.
    """
    order = np.argsort(np.asarray(rows, dtype=np.intp), kind="stable")
    part = frame.part(np.asarray(rows, dtype=np.intp)[order])
    return mean(part, np.asarray(scores, dtype=np.float64)[order])
