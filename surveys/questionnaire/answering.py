"""A posted set of answers against one version: kept as it will be stored, or refused with words.

Two kinds of fault. A `slip` is what a person can do by mistake on the page (left out, two answers that exclude each
other). A `forgery` is what the page never offers (foreign questions, unoffered options, texts past the limit).
Neither is stored; only the words differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from surveys.enums import Kind
from surveys.questionnaire.records import Item, Questionnaire
from surveys.questionnaire.routing import route
from surveys.questionnaire.typed import day_typed, number_typed

PREFIX = "q_"
OTHER = "_other"
COMMUNITY = "_community"


class Fault(StrEnum):
    MISSING = "missing"
    EXCLUSIVE = "exclusive"
    NOT_ASKED = "not_asked"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    OTHER_WITHOUT_TEXT = "other_without_text"
    COMMUNITY_ELSEWHERE = "community_elsewhere"
    TOO_LONG = "too_long"
    NOT_OFFERED = "not_offered"
    FOREIGN = "foreign"


FORGERIES = frozenset({Fault.NOT_OFFERED, Fault.FOREIGN})


@dataclass(frozen=True)
class Problem:
    question: str
    fault: Fault
    limit: int | date | None = None


@dataclass(frozen=True)
class Places:
    """Codes that the place question offers: area -> its communities."""

    communities: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    answers: dict[str, list[str]]
    problems: tuple[Problem, ...]
    ending: str
    found: dict[str, list[str]] = field(default_factory=dict)  # what was given, faults and all

    def without(self, *faults: Fault) -> "Checked":
        """The same with these faults let pass, as on paper where nobody can be asked again."""
        left = tuple(problem for problem in self.problems if problem.fault not in faults)
        return Checked({} if left else self.found, left, self.ending, self.found)

    @property
    def is_forged(self) -> bool:
        return any(problem.fault in FORGERIES for problem in self.problems)


UNKNOWN_PLACE = "unclear"


def check(questionnaire: Questionnaire, posted: Mapping[str, Sequence[str]], places: Places) -> Checked:
    """`posted` holds only fields that begin with the prefix; blanks count as not answered."""
    given = {name.removeprefix(PREFIX): _filled(values) for name, values in posted.items()}
    given = {name: values for name, values in given.items() if values}
    for item in questionnaire.questions:
        given |= _read(item, given)
    given = {name: values for name, values in given.items() if values}
    answers = {item.id: given[item.id] for item in questionnaire.questions if item.id in given}
    way = route(questionnaire, answers)
    if way.ending:
        return Checked({}, (), way.ending, answers)
    asked = {item.id for item in way.items}
    known = _known(questionnaire)
    problems = [Problem(name, Fault.FOREIGN) for name in given if name not in known]
    kept: dict[str, list[str]] = {}
    for item in questionnaire.questions:
        found = _faults(item, given, places) if item.id in asked else _uncalled(item, given)
        problems += found
        kept |= _kept(item, given)
    return Checked({} if problems else kept, tuple(problems), "", kept)


def _filled(values: Sequence[str]) -> list[str]:
    """A line break counts as one sign, as the page counts it."""
    return [value.strip().replace("\r\n", "\n") for value in values if value.strip()]


def _read(item: Item, given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """As it is meant: a number in plain digits, a day as 2026-11-24, and words of one's own where they belong."""
    values = given.get(item.id, [])
    if item.kind in READERS:
        return {item.id: [_plain(item, value) for value in values]}
    return _other_read(item, values, given) if given.get(item.id + OTHER) else {}


READERS: dict[Kind, Callable[[str], int | date | None]] = {Kind.NUMBER: number_typed, Kind.DATE: day_typed}


def _plain(item: Item, value: str) -> str:
    found = READERS[item.kind](value)
    return value if found is None else str(found)


def _other_read(item: Item, values: list[str], given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Whoever writes means "other"; whoever then chose an answer beside which it cannot stand means that one."""
    code = next((option.code for option in item.options if option.other), None)
    if code is None or code in values:
        return {}
    shuts_out = item.kind != Kind.MULTIPLE or any(
        item.by_code[value].exclusive for value in values if value in item.by_code
    )
    return {item.id + OTHER: []} if values and shuts_out else {item.id: [*values, code]}


def _known(questionnaire: Questionnaire) -> set[str]:
    names = set(questionnaire.by_id)
    for item in questionnaire.questions:
        if any(option.other for option in item.options):
            names.add(item.id + OTHER)
        if item.kind == Kind.PLACE:
            names.add(item.id + COMMUNITY)
    return names


def _uncalled(item: Item, given: Mapping[str, list[str]]) -> list[Problem]:
    return [Problem(item.id, Fault.NOT_ASKED)] if item.id in given else []


def _faults(item: Item, given: Mapping[str, list[str]], places: Places) -> list[Problem]:
    values = given.get(item.id, [])
    if not values and item.id + OTHER not in given:
        return [Problem(item.id, Fault.MISSING)] if item.required else []
    if item.has_options:
        return _choice_faults(item, values, given.get(item.id + OTHER, []))
    if len(values) != 1:
        return [Problem(item.id, Fault.NOT_OFFERED)]
    if item.kind == Kind.PLACE:
        return _place_faults(item, values[0], given.get(item.id + COMMUNITY, []), places)
    typed = {Kind.NUMBER: _number_faults, Kind.DATE: _date_faults}
    return typed.get(item.kind, _length_faults)(item, values[0])


def _choice_faults(item: Item, values: list[str], other: list[str]) -> list[Problem]:
    if not set(values) <= set(item.by_code) or len(set(values)) != len(values) or len(other) > 1:
        return [Problem(item.id, Fault.NOT_OFFERED)]
    if len(values) > 1 and item.kind != Kind.MULTIPLE:
        return [Problem(item.id, Fault.NOT_OFFERED)]
    chosen = [item.by_code[value] for value in values]
    if len(chosen) > 1 and any(option.exclusive for option in chosen):
        return [Problem(item.id, Fault.EXCLUSIVE)]
    if any(option.other for option in chosen) != bool(other):
        return [Problem(item.id, Fault.OTHER_WITHOUT_TEXT)]
    return _length_faults(item, other[0]) if other else []


def _place_faults(item: Item, area: str, community: list[str], places: Places) -> list[Problem]:
    if area != UNKNOWN_PLACE and area not in places.communities:
        return [Problem(item.id, Fault.NOT_OFFERED)]
    if not community or community == [UNKNOWN_PLACE]:
        return []
    every = frozenset().union(*places.communities.values())
    if len(community) > 1 or community[0] not in every:
        return [Problem(item.id, Fault.NOT_OFFERED)]
    return [] if community[0] in places.communities.get(area, ()) else [Problem(item.id, Fault.COMMUNITY_ELSEWHERE)]


def _number_faults(item: Item, value: str) -> list[Problem]:
    number = number_typed(value)
    if number is None:
        return [Problem(item.id, Fault.NOT_A_NUMBER)]
    return _range_faults(item, number, item.lowest, item.maximum)


def _date_faults(item: Item, value: str) -> list[Problem]:
    day = day_typed(value)
    if day is None:
        return [Problem(item.id, Fault.NOT_A_DATE)]
    return _range_faults(item, day, item.earliest, item.latest)


def _range_faults(item: Item, value, lowest, highest) -> list[Problem]:
    if lowest is not None and value < lowest:
        return [Problem(item.id, Fault.TOO_LOW, lowest)]
    if highest is not None and value > highest:
        return [Problem(item.id, Fault.TOO_HIGH, highest)]
    return []


def _length_faults(item: Item, text: str) -> list[Problem]:
    return [Problem(item.id, Fault.TOO_LONG, item.max_length)] if len(text) > item.max_length else []


def _kept(item: Item, given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    names = (item.id, item.id + OTHER, item.id + COMMUNITY)
    return {name: given[name] for name in names if name in given}
