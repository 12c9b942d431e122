"""What a stored answer counts as: its weighting cell, and its category under each measure and question."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice, repeat, starmap
from pathlib import Path
from typing import NamedTuple

import yaml
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from surveys.enums import Dimension
from surveys.measures import Measure, Quantity, outcome, parse_measures
from surveys.models import MeasureVersion, Response
from surveys.questionnaire import Item, Questionnaire
from surveys.tallies import ANSWERED, RESPONSES, Cell, Key

MEASURES = Path(__file__).parents[1] / "questionnaires" / "measures.yaml"
PORTION = 5_000
# What is counted, as what a way of answering counts, and the columns that it looks at.
Subject = tuple[str, Callable[..., Iterable[str]], list[list]]


class StaleTalliesError(Exception):
    """The tallies do not hold this version of the measure, or not yet the values of this question."""


@cache
def measures() -> dict[str, Measure]:
    """As they are shipped."""
    return parse_measures(yaml.safe_load(MEASURES.read_text(encoding="utf-8")))


def current_measures() -> dict[str, Measure]:
    """The newest version of each: what an administrator took in stands over what is shipped."""
    found = dict(measures())
    for row in MeasureVersion.objects.order_by("number"):
        if row.code not in found or row.number > found[row.code].version:
            found[row.code] = row.measure
    return found


def measures_of(questionnaire_code: str) -> list[Measure]:
    return [measure for measure in current_measures().values() if measure.questionnaire == questionnaire_code]


def counted_measures(questionnaire_code: str) -> list[Measure]:
    """Those that count answers; the others are made from figures."""
    return [measure for measure in measures_of(questionnaire_code) if measure.quantity != Quantity.COMBINED]


def measure_subject(measure: Measure) -> str:
    return f"measure:{measure.code}.{measure.version}"


def question_subject(item: Item) -> str:
    return f"question:{item.id}"


class Row(NamedTuple):
    """What is counted of a stored answer."""

    answers: Mapping[str, Sequence[str]]
    mode: str
    tier: str
    place: str | None  # or the part of a drawn sample


ROW = ("answers", "mode", "tier", Coalesce("place__code", "part__code"))


def row_of(response: Response) -> Row:
    where = response.place or response.part
    return Row(response.answers, response.mode, response.tier, where.code if where else None)


def rows_of(responses: QuerySet[Response]) -> Iterator[Row]:
    return starmap(Row, responses.order_by().values_list(*ROW).iterator(chunk_size=PORTION))


def counts_of(rows: Iterable[Row], questionnaire: Questionnaire, asked: Sequence[Measure]) -> Counter[Key]:
    """The tally of the answers. By columns: what several said alike is judged once, however many they are."""
    found: Counter[Key] = Counter()
    rest = iter(rows)
    while portion := list(islice(rest, PORTION)):
        found.update(_counts(portion, questionnaire, asked))
    return found


def _counts(rows: Sequence[Row], questionnaire: Questionnaire, asked: Sequence[Measure]) -> Counter[Key]:
    answers, modes, tiers, places = zip(*rows, strict=True)
    names = {item.id for item in questionnaire.questions}.union(*(measure.questions for measure in asked))
    columns = {name: [tuple(given.get(name, ())) for given in answers] for name in names}
    whose = [questionnaire.question_of(dimension) for dimension in (Dimension.AREA, Dimension.AGE, Dimension.GROUP)]
    traits = [columns[item.id] if item else repeat(()) for item in whose]
    numbers: dict[tuple, int] = {}
    cell_of_row = [numbers.setdefault(who, len(numbers)) for who in zip(*traits, modes, tiers, places, strict=False)]
    cells = [_cell(who, whose) for who in numbers]
    found: Counter[Key] = Counter()
    for subject, judge, parts in _subjects(questionnaire, asked, columns):
        for (cell, *said), number in Counter(zip(cell_of_row, *parts, strict=True)).items():
            for category in judge(*said):
                found[Key(subject, category, cells[cell])] += number
    return found


def _cell(who: tuple, whose: Sequence[Item | None]) -> Cell:
    *traits, mode, tier, place = who
    known = [_known(item, given) for item, given in zip(whose, traits, strict=True)]
    return Cell(*known, mode, tier, place or "")


def _subjects(questionnaire: Questionnaire, asked: Sequence[Measure], columns: Mapping[str, list]) -> Iterator[Subject]:
    yield RESPONSES[0], lambda: RESPONSES[1:], []
    for measure in asked:
        names = sorted(measure.questions)
        yield measure_subject(measure), partial(_outcome, measure, names), [columns[name] for name in names]
    for item in questionnaire.questions:
        column = columns[item.id]
        if item.kind.is_words:  # every text is another; that there is one is all that counts
            column = [bool(values) and ("",) for values in column]
        yield question_subject(item), partial(_question_categories, item), [column]


def _outcome(measure: Measure, names: Sequence[str], *said: Sequence[str]) -> list[str]:
    return [str(outcome(measure, dict(zip(names, said, strict=True))))]


def _question_categories(item: Item, values: Sequence[str]) -> Sequence[str]:
    """That it was answered, and with what: options as chosen, a number as it is, of a date the month; never words."""
    if not values:
        return []
    return [ANSWERED, *item.kind.categories(values)]


def who_of(response: Response, questionnaire: Questionnaire) -> Cell:
    """The cell but for the place."""
    return Cell(
        area=_given(response.answers, questionnaire.question_of(Dimension.AREA)),
        age=_given(response.answers, questionnaire.question_of(Dimension.AGE)),
        group=_given(response.answers, questionnaire.question_of(Dimension.GROUP)),
        mode=response.mode,
        tier=response.tier,
    )


def _given(answers: Mapping[str, Sequence[str]], item: Item | None) -> str:
    return _known(item, answers.get(item.id, ())) if item else ""


def _known(item: Item | None, given: Sequence[str]) -> str:
    if item is None or not given:
        return ""
    return item.kind.trait(given[0])
