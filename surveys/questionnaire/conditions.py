"""When a question is asked: earlier answers, joined by and, or, not. A definition writes them as plain data:

`{"question": "acts", "options": ["nothing"]}`, `{"question": "people", "at_least": 3}`, `{"all": […]}`, `{"any": […]}`,
`{"not": {…}}`. A question that was itself not asked counts as not answered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.questionnaire.typed import number_typed

Answers = Mapping[str, Sequence[str]]  # question id -> chosen codes, or the typed text


class Join(StrEnum):
    ALL = "all"
    ANY = "any"
    NOT = "not"


@dataclass(frozen=True)
class Answered:
    """One of these options was chosen, or the number lies between the limits."""

    question: str
    options: frozenset[str] = frozenset()
    at_least: int | None = None
    at_most: int | None = None

    @property
    def is_number(self) -> bool:
        return not self.options


@dataclass(frozen=True)
class Joined:
    join: Join
    parts: tuple["Condition", ...]


Condition = Answered | Joined


def condition_of(data: Mapping[str, Any]) -> Condition:
    """Plain data as a condition. KeyError, TypeError or ValueError where it is none."""
    for join in Join:
        if join in data:
            parts = [data[join]] if join == Join.NOT else list(data[join])
            if not parts:
                raise ValueError(join)
            return Joined(join, tuple(condition_of(part) for part in parts))
    limits = {name: int(data[name]) for name in ("at_least", "at_most") if data.get(name) is not None}
    options = frozenset(str(code) for code in data.get("options", ()))
    if bool(options) == bool(limits):
        raise ValueError(data)
    return Answered(str(data["question"]), options, **limits)


def data_of(condition: Condition) -> dict[str, Any]:
    """The plain data again."""
    if isinstance(condition, Joined):
        parts = [data_of(part) for part in condition.parts]
        return {condition.join.value: parts[0] if condition.join == Join.NOT else parts}
    limits = {"at_least": condition.at_least, "at_most": condition.at_most}
    options = {"options": sorted(condition.options)} if condition.options else {}
    return {"question": condition.question, **options, **{name: at for name, at in limits.items() if at is not None}}


def leaves(condition: Condition) -> Iterator[Answered]:
    """What it asks of single questions."""
    if isinstance(condition, Answered):
        yield condition
        return
    for part in condition.parts:
        yield from leaves(part)


def holds(condition: Condition, answers: Answers, passed: AbstractSet[str]) -> bool:
    """`passed`: the questions that were asked."""
    if isinstance(condition, Joined):
        found = (holds(part, answers, passed) for part in condition.parts)
        return {Join.ALL: all, Join.ANY: any, Join.NOT: lambda parts: not any(parts)}[condition.join](found)
    given = answers.get(condition.question, ()) if condition.question in passed else ()
    if condition.is_number:
        return any(_lies_between(number_typed(text), condition) for text in given)
    return not condition.options.isdisjoint(given)


def _lies_between(number: int | None, limits: Answered) -> bool:
    if number is None or (limits.at_least is not None and number < limits.at_least):
        return False
    return limits.at_most is None or number <= limits.at_most


def renamed(data: Any, names: Mapping[str, str]) -> Any:
    """The same plain data with other names for its questions."""
    if isinstance(data, Mapping):
        return {key: names.get(part, part) if key == "question" else renamed(part, names) for key, part in data.items()}
    return [renamed(part, names) for part in data] if isinstance(data, list) else data


def told(
    condition: Condition, words: Callable[[Answered], str], joined: Mapping[Join, Callable[[list[str]], str]]
) -> str:
    """In words: each single part by `words`, their joints by `joined`."""
    if isinstance(condition, Answered):
        return words(condition)
    return joined[condition.join]([told(part, words, joined) for part in condition.parts])
