"""What ties answers to an indicator: the rule, the base, how "unclear" counts, minimum n, method and interval.

Measures are data (measures.yaml), versioned; an estimate freezes the whole record among its inputs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

Answers = Mapping[str, Sequence[str]]


class Outcome(StrEnum):
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    NONE = "none"  # not answered, or not asked


class Quantity(StrEnum):
    SHARE = "share"  # of those who said yes
    MEAN = "mean"  # of the scores of answers
    COMBINED = "combined"  # of other measures' figures, with set weights
    DISTRIBUTION = "distribution"  # how the answers to one question are spread


class Unclear(StrEnum):
    EXCLUDED = "excluded"
    AS_NO = "as_no"


@dataclass(frozen=True)
class Measure:
    code: str
    version: int
    indicator: int | None  # number in the plan; none: a question as it was answered
    questionnaire: str
    name: Mapping[str, str]
    rule: Mapping
    base: Mapping[str, Sequence[str]] = field(default_factory=dict)  # dimension -> categories that count
    unclear: Unclear = Unclear.EXCLUDED
    beside: str = ""  # the measure that this one is an alternative of; empty: it is the figure itself
    minimum_n: int = 30
    level: float = 0.95
    method: str = "unweighted"  # or how weights meet the margins: rake, poststratify, calibrate
    margins: Sequence[str] = ()  # dimensions whose population the weights are to meet, where there is one
    apart: Mapping[str, Sequence[str]] = field(default_factory=dict)  # those outside the base who are told apart
    interval: str = "wilson"
    formula: Mapping[str, str] = field(default_factory=dict)

    @property
    def quantity(self) -> Quantity:
        """What kind of figure the rule makes."""
        return QUANTITIES.get(next(iter(self.rule)), Quantity.SHARE)

    @property
    def questions(self) -> frozenset[str]:
        """Ids of the questions whose answers it is made of."""
        return frozenset(_questions(self.rule))

    @property
    def scores(self) -> Mapping[str, float]:
        """Score of each outcome; of a share 100 for yes and 0 for the others in its base."""
        if self.quantity == Quantity.MEAN:
            return self.rule["scores"]["values"]
        others = (Outcome.NO, Outcome.UNCLEAR) if self.unclear == Unclear.AS_NO else (Outcome.NO,)
        return {str(Outcome.YES): 1.0} | {str(other): 0.0 for other in others}

    def as_data(self) -> dict:
        return asdict(self)


def parse_measures(rows: Sequence[Mapping]) -> dict[str, Measure]:
    measures = {}
    for row in rows:
        measure = Measure(**{**row, "unclear": Unclear(row.get("unclear", Unclear.EXCLUDED))})
        if measure.code in measures:
            raise ValueError(f"{measure.code}: two measures of one code")
        if not set(measure.rule) & set(RULES):
            raise ValueError(f"{measure.code}: unknown rule")
        measures[measure.code] = measure
    return measures


def outcome(measure: Measure, answers: Answers) -> str:
    """What one person's answers are under the measure: an Outcome, or under a mean the answer that has a score."""
    return _judge(measure.rule, answers)


def _judge(rule: Mapping, answers: Answers) -> str:
    name = next(iter(rule))
    return RULES[name](rule[name], answers)


def _one_of(rule: Mapping, answers: Answers) -> Outcome:
    """Yes when any of the listed answers was given."""
    given = set(answers.get(rule["question"], ()))
    if not given:
        return Outcome.NONE
    if given & set(rule["options"]):
        return Outcome.YES
    return Outcome.UNCLEAR if given & set(rule.get("unclear", ())) else Outcome.NO


def _correct(rule: Mapping, answers: Answers) -> Outcome:
    """Yes when at least a given share of knowledge questions was answered right. "I don't know" is not right."""
    keys = rule["answers"]
    if any(not answers.get(question) for question in keys):
        return Outcome.NONE
    right = sum(list(answers[question]) == [code] for question, code in keys.items())
    return Outcome.YES if right >= rule["at_least"] * len(keys) else Outcome.NO


def _all(rules: Sequence[Mapping], answers: Answers) -> Outcome:
    found = {_judge(rule, answers) for rule in rules}
    for worst in (Outcome.NONE, Outcome.NO, Outcome.UNCLEAR):
        if worst in found:
            return worst
    return Outcome.YES


def _scored(rule: Mapping, answers: Answers) -> str:
    """The answer itself when it has a score."""
    given = list(answers.get(rule["question"], ()))
    if not given:
        return Outcome.NONE
    return given[0] if given[0] in rule["values"] else Outcome.UNCLEAR


def _combined(rule: Mapping, answers: Answers) -> Outcome:
    """Nobody's answers count here; the figure is made from other figures."""
    return Outcome.NONE


RULES = {
    "one_of": _one_of,
    "correct": _correct,
    "all": _all,
    "scores": _scored,
    "combine": _combined,
    "distribution": _combined,
}
QUANTITIES = {"scores": Quantity.MEAN, "combine": Quantity.COMBINED, "distribution": Quantity.DISTRIBUTION}


def _questions(rule: Mapping) -> list[str]:
    name = next(iter(rule))
    if name == "all":
        return [question for part in rule["all"] for question in _questions(part)]
    if name == "correct":
        return list(rule["correct"]["answers"])
    return [] if name == "combine" else [rule[name]["question"]]


@dataclass(frozen=True)
class Base:
    """Who said yes, out of whom; the rest is left out and counted."""

    yes: int
    n: int
    unclear: int
    unanswered: int


def base_of(measure: Measure, counts: Mapping[str, int]) -> Base:
    """Who counts in the figure, and how many were left out as unclear or without an answer."""
    return Base(
        yes=counts.get(Outcome.YES, 0),
        n=sum(counts.get(category, 0) for category in measure.scores),
        unclear=counts.get(Outcome.UNCLEAR, 0),
        unanswered=counts.get(Outcome.NONE, 0),
    )
