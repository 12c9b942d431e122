"""Cronbach's alpha: how far the items of a scale measure the same (Cronbach 1951)."""

from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Floats


@dataclass(frozen=True, slots=True)
class Consistency:
    """Alpha of ``n`` complete rows, and alpha without each item in turn; None where the scale does not vary."""

    n: int
    value: float | None
    if_deleted: tuple[float | None, ...]


def cronbach_alpha(answers: Floats, weights: Floats | None = None) -> Consistency:
    """k/(k-1) (1 - sum of item variances / variance of the sum).

    ``answers`` (rows, items), reversed items already turned round, NaN for no answer; rows with one are left out.
    ``weights`` (rows,) give weighted variances.
    """
    complete = ~np.isnan(answers).any(axis=1)
    answers = answers[complete]
    w = np.ones(len(answers)) if weights is None else weights[complete]
    if not w.sum() > 0.0:
        return Consistency(len(answers), None, (None,) * answers.shape[1])
    centred = answers - (w @ answers) / w.sum()
    covariance = (centred.T * w) @ centred / w.sum()
    items = range(answers.shape[1])
    without = (np.delete(np.delete(covariance, item, axis=0), item, axis=1) for item in items)
    return Consistency(len(answers), _alpha(covariance), tuple(map(_alpha, without)))


def _alpha(covariance: Floats) -> float | None:
    k, of_sum, of_items = len(covariance), float(covariance.sum()), float(np.trace(covariance))
    if k < 2 or of_sum <= 1e-14 * max(of_items, 1e-300):  # noqa: PLR2004 - one item is no scale
        return None
    return k / (k - 1) * (1.0 - of_items / of_sum)
