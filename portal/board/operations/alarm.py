"""What has drifted waits for the auditor until it holds again."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.roles import Role
from portal.board.figures.drift import Drift
from portal.inbox.models import Task
from portal.inbox.operations import close_tasks, open_task

KIND = "board.drift"
TITLE = gettext_noop("Not as the ledger says: %(subject)s")
MOST = 50


@transaction.atomic
def raise_alarm(*, now, found: Sequence[Drift]) -> None:
    """One task a row, at most fifty at once; a row that holds again is asked after no more."""
    drifted = {drift.subject for drift in found}
    for subject in set(Task.objects.waiting().filter(kind=KIND).values_list("subject", flat=True)) - drifted:
        close_tasks(subject=subject, kind=KIND, now=now)
    for subject in sorted(drifted)[:MOST]:
        open_task(
            kind=KIND,
            title=TITLE,
            values={"subject": subject},
            subject=subject,
            link=f"{reverse('ledger:entry-list')}?{urlencode({'subject': subject})}",
            due_on=None,
            now=now,
            role=Role.AUDITOR,
        )
