"""What a stored answer counts as: its weighting cell, and its category under each measure and question."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from surveys.enums import Dimension
from surveys.measures import Measure, Quantity, outcome, parse_measures
from surveys.models import MeasureVersion, Response
from surveys.questionnaire import Item, Questionnaire
from surveys.tallies import ANSWERED, Cell, Record

MEASURES = Path(__file__).parents[1] / "questionnaires" / "measures.yaml"


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


def record_of(response: Response, questionnaire: Questionnaire, asked: Iterable[Measure]) -> Record:
    answers = response.answers
    found = [(measure_subject(measure), outcome(measure, answers)) for measure in asked]
    for item in questionnaire.questions:
        found += _question_categories(item, answers.get(item.id, []))
    return Record(cell_of(response, questionnaire), found)


def _question_categories(item: Item, values: list[str]) -> list[tuple[str, str]]:
    """That it was answered, and with what: options as chosen, a number as it is, of a date the month; never words."""
    if not values:
        return []
    subject = question_subject(item)
    return [(subject, ANSWERED), *((subject, value) for value in item.kind.categories(values))]


def cell_of(response: Response, questionnaire: Questionnaire) -> Cell:
    place = response.place.code if response.place_id else ""
    return who_of(response, questionnaire)._replace(place=place)


def who_of(response: Response, questionnaire: Questionnaire) -> Cell:
    """The cell but for the place."""
    return Cell(
        area=_given(response.answers, questionnaire.question_of(Dimension.AREA)),
        age=_given(response.answers, questionnaire.question_of(Dimension.AGE)),
        group=_given(response.answers, questionnaire.question_of(Dimension.GROUP)),
        mode=response.mode,
        tier=response.tier,
    )


def _given(answers: Mapping[str, list[str]], item: Item | None) -> str:
    if item is None or not answers.get(item.id):
        return ""
    return item.kind.trait(answers[item.id][0])
