"""What the results page of a wave shows: published figures, each with its alternatives and its breakdowns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from portal.directory.models import Area
from surveys.enums import Dimension, Mode, Tier
from surveys.models import Estimate, Wave
from surveys.queries import PublishedEstimate, published
from surveys.results.answers import answers_of
from surveys.results.bars import Labels
from surveys.results.breakdown import Row, breakdowns, can_show_unweighted
from surveys.results.certainty import Certainty, certainty, drawn_certainty, shows_raw
from surveys.results.comparison import Change, change, change_by_place
from surveys.results.drawn import DrawnSample, is_drawn
from surveys.results.figures import groups_in, measure_in, sample_in, tiers_in
from surveys.results.joining import LEAST
from surveys.results.placed import PlacedSample
from surveys.results.published import published_in
from surveys.results.representativeness import numbers_by, people, portraits
from surveys.results.sample import Group, Sample, Share

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
    certainty: Certainty | None = None  # of figures that know of places
    plan: Mapping[str, Any] | None = None  # whose target it is

    @property
    def plan_label(self) -> str:
        names = self.plan or {"zh": "", "en": ""}
        return (names["en"] if (get_language() or "").startswith("en") else "") or names["zh"]

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
        "method": method(mains, labels),
        "portraits": _portraits(mains[0], labels),
    }


def method(rows: Sequence[Estimate], labels: Labels) -> dict:
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
        "is_drawn": is_drawn(rows[0].result),
        "clustering": inputs.get("clustering"),
        "least": LEAST,
        "joined": _named(weighting.get("joined", {}), labels),
        "unknown": _named(weighting.get("unknown", {}), labels),
    }


def _named(categories: Mapping[str, Sequence], labels: Labels) -> list[Any]:
    """Categories, or lists of such that were weighted as one, in words."""

    def words(dimension: str, name: Any) -> Any:
        if isinstance(name, str):
            return labels[dimension].get(name, name)
        return [words(dimension, part) for part in name]

    return [words(dimension, name) for dimension, names in sorted(categories.items()) for name in names]


def _newest(wave: Wave | None) -> dict[str, Estimate]:
    """The last published figure of each measure."""
    return {row.measure: row for row in published_in(wave)} if wave else {}


def _wave_before(wave: Wave) -> Wave | None:
    return (
        Wave.objects.real()
        .asked_as(wave)
        .filter(survey=wave.survey, number__lt=wave.number)
        .order_by("-number")
        .first()
    )


def _is_beside(other: Estimate, main: Estimate) -> bool:
    return other.inputs["measure"]["beside"] == main.measure


def _result(row: Estimate, beside: Sequence[Estimate], before: Estimate | None, labels: Labels) -> Result:
    figure, others = published(row), [published(other) for other in beside]
    if row.suppressed:
        return Result(figure, others)
    measure, groups = measure_in(row.inputs), groups_in(row.inputs["cells"])
    sample, apart = sample_in(row.inputs, groups), groups_in(row.inputs["apart_cells"])
    others = groups_in(row.inputs.get("other_cells", ()))
    tables, is_raw_shown = breakdowns(sample, groups, BY), shows_raw(row.inputs, measure.minimum_n)
    return Result(
        figure,
        others,
        raw_value=row.result["raw_value"] if is_raw_shown else None,
        raw_n=row.result["raw_n"] if is_raw_shown else None,
        unweighted=row.result["unweighted_value"] if can_show_unweighted(sample, tables) else None,
        unclear=row.result["unclear"],
        target=row.inputs["target"],
        apart=sample_in(row.inputs, apart, weighted=False).figure() if apart else None,
        others=sample_in(row.inputs, others).figure() if others else None,
        tiers=_by_tier([row.inputs]),
        change=_change(before, row, sample) if _is_comparable(before, row) else None,
        certainty=_certainty(row, sample, groups, tables, labels),
        plan=row.inputs.get("plan"),
        tables={
            name: [(labels[name].get(cell.category, cell.category), cell) for cell in rows]
            for name, rows in tables.items()
        },
    )


def _change(before: Estimate, row: Estimate, sample: Sample) -> Change | None:
    """By place, where both know of places."""
    level = sample.measure.level
    earlier = sample_in(before.inputs, groups_in(before.inputs["cells"]))
    kept = row.inputs.get("clustering", {}).get("kept")
    if isinstance(sample, PlacedSample) and isinstance(earlier, PlacedSample) and kept:
        return change_by_place(earlier, sample, kept["correlation"], level)
    return change(before.result, row.result, level)


def _certainty(
    row: Estimate, sample: Sample, groups: Sequence[Group], tables: Mapping[str, Sequence[Row]], labels: Labels
) -> Certainty | None:
    if isinstance(sample, DrawnSample):
        return drawn_certainty(row.inputs, row.result, sample.clusters)
    if not isinstance(sample, PlacedSample):
        return None
    shown = {cell.category for cell in tables.get("area", ()) if cell.share and cell.category}
    areas = {code: label for code, label in labels["area"].items() if code in shown}
    return certainty(row.inputs, row.result, sample, groups, areas)


def _is_comparable(before: Estimate | None, row: Estimate) -> bool:
    """By the same formula, of people who came the same way."""
    if before is None or before.formula_version != row.formula_version:
        return False
    return tiers_in(before.inputs) == tiers_in(row.inputs) and is_drawn(before.result) == is_drawn(row.result)


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
