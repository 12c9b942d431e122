"""A questionnaire as typed records: what is asked, in which order, with which answers."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from surveys.enums import CHOICES, SILENT, Dimension, Kind
from surveys.questionnaire.conditions import Condition

# ${people}: what was answered to an earlier question, in the words of a later one.
PIPE = re.compile(r"\$\{\s*(\w+)\s*\}")


@dataclass(frozen=True)
class Wording:
    zh: str
    en: str

    def written(self, language: str) -> str:
        """As the author wrote it, places for earlier answers and all."""
        return self.zh if language.startswith("zh") else self.en

    def in_language(self, language: str) -> str:
        return PIPE.sub("…", self.written(language))

    @property
    def piped(self) -> set[str]:
        """The questions whose answers stand in these words."""
        return {*PIPE.findall(self.zh), *PIPE.findall(self.en)}


NO_WORDS = Wording("", "")


@dataclass(frozen=True)
class Option:
    code: str
    text: Wording
    exclusive: bool = False  # "none of these": nothing else may be ticked beside it
    other: bool = False  # brings a text field
    polarity: int | None = None  # -2 to 2 on a balanced scale; None is "unclear"
    ends: str = ""  # code of the ending that this answer leads to


@dataclass(frozen=True)
class Item:
    id: str
    kind: Kind
    text: Wording
    help: Wording = NO_WORDS
    lead: Wording = NO_WORDS  # what stands above each statement of a list
    ends: tuple[Wording, Wording] = (NO_WORDS, NO_WORDS)  # what 0 and 10 mean
    required: bool = False
    options: tuple[Option, ...] = ()
    condition: Condition | None = None
    dimension: Dimension | None = None
    max_length: int = 0
    minimum: int | None = None
    maximum: int | None = None
    earliest: date | None = None
    latest: date | None = None
    rotates: bool = False

    @property
    def is_question(self) -> bool:
        return self.kind not in SILENT

    @property
    def has_options(self) -> bool:
        return self.kind in CHOICES

    @property
    def lowest(self) -> int | None:
        """The smallest number that is taken; below nought only where the author says so."""
        return 0 if self.minimum is None and (self.maximum is None or self.maximum >= 0) else self.minimum

    def turned(self, turn: int) -> tuple[Option, ...]:
        """The options in the order of one drawing: those that may move begin elsewhere, the ways out stay last."""
        free = [option for option in self.options if not (option.exclusive or option.other)]
        if not self.rotates or not free:
            return self.options
        start = turn % len(free)
        last = [option for option in self.options if option.exclusive or option.other]
        return (*free[start:], *free[:start], *last)

    @cached_property
    def by_code(self) -> dict[str, Option]:
        return {option.code: option for option in self.options}


@dataclass(frozen=True)
class Questionnaire:
    code: str
    title: Wording
    introduction: Wording
    minutes: int
    items: tuple[Item, ...]
    endings: dict[str, Wording]

    @cached_property
    def questions(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_question)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.questions}

    def question_of(self, dimension: Dimension) -> Item | None:
        return next((item for item in self.questions if item.dimension == dimension), None)
