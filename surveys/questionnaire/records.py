"""A questionnaire as typed records: what is asked, in which order, with which answers, and what kinds of question know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from surveys.enums import Dimension
from surveys.questionnaire.author_fields import Field
from surveys.questionnaire.columns import Column
from surveys.questionnaire.conditions import Condition
from surveys.questionnaire.faults import Places, Problem
from surveys.questionnaire.flaws import Flaw, Flawed
from surveys.questionnaire.wording import NO_WORDS, Option, Wording
from surveys.questionnaire.xlsform_form import Form

Given = Mapping[str, list[str]]  # field without its prefix -> what was filled in
Row = dict[str, Any]


class Kind:
    """A kind of question and all that the portal knows of it. Each has a file in `kinds`; this is what most have in common."""

    word = ""  # as definitions, forms and frozen figures name it
    label: Any = ""
    order = 0  # among the blocks that an author picks from
    icon = "help"
    prefix = "q"  # of the codes that are made by rule
    fields: tuple[Field, ...] = ()  # what its author fills in beside words, help, code and conditions
    parts: frozenset[str] = frozenset()  # of its definition: options, scale, statements
    marks: tuple[str, ...] = ()  # between brackets in pasted lines
    preset: Mapping[str, Any] = {}  # what a pasted question of this kind says by itself
    is_mostly_required = False

    template = ""  # in templates/surveys/questions
    script = ""  # one of its own, loaded only where such a question stands
    paper = "line"  # in templates/surveys/questions/paper

    is_question = True
    has_options = False
    is_several = False  # whether a person may give several answers
    is_plain_choice = False  # whether its first answer says that nobody thought
    has_sides = False  # a scale from good to bad
    has_numbers = False  # answers that can be compared with a limit and added up
    has_same_bars = True  # the same answers stand on the drawing in every wave
    is_words = False
    names_places = False  # its answers are codes of areas and communities
    leads_on = True  # whether later questions may depend on its answers
    is_ordered = False  # whether the order of what was answered says something
    middle: int | None = None  # of a scale: who is above it is content

    xlsform: tuple[tuple[str, str], ...] = ()  # (tag, type) of foreign forms that are read as this kind
    noted: tuple[str, ...] = ()  # what an XLSForm has no word for
    measured = ""  # what a limit in an XLSForm is of: number, date, text

    def __str__(self) -> str:
        return self.word

    # What a definition says

    def spread(self, row: Row, problems: list[Flaw]) -> list[Row]:
        """The questions that one row of a definition is."""
        return [row]

    def offered(self, row: Row, scales: Mapping[str, list[Row]]) -> list[Row]:
        """The answers of a row of a definition, as plain data."""
        return scales.get(row["scale"], []) if "scale" in row else row.get("options", [])

    def flaws(self, item: "Item") -> list[Flaw]:
        return [] if self.has_options == bool(item.options) else [Flaw(Flawed.OPTIONS, item.id)]

    # How an answer comes in

    def names(self, item: "Item") -> tuple[str, ...]:
        """The fields in which it is answered."""
        return (item.id,)

    def stored(self, item: "Item") -> tuple[str, ...]:
        """What is kept of an answer."""
        return self.names(item)

    def read(self, item: "Item", given: Given) -> dict[str, list[str]]:
        """What of the fields is meant otherwise than it was typed."""
        return {}

    def faults(self, item: "Item", given: Given, places: Places) -> list[Problem]:
        """Of an answer that was given."""
        return []

    def said(self, values: Sequence[str], words: Mapping[str, str], joint: str = "; ") -> str:
        """An answer in words. `words`: of each code."""
        return joint.join(words.get(value, value) for value in values)

    def places(self, item: "Item") -> int:
        """How many may be put in order."""
        return 0

    def is_apart(self, option: Option) -> bool:
        """Whether it stands a little below the others."""
        return option.exclusive

    # What is counted and shown of it

    def is_counted(self, item: "Item") -> bool:
        return True

    def categories(self, values: Sequence[str]) -> list[str]:
        """What an answer is counted under."""
        return []

    def trait(self, value: str) -> str:
        """What an answer says of who gives it; empty: nothing."""
        return value

    def ways_out(self, item: "Item") -> list[str]:
        """Answers that are no value of its scale."""
        return []

    def score(self, item: "Item", code: str) -> float | None:
        """An answer on a scale as a number."""
        return None

    def bars(self, said: Mapping[str, int], offered: Sequence[str]) -> list[tuple[str, frozenset[str]]]:
        """What gets a bar: a code, and the categories that stand for it. `offered`: answers that are no way out."""
        return [(code, frozenset({code})) for code in (offered or sorted(said))]

    def means(self, said: Mapping[str, int], offered: Sequence[str]) -> dict[str, dict[str, float]]:
        """Averages that are told of it: name -> category -> what it scores. "mean": of all answers; "rank …": of one."""
        return {}

    def columns(self, item: "Item") -> Iterator[Column]:
        """In a table of answers; words of one's own have none."""
        return iter(())

    def cell(self, option: str, values: Sequence[str]) -> str:
        """What stands in such a column, of an answer that was given."""
        return "".join(values[:1])

    # As an XLSForm

    def write(self, form: Form, item: Row) -> None:
        form.row("note", item["id"], item)


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
        return self.kind.is_question

    @property
    def has_options(self) -> bool:
        return self.kind.has_options

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
