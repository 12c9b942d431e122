"""A questionnaire as it stands on the page: in one language, with what was typed and what has to be put right.

Questions are drawn by hand-written templates, not by form widgets: that is several times quicker.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from django.utils.translation import gettext as _

from portal.directory.models import Area
from surveys.enums import Kind
from surveys.forms.words import words
from surveys.questionnaire import COMMUNITY, OTHER, PREFIX, UNKNOWN_PLACE, Item, Option, Problem, Questionnaire

Posted = Mapping[str, Sequence[str]]
TEMPLATES = {
    Kind.SINGLE: "choices",
    Kind.MULTIPLE: "choices",
    Kind.SATISFACTION: "choices",
    Kind.RATING: "rating",
    Kind.PLACE: "place",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.TEXT: "text",
    Kind.SECTION: "section",
    Kind.NOTE: "section",
}


@dataclass(frozen=True)
class ShownOption:
    code: str
    text: str
    checked: bool
    apart: bool
    exclusive: bool
    other: bool
    ending: str


@dataclass(frozen=True)
class ShownItem:
    item: Item
    number: int | None
    text: str
    lead: str
    help: str
    low: str
    high: str
    options: list[ShownOption]
    value: str
    other: str
    community: str
    error: str
    condition_words: str

    @property
    def template(self) -> str:
        return f"surveys/questions/{TEMPLATES[self.item.kind]}.html"

    @property
    def name(self) -> str:
        return PREFIX + self.item.id

    @property
    def condition_options(self) -> str:
        return " ".join(sorted(self.item.condition.options)) if self.item.condition else ""


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
                (numbers.get(item.id), errors.get(item.id, ""), _follows(questionnaire, item, numbers, language)),
                turn,
            )
            for item in questionnaire.items
        ],
        endings={code: text.in_language(language) for code, text in questionnaire.endings.items()},
        areas=areas,
        stray_errors=list(dict.fromkeys(text for name, text in errors.items() if name not in numbers)),
    )


def _shown(item: Item, language: str, posted: Posted, place: tuple[int | None, str, str], turn: str) -> ShownItem:
    name = PREFIX + item.id
    given = posted.get(name, [])
    return ShownItem(
        item=item,
        number=place[0],
        text=item.text.in_language(language),
        lead=item.lead.in_language(language),
        help=item.help.in_language(language),
        low=item.ends[0].in_language(language),
        high=item.ends[1].in_language(language),
        options=[
            ShownOption(
                code=option.code,
                text=option.text.in_language(language),
                checked=option.code in given,
                apart=_is_apart(item, option),
                exclusive=option.exclusive,
                other=option.other,
                ending=option.ends,
            )
            for option in item.turned(crc32(f"{turn}{item.id}".encode()))
        ],
        value=_first(given),
        other=_first(posted.get(name + OTHER, [])),
        community=_first(posted.get(name + COMMUNITY, [])),
        error=place[1],
        condition_words=place[2],
    )


def _follows(questionnaire: Questionnaire, item: Item, numbers: Mapping[str, int], language: str) -> str:
    """For whom a question is, in words: on paper and without scripts everybody sees it."""
    if item.condition is None:
        return ""
    source = questionnaire.by_id[item.condition.question]
    texts = [option.text.in_language(language) for option in source.options if option.code in item.condition.options]
    return _("Only if you answered question %(number)s with: %(answers)s") % {
        "number": numbers[source.id],
        "answers": _(", ").join(texts),
    }


def _is_apart(item: Item, option: Option) -> bool:
    """The ways out stand a little below the others."""
    if item.kind == Kind.RATING:
        return not option.code.isdigit()
    return option.exclusive or (item.kind == Kind.SATISFACTION and option.polarity is None)


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def communities(area: Area) -> list:
    return sorted({*area.communities.all(), *area.reporting_communities.all()}, key=lambda community: community.code)


UNKNOWN = UNKNOWN_PLACE
