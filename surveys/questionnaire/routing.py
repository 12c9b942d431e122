"""Which items a set of answers leads through, and where it ends."""

from dataclasses import dataclass

from surveys.questionnaire.conditions import Answers, holds
from surveys.questionnaire.records import Item, Questionnaire


@dataclass(frozen=True)
class Route:
    items: tuple[Item, ...]
    ending: str  # empty: to the end of the form


def route(questionnaire: Questionnaire, answers: Answers) -> Route:
    passed: list[Item] = []
    names: set[str] = set()
    for item in questionnaire.items:
        if not _is_asked(item, answers, names):
            continue
        passed.append(item)
        names.add(item.id)
        ending = next((item.by_code[code].ends for code in answers.get(item.id, ()) if _ends(item, code)), "")
        if ending:
            return Route(tuple(passed), ending)
    return Route(tuple(passed), "")


def _is_asked(item: Item, answers: Answers, passed: set[str]) -> bool:
    return item.condition is None or holds(item.condition, answers, passed)


def _ends(item: Item, code: str) -> bool:
    return item.has_options and code in item.by_code and bool(item.by_code[code].ends)
