"""All that a figure depends on, as plain data: frozen with it, so that it can be made again from that alone."""

from collections import defaultdict
from collections.abc import Mapping

from portal.clock import DISTRICT
from portal.directory.models import Indicator
from surveys.admission import apart_tiers, counted_tiers
from surveys.enums import EstimateState, Layer
from surveys.measures import Measure, Quantity
from surveys.models import Estimate, Margin, Wave
from surveys.queries import flag_counts, tally_of
from surveys.results.classification import StaleTalliesError, measure_subject
from surveys.results.questions import measures_beside, question_cells, withheld_with
from surveys.tallies import RESPONSES, Cell, Key, categories, responses

NO_TARGET = {Quantity.MEAN, Quantity.DISTRIBUTION}
FORMAT = 3  # 2: without the tiers that the figure is made of; then it is made of all


def frozen_inputs(wave: Wave, measure: Measure, tallies: Mapping[str, Mapping[Key, int]] | None = None) -> dict:
    """What the figure of this measure would be made from now. Raises StaleTalliesError."""
    tallies = tallies or tallies_of(wave)
    shared = {
        "format": FORMAT,
        "measure": plain(measure),
        "target": None if measure.quantity in NO_TARGET else _target(measure.indicator),
        "period": _period(wave),
        "wave": str(wave.public_id),
        "questionnaire": wave.version.content_hash,
        "tiers": list(counted_tiers(wave.admission)),
    }
    if measure.quantity == Quantity.COMBINED:
        return shared | {"parts": {code: _part(code, wave) for code in measure.rule["combine"]}}
    if measure.quantity == Quantity.DISTRIBUTION:
        return shared | _of_question(wave, measure, tallies[Layer.CLEANED])
    counted, others = ({"tier": tiers(wave.admission)} for tiers in (counted_tiers, apart_tiers))
    return shared | {
        "cells": _cells(tallies[Layer.CLEANED], measure, measure.base | counted),
        "raw_cells": _cells(tallies[Layer.RAW], measure, measure.base | counted),
        "apart_cells": _cells(tallies[Layer.CLEANED], measure, measure.apart | counted) if measure.apart else [],
        "other_cells": _cells(tallies[Layer.CLEANED], measure, measure.base | others),
        "margins": _margins(wave, measure),
        "responses": {str(layer): responses(tallies[layer]).get((), 0) for layer in Layer},
        "modes": {mode: count for (mode,), count in sorted(responses(tallies[Layer.CLEANED], "mode").items())},
        "flags": flag_counts(wave),
    }


def tallies_of(wave: Wave) -> dict[str, Mapping[Key, int]]:
    return {layer: tally_of(wave, layer) for layer in Layer}


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


def _of_question(wave: Wave, measure: Measure, tally: Mapping[Key, int]) -> dict:
    """The people within the base with what they answered, and which categories other figures of it must hide."""
    base, margins = measure.base | {"tier": counted_tiers(wave.admission)}, _margins(wave, measure)
    told = measures_beside(measure)
    samples = [(other, _cells(tally, other, base), _margins(wave, other)) for other in told]
    cells = question_cells(tally, measure, base)
    return {"cells": cells, "margins": margins, "withheld": withheld_with(samples)}


def _margins(wave: Wave, measure: Measure) -> list[dict]:
    """The newest population by each dimension that the measure asks for, cut to its base."""
    found = []
    for dimension in measure.margins:
        margin = Margin.objects.filter(dimension=dimension, counted_on__lte=wave.closes_at).first()
        if margin is not None:
            wanted = measure.base.get(dimension)
            rows = margin.counts.order_by("category").values_list("category", "population")
            population = {name: number for name, number in rows if wanted is None or name in wanted}
            found.append(margin.as_data() | {"population": population})
    return found


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


def _target(indicator_number: int) -> float | None:
    value = Indicator.objects.filter(number=indicator_number).values_list("target_value", flat=True).first()
    return None if value is None else float(value)


def _period(wave: Wave) -> str:
    first, last = (moment.astimezone(DISTRICT).date() for moment in (wave.opens_at, wave.closes_at))
    return f"{first.isoformat()}/{last.isoformat()}"
