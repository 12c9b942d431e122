"""All that a figure depends on, as plain data: frozen with it, so that it can be made again from that alone."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from portal.clock import DISTRICT
from portal.directory.models import Area
from portal.directory.queries import current_plan
from surveys.admission import apart_tiers, counted_tiers
from surveys.enums import Dimension, EstimateState, Layer
from surveys.measures import Measure, Quantity
from surveys.models import Estimate, Margin, Wave
from surveys.queries import flag_counts, tally_of
from surveys.results.classification import StaleTalliesError, measure_subject, question_subject
from surveys.results.clustering import clustering, kept
from surveys.results.questions import measures_beside, question_cells, withheld_with
from surveys.tallies import RESPONSES, Cell, Key, categories, responses

NO_TARGET = {Quantity.MEAN, Quantity.DISTRIBUTION}
FORMAT = 4  # 3: without places, how alike they are, and the plan; 2: without the tiers too, then it is made of all


def frozen_inputs(wave: Wave, measure: Measure, tallies: "Tallies | None" = None) -> dict:
    """What the figure of this measure would be made from now. Raises StaleTalliesError."""
    tallies = tallies or tallies_of(wave)
    shared = {
        "format": FORMAT,
        "measure": plain(measure),
        "period": _period(wave),
        "wave": str(wave.public_id),
        "questionnaire": wave.version.content_hash,
        "tiers": list(counted_tiers(wave.admission)),
        **_target(measure, wave),
    }
    if measure.quantity == Quantity.COMBINED:
        return shared | {"parts": {code: _part(code, wave) for code in measure.rule["combine"]}}
    if measure.quantity == Quantity.DISTRIBUTION:
        return shared | _of_question(wave, measure, tallies)
    counted, others = ({"tier": tiers(wave.admission)} for tiers in (counted_tiers, apart_tiers))
    return shared | {
        "cells": _cells(tallies[Layer.CLEANED], measure, measure.base | counted),
        "raw_cells": _cells(tallies[Layer.RAW], measure, measure.base | counted),
        "apart_cells": _cells(tallies[Layer.CLEANED], measure, measure.apart | counted) if measure.apart else [],
        "other_cells": _cells(tallies[Layer.CLEANED], measure, measure.base | others),
        **_weighing(wave, measure, tallies),
        "responses": {str(layer): responses(tallies[layer]).get((), 0) for layer in Layer},
        "modes": {mode: count for (mode,), count in sorted(responses(tallies[Layer.CLEANED], "mode").items())},
        "flags": flag_counts(wave),
    }


class Tallies(dict[str, Mapping[Key, int]]):
    """Of a wave by layer, and how alike the answers of one place are, reckoned once for all figures."""

    def __init__(self, wave: Wave, counts: Mapping[str, Mapping[Key, int]] | None = None):
        """``counts``: of one measure that is tried, in place of what is kept; places are as alike as they were."""
        super().__init__(counts or {layer: tally_of(wave, layer) for layer in Layer})
        self._wave, self._is_tried = wave, counts is not None

    @cached_property
    def design(self) -> dict[str, list]:
        """Part of a drawn sample to stratum, cluster and weight; empty of a wave that people answered themselves."""
        rows = self._wave.parts.order_by("code").values_list("code", "stratum", "cluster", "weight")
        return {code: [stratum, cluster, weight] for code, stratum, cluster, weight in rows}

    @cached_property
    def clustering(self) -> dict:
        kept_counts = tally_of(self._wave, Layer.CLEANED) if self._is_tried else self[Layer.CLEANED]
        return clustering_of(self._wave, kept_counts)


def tallies_of(wave: Wave) -> Tallies:
    return Tallies(wave)


def _cells(tally: Mapping[Key, int], measure: Measure, base: Mapping) -> list[list]:
    """The people within the base by cell, with what they said."""
    subject = measure_subject(measure)
    if sum(categories(tally, subject).values()) != sum(categories(tally, RESPONSES[0]).values()):
        raise StaleTalliesError
    within = {dimension: frozenset(values) for dimension, values in base.items()}
    found: dict[Cell, dict[str, int]] = defaultdict(dict)
    for key, count in tally.items():
        if key.subject == subject and all(getattr(key.cell, name) in values for name, values in within.items()):
            found[key.cell][key.category] = count
    return [[*cell, dict(sorted(counts.items()))] for cell, counts in sorted(found.items())]


def _of_question(wave: Wave, measure: Measure, tallies: "Tallies") -> dict:
    """The people within the base with what they answered, and which categories other figures of it must hide."""
    base, weighing = measure.base | {"tier": counted_tiers(wave.admission)}, _weighing(wave, measure, tallies)
    tally, told = tallies[Layer.CLEANED], measures_beside(measure)
    samples = [(other, _cells(tally, other, base), _weighing(wave, other, tallies)) for other in told]
    return {
        "cells": question_cells(tally, measure, base),
        "withheld": withheld_with(samples),
        **weighing,
    }


def _weighing(wave: Wave, measure: Measure, tallies: "Tallies") -> dict:
    """By the design of a drawn sample, or by the population and by how alike the answers of one place are."""
    if tallies.design:
        return {"margins": [], "design": tallies.design}
    return {"margins": _margins(wave, measure), "clustering": tallies.clustering}


def _margins(wave: Wave, measure: Measure) -> list[dict]:
    """The newest population by each dimension that the measure asks for, cut to its base."""
    found = []
    for dimension in measure.margins:
        margin = Margin.objects.filter(dimension=dimension, counted_on__lte=wave.closes_at).first()
        if margin is not None:
            wanted = measure.base.get(dimension)
            rows = margin.counts.order_by("category").values_list("category", "population")
            population = {name: number for name, number in rows if wanted is None or name in wanted}
            found.append(margin.as_data() | {"population": population, "order": _order(wave, dimension)})
    return found


def _order(wave: Wave, dimension: str) -> list[str]:
    """Categories as they are listed: by it small ones join their neighbours."""
    if dimension == Dimension.AREA:
        return list(Area.objects.values_list("code", flat=True))
    item = wave.version.questionnaire.question_of(Dimension(dimension))
    return [option.code for option in item.options] if item else []


def clustering_of(wave: Wave, tally: Mapping[Key, int]) -> dict:
    """How alike the answers of one place are, from the cleaned answers of the whole wave and what earlier waves froze."""
    questionnaire = wave.version.questionnaire
    subjects = [question_subject(item) for item in questionnaire.questions if item.has_options and not item.dimension]
    earlier = earlier_clusterings(wave)
    last = (
        Wave.objects.real()
        .asked_as(wave)
        .filter(survey=wave.survey_id, number__lt=wave.number)
        .order_by("-number")
        .first()
    )
    changed = (
        {"wave": str(last.public_id), "correlation": kept(tally_of(last, Layer.CLEANED), tally, subjects)}
        if last
        else None
    )
    return clustering(tally, subjects, earlier) | {"kept": changed}


def earlier_clusterings(wave: Wave) -> list[dict]:
    """Of each wave of the same questionnaire before, what was frozen with the last figure published of it."""
    rows = Estimate.objects.filter(
        state=EstimateState.PUBLISHED,
        wave__survey=wave.survey_id,
        wave__version__code=wave.survey.questionnaire_code if wave.version is None else wave.version.code,
        wave__number__lt=wave.number,
    )
    told = rows.order_by("wave__number", "decided_at", "pk").values_list("inputs__wave", "inputs__clustering")
    return [{**frozen, "wave": wave} for wave, frozen in dict(told).items() if frozen]


def _part(code: str, wave: Wave) -> dict | None:
    """The figure of another measure from this wave, or else the newest that is published."""
    rows = Estimate.objects.filter(measure=code).exclude(state=EstimateState.REFUSED)
    own = rows.filter(wave=wave).order_by("-prepared_at").first()
    row = own or rows.filter(state=EstimateState.PUBLISHED).order_by("-wave__closes_at", "-decided_at").first()
    if row is None:
        return None
    return {"estimate": str(row.public_id)} | {name: row.result.get(name) for name in ("value", "se", "df", "n")}


def plain(measure: Measure) -> dict:
    data = measure.as_data()
    return {name: str(value) if name == "unclear" else value for name, value in data.items()}


def _target(measure: Measure, wave: Wave) -> dict:
    """What the plan in force when the wave closed asks of the indicator, by the name under which the rooms know it."""
    has_none = measure.indicator is None or measure.quantity in NO_TARGET
    plan = None if has_none else current_plan(wave.closes_at.astimezone(DISTRICT).date())
    indicator = plan and plan.indicators.filter(drawn_as=measure.indicator).first()
    if not indicator or indicator.target_value is None:
        return {"target": None, "plan": None}
    names = {"code": plan.code, "zh": plan.name, "en": plan.name_en, "number": indicator.number}
    return {"target": float(indicator.target_value), "plan": names}


def _period(wave: Wave) -> str:
    first, last = (moment.astimezone(DISTRICT).date() for moment in (wave.opens_at, wave.closes_at))
    return f"{first.isoformat()}/{last.isoformat()}"
