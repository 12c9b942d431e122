"""What the results page of a wave shows: published figures, each with its alternatives and its breakdowns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from portal.directory.models import Area
from surveys.enums import Dimension, EstimateState, Mode, Tier
from surveys.models import Estimate, Wave
from surveys.queries import PublishedEstimate, published
from surveys.results.breakdown import Row, breakdown
from surveys.results.comparison import Change, change
from surveys.results.figures import groups_in, measure_in
from surveys.results.representativeness import portraits
from surveys.results.sample import Sample, Share

BY = ("area", "age", "group", "mode", "tier")


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
    change: Change | None = None
    tables: dict[str, list[tuple[str, Row]]] = field(default_factory=dict)


def wave_results(wave: Wave) -> dict:
    """The published figures of the wave, made from what was frozen with them and nothing newer."""
    newest = _newest(wave)
    mains = [row for _, row in sorted(newest.items()) if not row.inputs["measure"]["beside"]]
    if not mains:
        return {"results": []}
    labels, earlier = _labels(wave), _newest(_wave_before(wave))
    results = [
        _result(row, [other for other in newest.values() if _is_beside(other, row)], earlier.get(row.measure), labels)
        for row in mains
    ]
    return {
        "results": results,
        "method": method(mains[0].inputs, mains[0].result),
        "portraits": _portraits(mains[0], labels),
    }


def method(inputs: dict, result: dict) -> dict:
    """How the figures were made, for the note below them."""
    return {
        "weighting": result["weighting"],
        "margins": [margin for margin in inputs["margins"] if margin["dimension"] in result["weighting"]["margins"]],
        "level": inputs["measure"]["level"] * 100,
        "minimum": inputs["measure"]["minimum_n"],
        "modes": [(Mode(mode).label, n) for mode, n in inputs["modes"].items()],
        "left_out": inputs["responses"]["raw"] - inputs["responses"]["cleaned"],
        "raw": inputs["responses"]["raw"],
    }


def _newest(wave: Wave | None) -> dict[str, Estimate]:
    """The last published figure of each measure."""
    rows = Estimate.objects.filter(wave=wave, state=EstimateState.PUBLISHED) if wave else Estimate.objects.none()
    ordered = rows.select_related("wave__survey").order_by("measure", "decided_at")
    return {row.measure: row for row in ordered}


def _wave_before(wave: Wave) -> Wave | None:
    return Wave.objects.filter(survey=wave.survey, number__lt=wave.number).order_by("-number").first()


def _is_beside(other: Estimate, main: Estimate) -> bool:
    return other.inputs["measure"]["beside"] == main.measure


def _result(row: Estimate, beside: Sequence[Estimate], before: Estimate | None, labels) -> Result:
    figure, others = published(row), [published(other) for other in beside]
    if row.suppressed:
        return Result(figure, others)
    measure, groups = measure_in(row.inputs), groups_in(row.inputs["cells"])
    sample, apart = Sample(measure, groups, row.inputs["margins"]), groups_in(row.inputs["apart_cells"])
    is_comparable = before is not None and before.formula_version == row.formula_version
    return Result(
        figure,
        others,
        raw_value=row.result["raw_value"],
        raw_n=row.result["raw_n"],
        unweighted=row.result["unweighted_value"] if row.result["weighting"]["margins"] else None,
        unclear=row.result["unclear"],
        target=row.inputs["target"],
        apart=Sample(measure, apart).figure() if apart else None,
        change=change(before.result, row.result, measure.level) if is_comparable else None,
        tables=_tables(sample, groups, labels),
    )


def _tables(sample: Sample, groups, labels) -> dict[str, list[tuple[str, Row]]]:
    """By each dimension that has more than one category."""
    found = {dimension: breakdown(sample, groups, dimension) for dimension in BY}
    return {
        dimension: [(labels[dimension].get(row.category, row.category), row) for row in rows]
        for dimension, rows in found.items()
        if len(rows) > 1
    }


def _portraits(row: Estimate, labels) -> dict:
    return {
        dimension: [(labels[dimension].get(found.category, found.category), found) for found in rows]
        for dimension, rows in portraits(row.inputs).items()
    }


def _labels(wave: Wave) -> dict[str, dict[str, str]]:
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
