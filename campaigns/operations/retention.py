"""What visitors wrote about an event goes when its time is over; how many found it worth coming stays."""

from datetime import datetime, timedelta

from django.db import transaction

from campaigns.models import Impression
from portal.ledger.operations import record

WORDS = timedelta(days=731)


@transaction.atomic
def forget_words(*, now: datetime) -> int:
    """Free words may name people. Returns how many were forgotten."""
    count = Impression.objects.filter(given_at__lt=now - WORDS).exclude(words="").update(words="")
    if count:
        record(actor=None, now=now, action="impressions.forget", subject="campaigns.impression", after={"count": count})
    return count
