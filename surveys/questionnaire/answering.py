"""A posted set of answers against one version: kept as it will be stored, or refused with words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveys.questionnaire.faults import PREFIX, Fault, Places, Problem
from surveys.questionnaire.records import Item, Questionnaire
from surveys.questionnaire.routing import route


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


def check(questionnaire: Questionnaire, posted: Mapping[str, Sequence[str]], places: Places) -> Checked:
    """`posted` holds only fields that begin with the prefix; blanks count as not answered."""
    given = {name.removeprefix(PREFIX): _filled(values) for name, values in posted.items()}
    given = {name: values for name, values in given.items() if values}
    for item in questionnaire.questions:
        given |= item.kind.read(item, given)
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
        kept |= {name: given[name] for name in item.kind.stored(item) if name in given}
    return Checked({} if problems else kept, tuple(problems), "", kept)


def _filled(values: Sequence[str]) -> list[str]:
    """A line break counts as one sign, as the page counts it."""
    return [value.strip().replace("\r\n", "\n") for value in values if value.strip()]


def _known(questionnaire: Questionnaire) -> set[str]:
    return {name for item in questionnaire.questions for name in (*item.kind.names(item), *item.kind.stored(item))}


def _uncalled(item: Item, given: Mapping[str, list[str]]) -> list[Problem]:
    return [Problem(item.id, Fault.NOT_ASKED)] if _is_given(item, given) else []


def _is_given(item: Item, given: Mapping[str, list[str]]) -> bool:
    return any(name in given for name in item.kind.names(item))


def _faults(item: Item, given: Mapping[str, list[str]], places: Places) -> list[Problem]:
    if not _is_given(item, given):
        return [Problem(item.id, Fault.MISSING)] if item.required else []
    return item.kind.faults(item, given, places)
