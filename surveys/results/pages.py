"""What the results page of a wave shows: published figures, each with its alternatives and its breakdowns."""

from dataclasses import dataclass, field

from django.utils.translation import get_language

from portal.directory.models import Area
from surveys.enums import Dimension, EstimateState, Layer, Mode, Tier
from surveys.models import Estimate, Wave
from surveys.queries import PublishedEstimate, published, tally_of
from surveys.results.breakdown import Row, breakdown
from surveys.results.classification import measures


@dataclass(frozen=True)
class Result:
    figure: PublishedEstimate
    beside: list[PublishedEstimate]
    raw_value: float | None
    raw_n: int | None
    unclear: int | None
    tables: dict[str, list[tuple[str, Row]]] = field(default_factory=dict)


def wave_results(wave: Wave) -> dict:
    rows = list(
        Estimate.objects.filter(wave=wave, state=EstimateState.PUBLISHED)
        .select_related("wave__survey")
        .order_by("measure", "-decided_at")
    )
    newest = {row.measure: row for row in reversed(rows)}
    mains = [newest[name] for name in sorted(newest) if not newest[name].inputs["measure"]["beside"]]
    beside = [row for row in newest.values() if row.inputs["measure"]["beside"]]
    if not mains:
        return {"results": []}
    tally, labels = tally_of(wave, Layer.CLEANED), _labels(wave)
    results = [_result(row, [other for other in beside if _is_beside(other, row)], tally, labels) for row in mains]
    return {"results": results}


def _is_beside(other: Estimate, main: Estimate) -> bool:
    return other.inputs["measure"]["beside"] == main.measure


def _result(row: Estimate, beside: list[Estimate], tally, labels) -> Result:
    measure = measures()[row.measure]
    tables = {}
    for dimension in ("area", "age", "mode", "tier"):
        found = breakdown(measure, tally, dimension)
        if len(found) > 1:
            tables[dimension] = [(labels[dimension].get(cell.category, cell.category), cell) for cell in found]
    shown = not row.suppressed
    return Result(
        figure=published(row),
        beside=[published(other) for other in beside],
        raw_value=row.result["raw_value"] if shown else None,
        raw_n=row.result["raw_n"] if shown else None,
        unclear=row.result["unclear"] if shown else None,
        tables=tables if shown else {},
    )


def _labels(wave: Wave) -> dict[str, dict[str, str]]:
    questionnaire = wave.version.questionnaire
    age, language = questionnaire.question_of(Dimension.AGE), get_language() or "zh-hans"
    return {
        "area": {area.code: area.label for area in Area.objects.all()},
        "age": {option.code: option.text.in_language(language) for option in age.options} if age else {},
        "mode": dict(Mode.choices),
        "tier": dict(Tier.choices),
    }
