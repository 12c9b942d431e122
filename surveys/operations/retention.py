"""Single answers go when their time is over; the tallies and the published figures stay."""

from datetime import datetime

from django.db import transaction

from portal.ledger.operations import record
from surveys.enums import WaveState
from surveys.models import Response, Wave
from surveys.operations.tallying import fold_answers

DAYS_A_MONTH = 31  # a few days later than promised, never sooner


def delete_expired_answers(*, now: datetime) -> int:
    """Returns how many answers were deleted."""
    closed = Wave.objects.filter(state=WaveState.CLOSED, responses__isnull=False).select_related("survey").distinct()
    return sum(_delete(wave, now) for wave in closed if is_expired(wave, now))


def is_expired(wave: Wave, now: datetime) -> bool:
    return (now - wave.closes_at).days > wave.survey.retention_months * DAYS_A_MONTH


@transaction.atomic
def _delete(wave: Wave, now: datetime) -> int:
    fold_answers(wave=wave)
    count = Response.objects.filter(wave=wave).count()
    Response.objects.filter(wave=wave).delete()
    record(actor=None, now=now, action="answers.delete", subject=wave, after={"count": count})
    return count
