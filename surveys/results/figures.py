"""From counts to a published figure. Everything is made from the frozen inputs and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from portal import statistics
from surveys.enums import Tier, Verdict
from surveys.measures import Measure, Quantity, base_of, parse_measures
from surveys.results.sample import DIGITS, PER_CENT, Group, Sample, Share
from surveys.results.weighed import sample_of
from surveys.tallies import Cell


def verdict(found: Share, target: float | None) -> Verdict:
    """Against a target that is to be reached; a figure without one meets nothing and misses nothing."""
    if found.suppressed:
        return Verdict.TOO_FEW
    if target is None:
        return Verdict.NO_TARGET
    if found.low is not None and found.low >= target:
        return Verdict.LOWER_BOUND_MEETS
    return Verdict.POINT_MEETS if found.value >= target else Verdict.NOT_MET


def result(inputs: Mapping) -> dict:
    """The figure that these inputs give, from the cleaned answers, with the raw one beside it."""
    measure = measure_in(inputs)
    if measure.quantity == Quantity.COMBINED:
        return _combined(measure, inputs)
    groups, raw_groups = _groups(inputs, ""), _groups(inputs, "raw_")
    sample, raw = sample_in(inputs, groups), sample_in(inputs, raw_groups).figure()
    found, base = sample.figure(), base_of(measure, counts_of(groups))
    weighting = sample.weighting
    return {
        **_figure(found),
        "n_effective": found.n_effective,
        "deff": found.deff,
        "unweighted_value": sample.unweighted(),
        "weighting": {
            "method": weighting.method,
            "margins": list(weighting.margins),
            "why": weighting.why,
        }
        | ({"joined": weighting.joined, "unknown": weighting.unknown} if "clustering" in inputs else {}),
        "unclear": base.unclear,
        "unanswered": base.unanswered,
        "raw_value": raw.value,
        "raw_n": raw.n,
        "verdict": str(verdict(found, inputs["target"])),
    }


def sample_in(inputs: Mapping, groups: Sequence[Group], *, weighted: bool = True) -> Sample:
    """These respondents by the rule under which the inputs were frozen; without the weights to a population on request."""
    return sample_of(measure_in(inputs), groups, inputs if weighted else {**inputs, "margins": ()})


def _groups(inputs: Mapping, layer: str) -> list[Group]:
    """The cells, or of inputs that hold counts alone the one cell that all are in."""
    cells = inputs.get(f"{layer}cells")
    return [Group(Cell(), inputs[f"{layer}counts"])] if cells is None else groups_in(cells)


def _figure(found: Share) -> dict:
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "se": found.se,
        "df": found.df,
    }


def _combined(measure: Measure, inputs: Mapping) -> dict:
    """Other figures with set weights; nothing while one of them is missing. The samples are independent."""
    weights = measure.rule["combine"]
    parts = [inputs["parts"].get(code) for code in weights]
    n = sum(part["n"] for part in parts if part)
    found = Share(n=n)
    if all(part and part["value"] is not None for part in parts):
        pairs = list(zip(weights.values(), parts, strict=True))
        value = sum(weight * part["value"] for weight, part in pairs)
        se = sqrt(sum((weight * part["se"]) ** 2 for weight, part in pairs))
        df = sum(part["df"] for part in parts)
        low, high = statistics.Estimate(n, df, value, se).wald(measure.level)
        ends = (round(end, DIGITS) for end in (value, max(low, 0.0), min(high, float(PER_CENT))))
        found = Share(n, *ends, se=round(se, DIGITS), df=df)
    return {
        **_figure(found),
        "n_effective": None,
        "weighting": {"method": "combined", "margins": [], "why": ""},
        "unclear": 0,
        "unanswered": 0,
        "raw_value": None,
        "raw_n": n,
        "verdict": str(verdict(found, inputs["target"])),
    }


def groups_in(rows: Iterable[Sequence]) -> list[Group]:
    """Frozen rows (the cell's parts, of which older ones lack the place, then the counts) as groups."""
    return [Group(Cell(*cell), counts) for *cell, counts in rows]


def counts_of(groups: Iterable[Group]) -> dict[str, int]:
    """Outcome to number over all groups."""
    found: dict[str, int] = {}
    for group in groups:
        for name, count in group.counts.items():
            found[name] = found.get(name, 0) + count
    return found


def tiers_in(inputs: Mapping) -> tuple[str, ...]:
    """The tiers that a figure is made of, as frozen with it; before they were, it was made of all."""
    return tuple(inputs.get("tiers", Tier.values))


def measure_in(inputs: Mapping) -> Measure:
    (measure,) = parse_measures([inputs["measure"]]).values()
    return measure
