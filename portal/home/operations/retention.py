"""A visitor's message goes when its time is over: docs/personal-data.md says what, how long and why."""

from datetime import datetime, timedelta

from django.db import transaction

from portal.home.models import Feedback
from portal.ledger.operations import record

# Of an answered message: who wrote it can still read the answer.
FEEDBACK = timedelta(days=731)


@transaction.atomic
def forget_feedback(*, now: datetime) -> int:
    count = Feedback.objects.filter(answered_at__lt=now - FEEDBACK).delete()[0]
    if count:
        record(actor=None, now=now, action="feedback.forget", subject="home.feedback", after={"count": count})
    return count
