"""What the results page of a wave shows: published figures, each with its alternatives and its breakdowns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from portal.directory.models import Area
from surveys.enums import Dimension, Mode, Tier
from surveys.models import Estimate, Wave
from surveys.queries import PublishedEstimate, published
from surveys.results.answers import Labels, answers_of
from surveys.results.breakdown import Row, breakdowns, can_show_unweighted
from surveys.results.comparison import Change, change
from surveys.results.figures import groups_in, measure_in, tiers_in
from surveys.results.published import published_in
from surveys.results.representativeness import numbers_by, people, portraits
from surveys.results.sample import Sample, Share

BY = ("area", "age", "group", "mode", "tier")

Numbers = list[tuple[str, int | None]]  # words to a number of people, None where it is hidden


@dataclass(frozen=True)
class Result:
    figure: PublishedEstimate
    beside: list[PublishedEstimate]
    raw_value: float | None = None
    raw_n: int | None = None
    unweighted: float | None = None
    unclear: int | None = None
    target: float | None = None
    apart: Share | None = None
    others: Share | None = None  # who answered in other tiers than the figure is made of
    tiers: Numbers = field(default_factory=list)  # the base by tier
    change: Change | None = None
    tables: dict[str, list[tuple[str, Row]]] = field(default_factory=dict)


def wave_results(wave: Wave) -> dict:
    """The published figures of the wave, made from what was frozen with them and nothing newer."""
    newest, labels = _newest(wave), labels_of(wave)
    found = results_of(newest, _newest(_wave_before(wave)), labels) if newest else {"results": []}
    return found | {"answers": answers_of(wave, labels)}


def results_of(newest: Mapping[str, Estimate], earlier: Mapping[str, Estimate], labels: Labels) -> dict:
    """What is shown of the last published figure of each measure, beside those of the wave before."""
    mains = [row for _, row in sorted(newest.items()) if not row.inputs["measure"]["beside"]]
    if not mains:
        return {"results": []}
    results = [
        _result(row, [other for other in newest.values() if _is_beside(other, row)], earlier.get(row.measure), labels)
        for row in mains
    ]
    return {
        "results": results,
        "method": method(mains),
        "portraits": _portraits(mains[0], labels),
    }


def method(rows: Sequence[Estimate]) -> dict:
    """How the figures were made, for the note below them; counted is who stands behind those that are shown."""
    inputs, weighting = rows[0].inputs, rows[0].result["weighting"]
    shown = [row.inputs for row in rows if not row.suppressed]
    counted, raw = people(shown, "cells"), people(shown, "raw_cells")
    return {
        "weighting": weighting,
        "margins": [margin for margin in inputs["margins"] if margin["dimension"] in weighting["margins"]],
        "level": inputs["measure"]["level"] * 100,
        "minimum": inputs["measure"]["minimum_n"],
        "tiers": _by_tier(shown),
        "only_invited": tiers_in(inputs) == (Tier.INVITED,),
        "has_others": any(row.inputs.get("other_cells") for row in rows),
        "modes": [(Mode(mode).label, n) for mode, n in numbers_by(counted, "mode")],
        "left_out": raw.total() - counted.total(),
        "raw": raw.total(),
    }


def _newest(wave: Wave | None) -> dict[str, Estimate]:
    """The last published figure of each measure."""
    return {row.measure: row for row in published_in(wave)} if wave else {}


def _wave_before(wave: Wave) -> Wave | None:
    return Wave.objects.filter(survey=wave.survey, number__lt=wave.number).order_by("-number").first()


def _is_beside(other: Estimate, main: Estimate) -> bool:
    return other.inputs["measure"]["beside"] == main.measure


def _result(row: Estimate, beside: Sequence[Estimate], before: Estimate | None, labels: Labels) -> Result:
    figure, others = published(row), [published(other) for other in beside]
    if row.suppressed:
        return Result(figure, others)
    measure, groups = measure_in(row.inputs), groups_in(row.inputs["cells"])
    sample, apart = Sample(measure, groups, row.inputs["margins"]), groups_in(row.inputs["apart_cells"])
    others = groups_in(row.inputs.get("other_cells", ()))
    tables = breakdowns(sample, groups, BY)
    return Result(
        figure,
        others,
        raw_value=row.result["raw_value"],
        raw_n=row.result["raw_n"],
        unweighted=row.result["unweighted_value"] if can_show_unweighted(sample, tables) else None,
        unclear=row.result["unclear"],
        target=row.inputs["target"],
        apart=Sample(measure, apart).figure() if apart else None,
        others=Sample(measure, others, row.inputs["margins"]).figure() if others else None,
        tiers=_by_tier([row.inputs]),
        change=change(before.result, row.result, measure.level) if _is_comparable(before, row) else None,
        tables={
            name: [(labels[name].get(cell.category, cell.category), cell) for cell in rows]
            for name, rows in tables.items()
        },
    )


def _is_comparable(before: Estimate | None, row: Estimate) -> bool:
    """By the same formula, of people who came the same way."""
    if before is None or before.formula_version != row.formula_version:
        return False
    return tiers_in(before.inputs) == tiers_in(row.inputs)


def _by_tier(figures: Sequence[Mapping]) -> Numbers:
    return [(Tier(tier).label, n) for tier, n in numbers_by(people(figures, "cells"), "tier")]


def _portraits(row: Estimate, labels: Labels) -> dict:
    return {
        dimension: [(labels[dimension].get(found.category, found.category), found) for found in rows]
        for dimension, rows in portraits(row.inputs).items()
    }


def labels_of(wave: Wave) -> Labels:
    language = get_language() or "zh-hans"

    def options(dimension: Dimension) -> dict[str, str]:
        item = wave.version.questionnaire.question_of(dimension)
        return {option.code: option.text.in_language(language) for option in item.options} if item else {}

    return {
        "area": {area.code: area.label for area in Area.objects.all()},
        "age": options(Dimension.AGE),
        "group": options(Dimension.GROUP),
        "mode": dict(Mode.choices),
        "tier": dict(Tier.choices),
    }
