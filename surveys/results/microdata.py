"""Answers as a table for statisticians: which columns there are, and how much of a person's traits a row may show.

Free text never stands in a row. Traits that together fewer than ``MINIMUM`` people share are withheld.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db.models import TextChoices
from django.utils import translation

from portal.procedure.digests import digest_of
from surveys.enums import Dimension, Mode, Tier
from surveys.models import Response, Wave
from surveys.queries import countable
from surveys.questionnaire import Item, Questionnaire, Wording
from surveys.questionnaire.columns import MARKED, UNMARKED, YES_OR_NO, Column, Shape
from surveys.results.classification import who_of
from surveys.results.names import fitting_names

MINIMUM = 10
WITHHELD = "withheld"
TRAITS = ("area", "age", "group", "mode", "tier")
BATCH = 2000

Traits = tuple[str, ...]


COUNTED = Column("counted", Wording("计入清理后的结果", "Counts in the cleaned figures"), YES_OR_NO)
# Strata and clusters by numbers that say nothing of where they lie.
DESIGN = (
    Column("stratum", Wording("抽样层（编号）", "Stratum, a number"), shape=Shape.NUMBER),
    Column("cluster", Wording("抽样单元（编号）", "Cluster, a number"), shape=Shape.NUMBER),
    Column("weight", Wording("权数", "Weight"), shape=Shape.NUMBER),
)
NOT_SHOWN = Wording("人数过少，不显示", "withheld: too few people")


def columns_of(
    questionnaire: Questionnaire, areas: Mapping[str, Wording], *, is_drawn: bool = False
) -> tuple[Column, ...]:
    """Traits first, then the questions in their order; several answers to one question are a column each.

    ``areas``: code to name.  Columns follow from the version alone, so that its exports stay comparable; those of a
    drawn sample (``is_drawn``) have its design beside them.
    """
    asked = [column for item in questionnaire.questions if item.dimension is None for column in item.kind.columns(item)]
    columns = (*_traits(questionnaire, areas), COUNTED, *(DESIGN if is_drawn else ()), *asked)
    names = fitting_names(column.name for column in columns)
    return tuple(replace(column, name=name) for column, name in zip(columns, names, strict=True))


def _traits(questionnaire: Questionnaire, areas: Mapping[str, Wording]) -> Iterator[Column]:
    for dimension in Dimension:
        item = questionnaire.question_of(dimension)
        if item is not None:
            values = areas if dimension == Dimension.AREA else _values(item)
            yield Column(str(dimension), item.text, {**values, WITHHELD: NOT_SHOWN})
    for name, choices, label in (
        ("mode", Mode, Wording("填答方式", "Mode")),
        ("tier", Tier, Wording("可信层级", "Trust")),
    ):
        yield Column(name, label, {**_labels(choices), WITHHELD: NOT_SHOWN})


def _values(item: Item) -> dict[str, Wording]:
    return {option.code: option.text for option in item.options}


def _labels(choices: type[TextChoices]) -> dict[str, Wording]:
    """In both languages, as the catalogues have them."""
    words = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words[language] = {value: str(label) for value, label in choices.choices}
    return {value: Wording(words["zh-hans"][value], words["en"][value]) for value in choices.values}


def released(counts: Mapping[Traits, int], minimum: int = MINIMUM) -> dict[Traits, Traits]:
    """What may be shown of each combination of traits.

    ``counts``: combination (traits in the order of their weight for an estimate) to people.  From the last trait on
    they are withheld until ``minimum`` people show the same; who stands alone with the first trait shows none.
    """
    width = len(next(iter(counts), ()))
    shown = {key: key for key in counts}
    for kept in range(width - 1, -1, -1):
        sizes: Counter[Traits] = Counter()
        for key, count in counts.items():
            sizes[shown[key]] += count
        for key, now in shown.items():
            if sizes[now] < minimum:
                shown[key] = now[:kept] + (WITHHELD,) * (width - kept)
    return shown


def rows_of(wave: Wave, columns: Sequence[Column]) -> Iterator[list[str]]:
    """A row for each answer, in the order of their random numbers; every cell a code, "" where nothing was said."""
    questionnaire = wave.version.questionnaire
    shown = released(Counter(_told(response, questionnaire) for response in _responses(wave)))
    counted = set(Response.objects.filter(countable(), wave=wave).values_list("pk", flat=True))
    drawn = _design(wave) if any(column in columns for column in DESIGN) else {}
    for response in _responses(wave):
        traits = dict(zip(TRAITS, shown[_told(response, questionnaire)], strict=True))
        traits |= drawn.get(response.part_id, {})
        traits[COUNTED.name] = MARKED if response.pk in counted else UNMARKED
        yield [_cell(column, traits, response.answers, questionnaire) for column in columns]


def _design(wave: Wave) -> dict[int | None, dict[str, str]]:
    """By part of a drawn sample what stands in its columns. Units are numbered by lot, the same in each file."""
    parts = list(wave.parts.all())

    def numbers(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
        lots = sorted(set(names), key=lambda name: digest_of([str(wave.public_id), *name]))
        return {name: number for number, name in enumerate(lots, 1)}

    strata = numbers((part.stratum,) for part in parts)
    clusters = numbers((part.stratum, part.cluster) for part in parts if part.cluster)
    return {
        part.pk: {
            "stratum": str(strata[part.stratum,]),
            "cluster": str(clusters.get((part.stratum, part.cluster), "")),
            "weight": str(part.weight),
        }
        for part in parts
    }


def _told(response: Response, questionnaire: Questionnaire) -> Traits:
    who = who_of(response, questionnaire)
    return tuple(getattr(who, name) for name in TRAITS)


def _responses(wave: Wave) -> Iterator[Response]:
    """Read in portions, each whole, so that whoever takes the rows may write to the database between two of them."""
    rows = Response.objects.filter(wave=wave).only("id", "answers", "mode", "tier", "part_id").order_by("pk")
    portion = list(rows[:BATCH])
    yield from portion
    while len(portion) == BATCH:
        portion = list(rows.filter(pk__gt=portion[-1].pk)[:BATCH])
        yield from portion


def _cell(
    column: Column, traits: Mapping[str, str], answers: Mapping[str, list[str]], questionnaire: Questionnaire
) -> str:
    if not column.item:
        return traits[column.name]
    given = answers.get(column.item)
    return questionnaire.by_id[column.item].kind.cell(column.option, given) if given else ""
