"""What must hold of answers, tallies and estimates, as searches for rows that break it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from surveys.enums import EstimateState, Layer, Tier
from surveys.models import Estimate, Response, Wave
from surveys.operations.estimates import recompute
from surveys.operations.tallying import full_count
from surveys.queries import tally_of, unfolded
from surveys.questionnaire import route


def incomplete_answers(now: datetime) -> Iterator[str]:
    for row in Response.objects.select_related("version").iterator(chunk_size=500):
        asked = route(row.version.questionnaire, row.answers).items
        if any(item.required and not row.answers.get(item.id) for item in asked):
            yield f"response:{row.reference}"


def answers_twice(now: datetime) -> Iterator[str]:
    """One key, at most one answer; one invitation, at most one."""
    keys = Response.objects.order_by().values_list("wave_id", "key_digest")
    for wave_id, digest, _times in keys.annotate(times=Count("*")).filter(times__gt=1):
        yield f"response-key:{wave_id}:{digest}"
    used = Wave.objects.filter(invitations__used=True).annotate(spent=Count("invitations"))
    for wave in used:
        if wave.responses.filter(tier=Tier.INVITED).count() > wave.spent:
            yield f"wave:{wave.public_id}"


def tallies_and_estimates(now: datetime) -> Iterator[str]:
    for wave in Wave.objects.exclude(responses=None).distinct():
        if not unfolded(wave) and any(tally_of(wave, layer) != full_count(wave, layer) for layer in Layer):
            yield f"wave:{wave.public_id}"
    for estimate in Estimate.objects.filter(state=EstimateState.PUBLISHED):
        if recompute(estimate) != estimate.result:
            yield f"estimate:{estimate.public_id}"
