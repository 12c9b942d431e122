"""Respondents who give the same answer to every item of a battery, a sign of careless answering."""

from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Codes, Flags, Floats


@dataclass(frozen=True, slots=True)
class Straightlining:
    """Per row (rows,): ``answered`` items, all equal, ``longest_run`` of equal answers, ``spread`` (NaN under two)."""

    answered: Codes
    straight: Flags
    longest_run: Codes
    spread: Floats
    n_eligible: int

    @property
    def n_flagged(self) -> int:
        """Rows with all answers equal."""
        return int(self.straight.sum())

    @property
    def share_flagged(self) -> float | None:
        """Flagged rows of those with enough answers."""
        return self.n_flagged / self.n_eligible if self.n_eligible else None


def straightlining(answers: Floats, min_answered: int) -> Straightlining:
    """Look for straight lines in ``answers`` (rows, items), as given (no item turned round), NaN for no answer.

    Missing answers are taken out before runs are counted; a row is judged from ``min_answered`` answers.
    ``spread`` is the intra-individual response variability, the standard deviation (n-1) of a row's answers.
    """
    given = ~np.isnan(answers)
    answered = given.sum(axis=1)
    run = np.zeros(len(answers), dtype=np.intp)
    longest = run.copy()
    last = np.full(len(answers), np.nan)
    for item in range(answers.shape[1]):
        now, has = answers[:, item], given[:, item]
        run = np.where(has, np.where(now == last, run + 1, 1), run)
        last = np.where(has, now, last)
        longest = np.maximum(longest, run)
    eligible = answered >= max(min_answered, 1)
    enough = answered > 1
    counted = np.where(enough, answered, 2)
    filled = np.where(given, answers, 0.0)
    centred = np.where(given, answers - (filled.sum(axis=1) / counted)[:, None], 0.0)
    spread = np.where(enough, np.sqrt((centred**2).sum(axis=1) / (counted - 1)), np.nan)
    return Straightlining(answered, eligible & (longest == answered), longest, spread, int(eligible.sum()))
