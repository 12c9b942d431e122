"""Which items a set of answers leads through, and where it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.questionnaire.records import Item, Questionnaire

Answers = Mapping[str, Sequence[str]]  # question id -> chosen codes, or the typed text


@dataclass(frozen=True)
class Route:
    items: tuple[Item, ...]
    ending: str  # empty: to the end of the form


def route(questionnaire: Questionnaire, answers: Answers) -> Route:
    passed: list[Item] = []
    for item in questionnaire.items:
        if not _is_asked(item, answers, {earlier.id for earlier in passed}):
            continue
        passed.append(item)
        ending = next((item.by_code[code].ends for code in answers.get(item.id, ()) if _ends(item, code)), "")
        if ending:
            return Route(tuple(passed), ending)
    return Route(tuple(passed), "")


def _is_asked(item: Item, answers: Answers, passed: set[str]) -> bool:
    """A condition on a question that was itself skipped does not hold."""
    condition = item.condition
    if condition is None:
        return True
    return condition.question in passed and not condition.options.isdisjoint(answers.get(condition.question, ()))


def _ends(item: Item, code: str) -> bool:
    return item.has_options and code in item.by_code and bool(item.by_code[code].ends)
