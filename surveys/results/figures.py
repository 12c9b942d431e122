"""From counts to a published figure. Everything is made from the frozen inputs and nothing else."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from portal.statistics.intervals import Proportion, proportion_interval
from surveys.enums import Verdict
from surveys.measures import Measure, base_of, parse_measures

DIGITS = 8
PER_CENT = 100


@dataclass(frozen=True)
class Share:
    """A share in per cent with its interval; without value when there are too few answers to say."""

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n_effective: float | None = None

    @property
    def suppressed(self) -> bool:
        return self.value is None


def share(measure: Measure, counts: Mapping[str, int]) -> Share:
    """Simple random sample: variance p(1-p)/(n-1), interval by the measure's method at its level."""
    base = base_of(measure, counts)
    if base.n < measure.minimum_n:
        return Share(n=base.n)
    p = base.yes / base.n
    given = Proportion(
        p=p,
        se=sqrt(p * (1 - p) / (base.n - 1)),
        n=base.n,
        n_effective_kish=float(base.n),
        df=base.n - 1,
        level=measure.level,
    )
    low, high = proportion_interval(measure.interval, given)
    return Share(base.n, *(round(PER_CENT * end, DIGITS) for end in (p, low, high)), n_effective=float(base.n))


def verdict(found: Share, target: float | None) -> Verdict:
    """Against a target that is to be reached; without one the figure stands for itself and meets nothing."""
    if found.suppressed or target is None:
        return Verdict.TOO_FEW if found.suppressed else Verdict.NOT_MET
    if found.low >= target:
        return Verdict.LOWER_BOUND_MEETS
    return Verdict.POINT_MEETS if found.value >= target else Verdict.NOT_MET


def result(inputs: Mapping) -> dict:
    """The figure that these inputs give, from the cleaned answers, with the raw one beside it."""
    measure = _measure(inputs)
    found, raw = share(measure, inputs["counts"]), share(measure, inputs["raw_counts"])
    base = base_of(measure, inputs["counts"])
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "n_effective": found.n_effective,
        "unclear": base.unclear,
        "unanswered": base.unanswered,
        "raw_value": raw.value,
        "raw_n": raw.n,
        "verdict": str(verdict(found, inputs["target"])),
    }


def canonical(data: Mapping) -> bytes:
    """The one way to write inputs and results as bytes, so that equal means equal."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Mapping) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def _measure(inputs: Mapping) -> Measure:
    (measure,) = parse_measures([inputs["measure"]]).values()
    return measure
