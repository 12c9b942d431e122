"""Whether a measure fits its questionnaire, and what it would have said of waves that are over."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.enums import EstimateState, Layer, WaveState
from surveys.measures import Measure, Quantity, parse_measures
from surveys.models import Estimate, Response, Wave
from surveys.queries import countable
from surveys.questionnaire import Questionnaire
from surveys.results.classification import counts_of, rows_of
from surveys.results.inputs import Tallies, frozen_inputs
from surveys.results.making import result_of
from surveys.results.questions import are_apart

MOST = 8  # waves


def problems_of(definition: Mapping, questionnaire: Questionnaire, existing: Mapping[str, Measure]) -> list[str]:
    """In words what keeps a definition from being a measure; empty when it is one."""
    if not definition["rule"]:
        return [_("It does not say what counts.")]
    (measure,) = parse_measures([definition]).values()
    unknown = [f"{question}.{code}" if code else question for question, code in _named(measure.rule)]
    found = [
        _("The questionnaire has no such question or answer: %(code)s.") % {"code": each}
        for each in unknown
        if not _is_known(each, questionnaire)
    ]
    if measure.quantity == Quantity.COMBINED:
        missing = sorted(set(measure.rule["combine"]) - set(existing))
        found += [_("There is no measure %(code)s.") % {"code": code} for code in missing]
    if measure.beside and measure.beside not in existing:
        found.append(_("There is no measure %(code)s.") % {"code": measure.beside})
    return found + _crossing(measure, existing)


def _crossing(measure: Measure, existing: Mapping[str, Measure]) -> list[str]:
    """Of two figures about people some of whom are in both, the difference could tell of a few."""
    if measure.quantity == Quantity.COMBINED:
        return []
    mates = [
        other
        for other in existing.values()
        if other.questionnaire == measure.questionnaire
        and other.code != measure.code
        and other.quantity != Quantity.COMBINED
        and not _is_same_base(measure, other)
        and not are_apart(measure.base, other.base)
    ]
    words = _("Its people and those of %(code)s overlap without being the same; the difference could tell of a few.")
    return [words % {"code": mates[0].code}] if mates else []


def _is_same_base(one: Measure, other: Measure) -> bool:
    return {key: set(value) for key, value in one.base.items()} == {
        key: set(value) for key, value in other.base.items()
    }


def _named(rule: Mapping) -> list[tuple[str, str]]:
    name = next(iter(rule))
    held = rule[name]
    if name == "all":
        return [pair for part in held for pair in _named(part)]
    if name == "one_of":
        return [(held["question"], code) for code in (*held["options"], *held.get("unclear", ()))]
    if name == "correct":
        return list(held["answers"].items())
    return [(held["question"], code) for code in held["values"]] if name == "scores" else []


def _is_known(name: str, questionnaire: Questionnaire) -> bool:
    question, _dot, code = name.partition(".")
    item = questionnaire.by_id.get(question)
    return item is not None and (not code or code in item.by_code)


@dataclass(frozen=True)
class WhatIf:
    """A wave that is over: what stands published of the measure, and what this one would say; None where it cannot."""

    wave: Wave
    stands: Mapping | None
    would: Mapping | None


def what_if(measure: Measure) -> list[WhatIf]:
    """From the single answers while they are kept. Nothing is written."""
    waves = Wave.objects.real().filter(state=WaveState.CLOSED, version__code=measure.questionnaire)
    recent = waves.select_related("survey", "version").order_by("-closes_at")[:MOST]
    return [WhatIf(wave, _stands(wave, measure.code), _would(wave, measure)) for wave in recent]


def _stands(wave: Wave, code: str) -> Mapping | None:
    rows = Estimate.objects.filter(wave=wave, measure=code, state=EstimateState.PUBLISHED).order_by("decided_at")
    return rows.values_list("result", flat=True).last()


def _would(wave: Wave, measure: Measure) -> Mapping | None:
    rows = Response.objects.filter(wave=wave)
    if not rows.exists() or measure.quantity == Quantity.COMBINED:
        return None
    layers = {Layer.RAW: rows, Layer.CLEANED: rows.filter(countable())}
    counts = {
        layer: counts_of(rows_of(found), wave.version.questionnaire, [measure]) for layer, found in layers.items()
    }
    return result_of(frozen_inputs(wave, measure, Tallies(wave, counts)))
