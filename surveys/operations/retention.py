"""Single answers go when their time is over; the tallies and the published figures stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal.ledger.operations import record
from surveys.enums import WaveState
from surveys.models import CellTally, Keying, PilotVisit, Response, Wave
from surveys.operations.tallying import fold_answers

DAYS_A_MONTH = 31  # a few days later than promised, never sooner


def delete_expired_answers(*, now: datetime) -> int:
    """Also what was keyed of paper and never entered. Returns how many answers were deleted."""
    kept = Q(responses__isnull=False) | Q(batches__keyings__isnull=False) | Q(visits__isnull=False)
    closed = Wave.objects.filter(kept, state=WaveState.CLOSED).select_related("survey").distinct()
    return sum(_delete(wave, now) for wave in closed if is_expired(wave, now))


def is_expired(wave: Wave, now: datetime) -> bool:
    """By what people were told when they answered."""
    return (now - wave.closes_at).days > wave.bears.retention_months * DAYS_A_MONTH


@transaction.atomic
def _delete(wave: Wave, now: datetime) -> int:
    fold_answers(wave=wave)
    count = Response.objects.filter(wave=wave).count()
    Response.objects.filter(wave=wave).delete()
    wave.files.all().delete()
    if wave.is_drawn:  # what was counted alike there is nearly one person each
        CellTally.objects.filter(wave=wave).delete()
    Keying.objects.filter(batch__wave=wave).delete()
    PilotVisit.objects.filter(wave=wave).delete()
    record(actor=None, now=now, action="answers.delete", subject=wave, after={"count": count})
    return count
