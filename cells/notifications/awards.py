"""An award on paper that waits for a second person."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.models import PaperAward
from cells.notifications.waiting import wait
from cells.workflow import AWARD_DECISION
from portal.accounts.roles import Role
from portal.inbox.operations import close_tasks
from portal.procedure.taking import barred_by


def entered(award: PaperAward, *, now: datetime) -> None:
    """Who entered it does not confirm it."""
    values = {"unit": award.organisation.name, "document": award.document_number}
    task = {
        "kind": "cells.award",
        "title": gettext_noop("Hold the award on paper of %(unit)s (%(document)s) against its scan"),
        "values": values,
        "link": reverse("cells:award-show", args=[award.public_id]),
        "due_on": None,
        "now": now,
    }
    wait(award, task, subject=award, role=Role.DISTRICT_REVIEWER, barred=barred_by(AWARD_DECISION, award, now))


def decided(award: PaperAward, *, now: datetime) -> None:
    close_tasks(subject=award, now=now)
