"""What was kept for a time goes when the time is over: docs/personal-data.md says what, how long and why."""

from datetime import datetime, timedelta

from django.db import transaction

from campaigns.operations.retention import forget_words
from cells.operations.retention import forget_expired as forget_cells
from portal.administration.operations import forget_devices
from portal.home.models import Feedback
from portal.inbox.operations import forget_settled
from portal.ledger.operations import record
from surveys.operations.retention import delete_expired_answers

# Of an answered message: who wrote it can still read the answer.
FEEDBACK = timedelta(days=731)


def forget_expired(*, now: datetime) -> dict[str, int]:
    """Each in a transaction of its own. Returns how many of each went; the ledger is never shortened."""
    return {
        "answers": delete_expired_answers(now=now),
        "objections and invitations": forget_cells(now=now),
        "impressions": forget_words(now=now),
        "visitors' messages": forget_feedback(now=now),
        "texts and mails": forget_settled(now=now),
        "devices": forget_devices(now=now),
    }


@transaction.atomic
def forget_feedback(*, now: datetime) -> int:
    count = Feedback.objects.filter(answered_at__lt=now - FEEDBACK).delete()[0]
    if count:
        record(actor=None, now=now, action="feedback.forget", subject="home.feedback", after={"count": count})
    return count
