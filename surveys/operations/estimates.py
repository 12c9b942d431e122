"""Making a figure, by one person, and publishing it, by another."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.ledger.operations import record
from surveys.enums import EstimateState, Verdict
from surveys.measures import Measure
from surveys.models import Estimate, Wave
from surveys.operations.tallying import fold_answers, lock
from surveys.permissions import can_decide_estimate, can_prepare
from surveys.results.classification import measures_of
from surveys.results.figures import digest, result
from surveys.results.gate import lacks
from surveys.results.inputs import StaleTalliesError, frozen_inputs, tallies_of


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
        asked, tallies = measures_of(wave.version.questionnaire.code), tallies_of(wave)
        try:
            return [_prepare(wave, measure, tallies, actor=actor, now=now) for measure in asked]
        except StaleTalliesError as error:
            raise EstimateError("tallies_are_stale") from error


def _prepare(wave: Wave, measure: Measure, tallies, *, actor, now: datetime) -> Estimate:
    inputs = frozen_inputs(wave, measure, tallies)
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


@transaction.atomic
def decide_estimate(*, estimate: Estimate, publish: bool, reason: str, actor, now: datetime) -> Estimate:
    """The second person publishes the figure, or sends it back with a reason."""
    estimate = Estimate.objects.select_for_update(of=("self",)).select_related("wave__version").get(pk=estimate.pk)
    if not can_decide_estimate(actor, estimate):
        raise PermissionDenied
    if not publish and not reason.strip():
        raise EstimateError("reason_is_missing")
    if publish:
        _guard_publication(estimate)
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


def _guard_publication(estimate: Estimate) -> None:
    if recompute(estimate) != estimate.result:
        raise EstimateError("result_does_not_follow_from_its_inputs")
    if any(lack.blocks for lack in lacks(estimate)):
        raise EstimateError("gate_is_closed")


def recompute(estimate: Estimate) -> dict:
    """The result again, from the frozen inputs alone."""
    return result(estimate.inputs)
