"""How the answers to one question are spread: the share of each answer, of numbers a mean, of a scale its better side.

All of it from frozen cells. Who chose a way out ("I cannot say") is in no share and no mean, but counted: beside weighted
shares of it the plain number would be a second sum over hidden groups, and two of them would follow from two sums.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt

from surveys.enums import Verdict
from surveys.measures import Measure, Outcome, Unclear
from surveys.questionnaire import KINDS, Kind
from surveys.results.breakdown import TOGETHER, TOGETHER_WEIGHTED, categories_of, hidden
from surveys.results.representativeness import numbers_by
from surveys.results.sample import DIGITS, Group, Sample, Share
from surveys.results.weighed import sample_of
from surveys.tallies import ANSWERED

BY = ("area", "age", "group", "mode")


@dataclass(frozen=True)
class Asked:
    """What is told of a question, as it stands in the rule of its measure."""

    question: str
    kind: Kind
    dimension: str
    answers: tuple[str, ...]  # codes in the order of the questionnaire; empty: whatever was said
    ways_out: frozenset[str]
    positive: frozenset[str]  # of a scale
    wording: str  # digest of what was asked: waves are set beside each other where it is the same

    @property
    def offered(self) -> tuple[str, ...]:
        """Without the ways out."""
        return tuple(code for code in self.answers if code not in self.ways_out)


def asked_in(measure: Measure) -> Asked:
    rule = measure.rule["distribution"]
    return Asked(
        rule["question"],
        KINDS[rule["kind"]],
        rule["dimension"],
        tuple(rule["answers"]),
        frozenset(rule["ways_out"]),
        frozenset(rule["positive"]),
        rule["wording"],
    )


def distribution(measure: Measure, groups: Sequence[Group], inputs: Mapping) -> dict:
    """The frozen result. ``groups``: in each cell how many answered, how many not ("none"), and with what."""
    asked = asked_in(measure)
    counts = _sum(groups)
    n = _scored(asked, counts)
    shared = {
        "n": n,
        "value": None,
        "too_few": n < measure.minimum_n,
        "unclear": counts.get(ANSWERED, 0) - n,
        "unanswered": counts.get(Outcome.NONE, 0),
        "raw_value": None,
        "raw_n": n,
        "verdict": str(Verdict.TOO_FEW if n < measure.minimum_n else Verdict.NO_TARGET),
    }
    if shared["too_few"]:
        return shared | {"weighting": {"method": "none", "margins": [], "why": ""}}
    if asked.dimension:
        return shared | _portrait(asked, groups)
    figures = figures_of(measure, groups, inputs)
    weighting = next(iter(figures.values())).sample.weighting
    return shared | {
        "weighting": {"method": weighting.method, "margins": list(weighting.margins), "why": weighting.why},
        **_told(figures),
        "spread": _spread(asked, groups, figures.get("mean")),
        "tables": _tables(measure, asked, groups, figures, inputs.get("withheld", {})),
    }


@dataclass(frozen=True)
class Figure:
    """A share or a mean, and the same people counted for it, cell by cell."""

    sample: Sample
    groups: list[Group]

    def share(self, places: Iterable[int] | None = None) -> Share:
        return self.sample.figure(None if places is None else [self.groups[place] for place in places])


def figures_of(measure: Measure, groups: Sequence[Group], inputs: Mapping) -> dict[str, Figure]:
    """One for each answer ("answer yes"); beside them "mean" and "better". Everybody is weighed once for all of them.

    ``inputs``: with "margins", and "clustering" where places are known, or "design" of a drawn sample.
    """
    asked, counts = asked_in(measure), _sum(groups)
    share = replace(measure, rule={"one_of": {}}, unclear=Unclear.EXCLUDED, interval="wilson")
    everybody = _counted(groups, partial(_chose, asked, frozenset()))
    weighed = sample_of(share, everybody, inputs)

    def figure(rule: Measure, count) -> Figure:
        counted = _counted(groups, count)
        return Figure(weighed.asked(rule, counted), counted)

    found = {
        f"answer {code}": figure(share, partial(_chose, asked, values)) for code, values in answers_of(asked, counts)
    }
    if asked.positive:
        found["better"] = figure(share, partial(_chose, asked, asked.positive))
    for name, values in asked.kind.means(_values(asked, counts), asked.offered).items():
        mean = replace(measure, rule={"scores": {"question": asked.question, "values": values}}, interval="wald")
        found[name] = figure(mean, partial(_scored_by, values))
    return found


def _counted(groups: Sequence[Group], count) -> list[Group]:
    return [Group(group.cell, count(group.counts)) for group in groups]


def _scored_by(values: Mapping[str, float], counts: Mapping[str, int]) -> dict[str, int]:
    """Who gave an answer with a score, by that answer; who gave none is told apart, once."""
    scored = {value: counts[value] for value in values if value in counts}
    return scored | {
        str(Outcome.UNCLEAR): counts.get(ANSWERED, 0) - sum(scored.values()),
        str(Outcome.NONE): counts.get(Outcome.NONE, 0),
    }


def _chose(asked: Asked, values: frozenset[str], counts: Mapping[str, int]) -> dict[str, int]:
    """Who gave one of these answers, of those who took no way out."""
    scored, chose = _scored(asked, counts), sum(counts.get(value, 0) for value in values)
    return {
        str(Outcome.YES): chose,
        str(Outcome.NO): scored - chose,
        str(Outcome.UNCLEAR): counts.get(ANSWERED, 0) - scored,
        str(Outcome.NONE): counts.get(Outcome.NONE, 0),
    }


def answers_of(asked: Asked, counts: Mapping[str, int]) -> list[tuple[str, frozenset[str]]]:
    """What gets a bar: a code, and the values that stand for it; numbers in bins, dates by month or by year."""
    return asked.kind.bars(_values(asked, counts), asked.offered)


def _told(figures: Mapping[str, Figure], places: Sequence[int] | None = None) -> dict:
    """As it is frozen and shown, of all or of the people in some cells."""
    shares = {name: _plain(figure.share(places)) for name, figure in figures.items()}
    told = {"answers": _named("answer", shares), "better": shares.get("better"), "mean": shares.get("mean")}
    ranks = _named("rank", shares)
    return told | ({"ranks": ranks} if ranks else {})


def _named(what: str, shares: Mapping[str, dict]) -> list[dict]:
    """Those figures that are one for each answer."""
    named = {name.partition(" ")[2]: share for name, share in shares.items() if name.startswith(f"{what} ")}
    return [{"code": code, **share} for code, share in named.items()]


def _plain(share: Share) -> dict:
    return {"value": share.value, "low": share.low, "high": share.high, "n": share.n, "se": share.se, "df": share.df}


def _tables(measure: Measure, asked: Asked, groups: Sequence[Group], figures, withheld: Mapping) -> dict:
    """By each dimension with several categories; a hidden one has no answers. The rule is that of any figure."""
    weighted = next(iter(figures.values())).sample.weighting.margins
    # The mean place of an answer is told of all people alone: who left it out of a small group would show.
    figures = {name: figure for name, figure in figures.items() if not name.startswith("rank ")}
    found = {}
    for dimension in BY:
        parts = categories_of(groups, dimension)
        sizes = {name: _scored(asked, _sum(groups[place] for place in places)) for name, places in parts.items()}
        present = {name: size for name, size in sizes.items() if size}
        least = TOGETHER_WEIGHTED if dimension in weighted else TOGETHER
        out = hidden(present, measure.minimum_n, least) | set(withheld.get(dimension, ()))
        if len(present) > 1:
            found[dimension] = [
                {"category": name, **({} if name in out else _told(figures, parts[name]))} for name in sorted(present)
            ]
    return found


def _spread(asked: Asked, groups: Sequence[Group], mean: Figure | None) -> float | None:
    """Standard deviation of the numbers, each with the weight of its cell."""
    centre = mean and mean.share().value
    if mean is None or centre is None:
        return None
    squares = weights = 0.0
    for group in groups:
        weight = mean.sample.weight(group.cell)
        for value, count in _values(asked, group.counts).items():
            squares += weight * count * (int(value) - centre) ** 2
            weights += weight * count
    return round(sqrt(squares / weights), DIGITS)


def _portrait(asked: Asked, groups: Sequence[Group]) -> dict:
    """Of a question that says who answers: how many, as the portrait of the sample tells it."""
    held = {group.cell: group.counts.get(ANSWERED, 0) + group.counts.get(Outcome.NONE, 0) for group in groups}
    numbers = dict(numbers_by(held, asked.dimension))
    order = [*(code for code in asked.answers if code in numbers), *sorted(set(numbers) - set(asked.answers))]
    return {
        "n": sum(held.values()),
        "weighting": {"method": "none", "margins": [], "why": ""},
        "people": [{"code": code, "n": numbers[code]} for code in order],
    }


def _sum(groups: Iterable[Group]) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in groups:
        for name, count in group.counts.items():
            found[name] = found.get(name, 0) + count
    return found


def _values(asked: Asked, counts: Mapping[str, int]) -> dict[str, int]:
    out = {ANSWERED, str(Outcome.NONE), *asked.ways_out}
    return {value: count for value, count in counts.items() if value not in out}


def _scored(asked: Asked, counts: Mapping[str, int]) -> int:
    """Who answered on the scale."""
    return counts.get(ANSWERED, 0) - sum(counts.get(code, 0) for code in asked.ways_out)
