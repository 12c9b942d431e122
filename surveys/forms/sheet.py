"""A questionnaire as it stands on the page: in one language, with what was typed and what has to be put right.

Questions are drawn by hand-written templates, not by form widgets: that is several times quicker.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from zlib import crc32

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.directory.models import Area
from surveys.forms.words import words
from surveys.questionnaire import (
    COMMUNITY,
    OTHER,
    PREFIX,
    UNKNOWN_PLACE,
    Answered,
    Item,
    Join,
    Problem,
    Questionnaire,
    Wording,
)
from surveys.questionnaire.conditions import data_of, told
from surveys.questionnaire.wording import PIPE

Posted = Mapping[str, Sequence[str]]
Place = tuple[int | None, int, str, str, Mapping[str, int]]  # number, place, error, condition in words, all numbers


@dataclass(frozen=True)
class ShownOption:
    code: str
    text: str
    checked: bool
    apart: bool
    exclusive: bool
    other: bool
    ending: str
    field: str  # of its own, where an answer is given one by one
    place: str


@dataclass(frozen=True)
class ShownItem:
    item: Item
    number: int | None
    place: int  # the number of the question that stands here or comes next
    text: str
    lead: str
    help: str
    low: str
    high: str
    options: list[ShownOption]
    places: list[str]  # that the options may be given
    value: str
    other: str
    community: str
    error: str
    condition_words: str

    @property
    def template(self) -> str:
        return f"surveys/questions/{self.item.kind.template}.html"

    @property
    def paper(self) -> str:
        return f"surveys/questions/paper/{self.item.kind.paper}.html"

    @property
    def name(self) -> str:
        return PREFIX + self.item.id

    @property
    def condition(self) -> str:
        """For the script."""
        return json.dumps(data_of(self.item.condition)) if self.item.condition else ""


@dataclass(frozen=True)
class Sheet:
    title: str
    introduction: str
    minutes: int
    total: int
    items: list[ShownItem]
    endings: dict[str, str]
    areas: list[Area]
    stray_errors: list[str]

    @property
    def scripts(self) -> list[str]:
        """Those that some kinds of question need beside the one for all."""
        return sorted({shown.item.kind.script for shown in self.items} - {""})

    @property
    def faulty(self) -> list[ShownItem]:
        return [shown for shown in self.items if shown.error]


@dataclass(frozen=True)
class Filled:
    """What came with a post; nothing for a new form."""

    posted: Posted = field(default_factory=dict)
    problems: Sequence[Problem] = ()


def sheet(
    questionnaire: Questionnaire, language: str, areas: list[Area], filled: Filled | None = None, turn: str = ""
) -> Sheet:
    """`turn`: which drawing this is. Options that may move stand in the same order in all pages of one drawing."""
    posted, problems = (filled.posted, filled.problems) if filled else ({}, ())
    errors = {problem.question: words(problem) for problem in reversed(problems)}
    numbers = {item.id: number for number, item in enumerate(questionnaire.questions, 1)}
    places = _places(questionnaire)
    return Sheet(
        title=questionnaire.title.in_language(language),
        introduction=questionnaire.introduction.in_language(language),
        minutes=questionnaire.minutes,
        total=len(questionnaire.questions),
        items=[
            _shown(
                item,
                language,
                posted,
                (
                    numbers.get(item.id),
                    place,
                    errors.get(item.id, ""),
                    _follows(questionnaire, item, numbers, language),
                    numbers,
                ),
                turn,
            )
            for item, place in zip(questionnaire.items, places, strict=True)
        ],
        endings={code: text.in_language(language) for code, text in questionnaire.endings.items()},
        areas=areas,
        stray_errors=list(dict.fromkeys(text for name, text in errors.items() if name not in numbers)),
    )


def _places(questionnaire: Questionnaire) -> list[int]:
    """For each item how many questions stand before it, and one."""
    asked = [item.is_question for item in questionnaire.items]
    return [sum(asked[:index]) + 1 for index in range(len(asked))]


def _shown(item: Item, language: str, posted: Posted, place: Place, turn: str) -> ShownItem:
    name = PREFIX + item.id
    given = posted.get(name, [])
    return ShownItem(
        item=item,
        number=place[0],
        place=place[1],
        text=_with_answers(item.text, language, place[4]),
        lead=_with_answers(item.lead, language, place[4]),
        help=_with_answers(item.help, language, place[4]),
        low=item.ends[0].in_language(language),
        high=item.ends[1].in_language(language),
        options=[
            ShownOption(
                code=option.code,
                text=option.text.in_language(language),
                checked=option.code in given,
                apart=item.kind.is_apart(option),
                exclusive=option.exclusive,
                other=option.other,
                ending=option.ends,
                field=f"{name}.{option.code}",
                place=_first(posted.get(f"{name}.{option.code}", [])),
            )
            for option in item.turned(crc32(f"{turn}{item.id}".encode()))
        ],
        places=[str(place + 1) for place in range(item.kind.places(item))],
        value=_first(given),
        other=_first(posted.get(name + OTHER, [])),
        community=_first(posted.get(name + COMMUNITY, [])),
        error=place[2],
        condition_words=place[3],
    )


def _follows(questionnaire: Questionnaire, item: Item, numbers: Mapping[str, int], language: str) -> str:
    """For whom a question is, in words: on paper and without scripts everybody sees it."""
    if item.condition is None:
        return ""

    def words(leaf: Answered) -> str:
        source, number = questionnaire.by_id[leaf.question], numbers[leaf.question]
        if leaf.is_number:
            return _limits(leaf) % {"number": number, "least": leaf.at_least, "most": leaf.at_most}
        texts = [option.text.in_language(language) for option in source.options if option.code in leaf.options]
        given = {"number": number, "answers": _(", ").join(texts)}
        return _("you answered question %(number)s with: %(answers)s") % given

    joined = {
        Join.ALL: _("; and ").join,
        Join.ANY: _("; or ").join,
        Join.NOT: lambda parts: _("not (%(condition)s)") % {"condition": parts[0]},
    }
    return _("Only if %(condition)s") % {"condition": told(item.condition, words, joined)}


def _limits(leaf: Answered) -> str:
    if leaf.at_most is None:
        return _("your answer to question %(number)s is %(least)s or more")
    if leaf.at_least is None:
        return _("your answer to question %(number)s is %(most)s or less")
    return _("your answer to question %(number)s is between %(least)s and %(most)s")


def _with_answers(words: Wording, language: str, numbers: Mapping[str, int]) -> str:
    """With a place for each earlier answer that they name; a script fills it in, else its question's number stands there."""
    pieces = PIPE.split(words.written(language))
    if len(pieces) == 1:
        return pieces[0]
    places = [
        format_html('<span data-answer="{}">{}</span>', PREFIX + name, _("[answer %(n)s]") % {"n": numbers[name]})
        for name in pieces[1::2]
    ]
    whole = [piece for pair in zip_longest(map(escape, pieces[::2]), places, fillvalue="") for piece in pair]
    return mark_safe("".join(whole))  # noqa: S308 - each piece was escaped above


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def communities(area: Area) -> list:
    return sorted({*area.communities.all(), *area.reporting_communities.all()}, key=lambda community: community.code)


UNKNOWN = UNKNOWN_PLACE
