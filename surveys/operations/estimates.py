"""Making a figure, by one person, and publishing it, by another."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.procedure.digests import digest_of
from portal.procedure.refusals import Kind, Refused
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take
from surveys.enums import EstimateState, EstimateStep, Verdict
from surveys.measures import Measure
from surveys.models import Estimate, Wave
from surveys.operations.retention import is_expired
from surveys.operations.tallying import fold_answers, holds_all, lock_tallies, recount
from surveys.permissions import can_decide_estimate, can_prepare, can_publish
from surveys.results.classification import StaleTalliesError
from surveys.results.gate import lacks
from surveys.results.inputs import frozen_inputs, tallies_of
from surveys.results.making import is_suppressed, result_of
from surveys.results.questions import PREFIX, measures_of_wave
from surveys.workflow import ESTIMATE_DECISION, ESTIMATES


def prepare_estimates(*, wave: Wave, actor, now: datetime) -> list[Estimate]:
    """One figure for each measure and each closed question. What was prepared before and not decided is replaced."""
    if not can_prepare(actor, Wave.objects.get(pk=wave.pk)):
        raise PermissionDenied
    fold_answers(wave=wave)
    if not holds_all(wave) and not is_expired(wave, now):
        recount(wave=wave)  # a measure came in since, by a version that nobody has counted yet
    with transaction.atomic():
        wave = lock_tallies(wave)
        Estimate.objects.filter(wave=wave, state=EstimateState.PREPARED).delete()
        asked, tallies = measures_of_wave(wave).values(), tallies_of(wave)
        if not asked:
            raise Refused(Kind.UNFIT, _("This questionnaire asks nothing that can be counted."))
        try:
            return [_prepare(wave, measure, tallies, actor=actor, now=now) for measure in asked]
        except StaleTalliesError as error:
            words = _("The counts do not match the measures. Please run a recount (fold_answers --verify) first.")
            raise Refused(Kind.UNFIT, words) from error


def _prepare(wave: Wave, measure: Measure, tallies, *, actor, now: datetime) -> Estimate:
    inputs = frozen_inputs(wave, measure, tallies)
    found = result_of(inputs)
    estimate = Estimate(
        wave=wave,
        measure=measure.code,
        indicator_number=measure.indicator,
        formula_version=measure.version,
        inputs=inputs,
        inputs_hash=digest_of(inputs),
        result=found,
        suppressed=is_suppressed(found),
        verdict=Verdict(found["verdict"]),
        prepared_by=actor,
        prepared_at=now,
        state=NOWHERE,
    )
    return take(estimate, ESTIMATES, EstimateStep.PREPARE, actor=actor, now=now, can=True, snapshot=_snapshot)


@transaction.atomic
def publish_questions(*, wave: Wave, actor, now: datetime) -> int:
    """The second person publishes the answers to all questions that wait, in one step. Returns how many."""
    if not can_publish(actor):
        raise PermissionDenied
    waiting = wave.estimates.filter(measure__startswith=PREFIX, state=EstimateState.PREPARED).order_by("pk")
    done = [decide_estimate(estimate=row, publish=True, reason="", actor=actor, now=now) for row in waiting]
    if not done:
        raise Refused(Kind.STALE)
    return len(done)


@transaction.atomic
def decide_estimate(*, estimate: Estimate, publish: bool, reason: str, actor, now: datetime) -> Estimate:
    """The second person publishes the figure, or sends it back with a reason."""
    estimate = lock(estimate, "wave__version")
    return take(
        estimate,
        ESTIMATES,
        EstimateStep.PUBLISH if publish else EstimateStep.REFUSE,
        actor=actor,
        now=now,
        can=can_decide_estimate(actor, estimate),
        reason=reason.strip(),
        values=ESTIMATE_DECISION.signed(actor, now, reason),
        snapshot=_snapshot,
        check=_check_publication if publish else None,
    )


def _snapshot(estimate: Estimate) -> dict:
    digests = {"inputs": estimate.inputs_hash, "result": digest_of(estimate.result)}
    return {"state": estimate.state, "measure": estimate.measure, **digests}


def _check_publication(estimate: Estimate) -> None:
    if recompute(estimate) != estimate.result:
        raise Refused(Kind.UNFIT, _("The figure does not follow from its inputs. It was not published."))
    if any(lack.blocks for lack in lacks(estimate)):
        words = _("Something is still missing before this figure may be published; it stands beside it.")
        raise Refused(Kind.UNFIT, words)


def recompute(estimate: Estimate) -> dict:
    """The result again, from the frozen inputs alone."""
    return result_of(estimate.inputs)
