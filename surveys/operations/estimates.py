"""Making a figure, by one person, and publishing it, by another."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.clock import DISTRICT
from portal.directory.models import Indicator
from portal.ledger.operations import record
from surveys.enums import EstimateState, Layer, Verdict
from surveys.measures import Measure
from surveys.models import Estimate, Wave
from surveys.operations.tallying import fold_answers, lock
from surveys.permissions import can_decide_estimate, can_prepare
from surveys.queries import flag_counts, tally_of
from surveys.results.classification import measure_subject, measures_of
from surveys.results.figures import digest, result
from surveys.tallies import RESPONSES, Key, categories, responses


class EstimateError(Exception):
    """Why a figure cannot be prepared or decided."""


def prepare_estimates(*, wave: Wave, actor, now: datetime) -> list[Estimate]:
    """One figure for each measure of the questionnaire. What was prepared before and not decided is replaced."""
    if not can_prepare(actor, Wave.objects.get(pk=wave.pk)):
        raise PermissionDenied
    fold_answers(wave=wave)
    with transaction.atomic():
        wave = lock(wave)
        Estimate.objects.filter(wave=wave, state=EstimateState.PREPARED).delete()
        return [
            _prepare(wave, measure, actor=actor, now=now) for measure in measures_of(wave.version.questionnaire.code)
        ]


def _prepare(wave: Wave, measure: Measure, *, actor, now: datetime) -> Estimate:
    inputs = frozen_inputs(wave, measure)
    found = result(inputs)
    estimate = Estimate.objects.create(
        wave=wave,
        measure=measure.code,
        indicator_number=measure.indicator,
        formula_version=measure.version,
        inputs=inputs,
        inputs_hash=digest(inputs),
        result=found,
        suppressed=found["value"] is None,
        verdict=Verdict(found["verdict"]),
        prepared_by=actor,
        prepared_at=now,
    )
    after = {"measure": measure.code, "inputs": estimate.inputs_hash, "result": digest(found)}
    record(actor=actor, now=now, action="estimate.prepare", subject=estimate, after=after)
    return estimate


def frozen_inputs(wave: Wave, measure: Measure) -> dict:
    """All that the figure depends on, as plain data."""
    tallies = {layer: tally_of(wave, layer) for layer in Layer}
    return {
        "measure": _plain(measure.as_data()),
        "counts": _counts(tallies[Layer.CLEANED], measure),
        "raw_counts": _counts(tallies[Layer.RAW], measure),
        "responses": {str(layer): responses(tallies[layer]).get((), 0) for layer in Layer},
        "modes": {mode: count for (mode,), count in sorted(responses(tallies[Layer.CLEANED], "mode").items())},
        "flags": flag_counts(wave),
        "target": _target(measure.indicator),
        "period": _period(wave),
        "wave": str(wave.public_id),
        "questionnaire": wave.version.content_hash,
        "weighting": "none",
    }


def _counts(tally: Mapping[Key, int], measure: Measure) -> dict[str, int]:
    subject = measure_subject(measure)
    known = sum(categories(tally, subject).values())
    if known != sum(categories(tally, RESPONSES[0]).values()):
        raise EstimateError("tallies_are_stale")
    return dict(sorted(categories(tally, subject, measure.base).items()))


def _plain(data: Mapping) -> dict:
    return {name: str(value) if name == "unclear" else value for name, value in data.items()}


def _target(indicator_number: int) -> float | None:
    value = Indicator.objects.filter(number=indicator_number).values_list("target_value", flat=True).first()
    return None if value is None else float(value)


def _period(wave: Wave) -> str:
    first, last = (moment.astimezone(DISTRICT).date() for moment in (wave.opens_at, wave.closes_at))
    return f"{first.isoformat()}/{last.isoformat()}"


@transaction.atomic
def decide_estimate(*, estimate: Estimate, publish: bool, reason: str, actor, now: datetime) -> Estimate:
    """The second person publishes the figure, or sends it back with a reason."""
    estimate = Estimate.objects.select_for_update(of=("self",)).select_related("wave").get(pk=estimate.pk)
    if not can_decide_estimate(actor, estimate):
        raise PermissionDenied
    if not publish and not reason.strip():
        raise EstimateError("reason_is_missing")
    if publish and recompute(estimate) != estimate.result:
        raise EstimateError("result_does_not_follow_from_its_inputs")
    before = {"state": estimate.state}
    estimate.state = EstimateState.PUBLISHED if publish else EstimateState.REFUSED
    estimate.reason, estimate.decided_by, estimate.decided_at = reason.strip(), actor, now
    estimate.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    after = {"state": estimate.state, "measure": estimate.measure, "inputs": estimate.inputs_hash}
    record(
        actor=actor,
        now=now,
        action="estimate.publish" if publish else "estimate.refuse",
        subject=estimate,
        before=before,
        after=after | {"result": digest(estimate.result)},
        reason=estimate.reason,
    )
    return estimate


def recompute(estimate: Estimate) -> dict:
    """The result again, from the frozen inputs alone."""
    return result(estimate.inputs)
