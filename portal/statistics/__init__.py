"""Numbers from answers: weights, estimates with intervals, agreement, disclosure.  Plain numpy, no Django.

A survey keeps tallies: for each weighting cell its respondents and how many gave each answer.  Its results are::

    sample = tallied_sample(
        Cells(
            categories=[{"age": "18-39", "sex": "f"}, {"age": "18-39", "sex": "m"}, ...],  # one for each cell
            sizes=[41, 38, ...],                      # respondents of the cell, with an answer or not
            strata=None,                              # or the stratum of each cell, when the sample was drawn by strata
        ),
        populations={"age": {"18-39": 52000, ...}, "sex": {"f": 60100, "m": 58800}},  # {}: unweighted
        plan=Plan("rake", trimming=None),             # or "poststratify" (one margin, "age:sex" crosses), "calibrate"
    )
    sample.weights                                    # (cells,) weight of one respondent of each cell
    sample.n_eff_kish                                 # effective number of respondents
    found = sample.proportion(counts, chosen=[0, 1])  # counts (cells, answers); members= for a domain
    found.value, found.se, found.n, found.df, found.deff, found.n_eff, found.n_eff_kish
    found.interval("wilson", 0.95)                    # (low, high); also logit, beta, asin, likelihood, wald
    sample.mean(counts, scores=[1, 2, 3, 4, 5]).wald(0.95)
    sample.total(counts, scores=[1, 0])               # people in the population
    change = independent_difference(last_year, this_year)   # .value .se .t_value .p_value .wald(0.95)
    by_place = clustered_sample(sample, cells, clusters, sizes, icc)   # answers that come in clusters
    by_place.share(counts, scores=[1, 0]).wilson(0.95)      # .value .n_eff .deff .se; clustered_difference of two
    suppressed_keys({"key": n, ...}, min_n=30, complementary=True)  # cells to withhold

No value is None, never 0: no answers, no degrees of freedom, nothing to vary.  A proportion of exactly 0 or 1 has the
interval of Kish's effective number.  The same numbers come out of rows (``make_design``, ``weigh``, ``make_frame``,
``estimation``), to rounding.

Errors are StatisticsError with ``code`` and a message for people: MARGIN_TOTALS_INCONSISTENT, MISSING_MARGIN_VALUE,
UNKNOWN_CATEGORY, EMPTY_MARGIN_CATEGORY (collapse it), RAKING_NOT_CONVERGED, TRIMMING_INFEASIBLE, LONELY_PSU,
INVALID_INPUT, UNSUPPORTED.

``portal.statistics.reliability`` has kappa, alpha, ICC and straight-lining; ``python -m portal.statistics CASE_DIR...
-o results.json`` answers reference cases.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.statistics.calibration import Distance
    from portal.statistics.clusters import ClusteredEstimate, ClusteredSample, clustered_sample
    from portal.statistics.comparisons import Alike, clustered_difference, holm
    from portal.statistics.design import Design, make_design
    from portal.statistics.disclosure import suppressed_keys
    from portal.statistics.drawn import drawn_frame, mean_of_rows
    from portal.statistics.errors import StatisticsError
    from portal.statistics.estimation import Difference, Estimate
    from portal.statistics.frame import Frame, kish, make_frame
    from portal.statistics.homogeneity import Correlation, correlation, kept_correlation, pooled_icc
    from portal.statistics.intervals import PROPORTION_METHODS
    from portal.statistics.margins import Factor
    from portal.statistics.quantiles import normal_two_sided
    from portal.statistics.raking import Fitting
    from portal.statistics.tallies import Cells, TalliedSample, independent_difference, tallied_sample
    from portal.statistics.trimming import Trimming
    from portal.statistics.weighting import Plan, Weighting, weigh, weigh_each_wave

__all__ = [
    "PROPORTION_METHODS",
    "Alike",
    "Cells",
    "ClusteredEstimate",
    "ClusteredSample",
    "Correlation",
    "Design",
    "Difference",
    "Distance",
    "Estimate",
    "Factor",
    "Fitting",
    "Frame",
    "Plan",
    "StatisticsError",
    "TalliedSample",
    "Trimming",
    "Weighting",
    "clustered_difference",
    "clustered_sample",
    "correlation",
    "drawn_frame",
    "holm",
    "independent_difference",
    "kept_correlation",
    "kish",
    "make_design",
    "make_frame",
    "mean_of_rows",
    "normal_two_sided",
    "pooled_icc",
    "suppressed_keys",
    "tallied_sample",
    "weigh",
    "weigh_each_wave",
]

# Where each name lives: its module is loaded when the name is first used, for numpy costs every process megabytes.
_HOMES = {
    "Alike": "comparisons",
    "Cells": "tallies",
    "ClusteredEstimate": "clusters",
    "ClusteredSample": "clusters",
    "Correlation": "homogeneity",
    "Design": "design",
    "Difference": "estimation",
    "Distance": "calibration",
    "Estimate": "estimation",
    "Factor": "margins",
    "Fitting": "raking",
    "Frame": "frame",
    "PROPORTION_METHODS": "intervals",
    "Plan": "weighting",
    "StatisticsError": "errors",
    "TalliedSample": "tallies",
    "Trimming": "trimming",
    "Weighting": "weighting",
    "clustered_difference": "comparisons",
    "clustered_sample": "clusters",
    "correlation": "homogeneity",
    "drawn_frame": "drawn",
    "holm": "comparisons",
    "independent_difference": "tallies",
    "kept_correlation": "homogeneity",
    "kish": "frame",
    "make_design": "design",
    "make_frame": "frame",
    "mean_of_rows": "drawn",
    "normal_two_sided": "quantiles",
    "pooled_icc": "homogeneity",
    "suppressed_keys": "disclosure",
    "tallied_sample": "tallies",
    "weigh": "weighting",
    "weigh_each_wave": "weighting",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
