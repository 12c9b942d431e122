"""How far raters agree and items measure the same: kappa, Krippendorff's alpha, ICC, Cronbach's alpha, straight-lining.

Ratings are arrays (units, raters) or (rows, items) of floats with NaN for "no answer"; categories are their places.
Without variation nothing can be said, and the estimate is None, never 0 or 1.
"""

from portal.statistics.reliability.cronbach import Consistency, cronbach_alpha
from portal.statistics.reliability.icc import Correlation, IntraclassCorrelations, MeanSquares, intraclass_correlations
from portal.statistics.reliability.kappa import Agreement, cohen_kappa, fleiss_kappa
from portal.statistics.reliability.krippendorff import Disagreement, krippendorff_alpha
from portal.statistics.reliability.straightlining import Straightlining, straightlining

__all__ = [
    "Agreement",
    "Consistency",
    "Correlation",
    "Disagreement",
    "IntraclassCorrelations",
    "MeanSquares",
    "Straightlining",
    "cohen_kappa",
    "cronbach_alpha",
    "fleiss_kappa",
    "intraclass_correlations",
    "krippendorff_alpha",
    "straightlining",
]
