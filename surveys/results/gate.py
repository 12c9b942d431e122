"""What is still missing before a figure may be published, and what a reader will miss in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from portal.directory.models import Area
from portal.procedure.digests import digest_of
from surveys.enums import EstimateState, FlagState
from surveys.measures import Measure
from surveys.models import Estimate
from surveys.queries import flag_counts
from surveys.results.classification import StaleTalliesError
from surveys.results.inputs import Tallies, frozen_inputs
from surveys.results.questions import measures_of_wave
from surveys.scales import scale_problems


@dataclass(frozen=True)
class Lack:
    code: str
    number: int | str | None = None  # or names
    blocks: bool = False


def lacks(
    estimate: Estimate,
    tallies: Tallies | None = None,
    asked: Mapping[str, Measure] | None = None,
) -> list[Lack]:
    """Reasons against publishing, those that forbid it first. Tallies and measures of the wave, where they are read."""
    found = [*_undecided(estimate), *_unbalanced(estimate), *_unpublished_parts(estimate)]
    if _has_changed(estimate, tallies, asked):
        found.append(Lack("inputs_changed", blocks=True))
    if estimate.suppressed and "parts" in estimate.inputs:
        found.append(Lack("part_missing"))
    elif estimate.suppressed:
        found.append(Lack("too_few", estimate.result["n"]))
    elif estimate.result["weighting"]["method"] == "none":
        found.append(_unweighted(estimate))
    return found


def _unweighted(estimate: Estimate) -> Lack:
    """With the names of those whose number is not known, where that is why."""
    unknown = estimate.result["weighting"].get("unknown", {})
    if not unknown:
        return Lack("unweighted")
    labels = {area.code: area.label for area in Area.objects.all()}
    labels |= {
        option.code: option.text.in_language(get_language() or "zh-hans")
        for item in estimate.wave.version.questionnaire.questions
        if item.dimension
        for option in item.options
    }
    return Lack("population_unknown", ", ".join(labels.get(code, code) for codes in unknown.values() for code in codes))


def _undecided(estimate: Estimate) -> list[Lack]:
    undecided = flag_counts(estimate.wave).get(FlagState.OPEN, 0)
    return [Lack("open_flags", undecided, blocks=True)] if undecided else []


def _unbalanced(estimate: Estimate) -> list[Lack]:
    scales = [item for item in estimate.wave.version.questionnaire.questions if item.kind.has_sides]
    wrong = [item for item in scales if scale_problems([(option.code, option.polarity) for option in item.options])]
    return [Lack("unbalanced_scale", len(wrong), blocks=True)] if wrong else []


def _unpublished_parts(estimate: Estimate) -> list[Lack]:
    parts = [part["estimate"] for part in estimate.inputs.get("parts", {}).values() if part]
    published = Estimate.objects.filter(public_id__in=parts, state=EstimateState.PUBLISHED).count()
    return [Lack("parts_unpublished", len(parts) - published, blocks=True)] if published < len(parts) else []


def _has_changed(estimate: Estimate, tallies, asked) -> bool:
    """Whether answers, decisions, populations or the measure moved on since it was prepared."""
    try:
        measure = (asked or measures_of_wave(estimate.wave))[estimate.measure]
        return digest_of(frozen_inputs(estimate.wave, measure, tallies)) != estimate.inputs_hash
    except (StaleTalliesError, KeyError):
        return True
