"""A correction of a unit that waits for a second person."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.models import Correction
from cells.notifications.waiting import wait
from cells.workflow import CORRECTION_DECISION
from portal.accounts.roles import Role
from portal.inbox.operations import close_tasks
from portal.procedure.taking import barred_by


def asked(correction: Correction, *, now: datetime) -> None:
    """Who asked does not decide."""
    task = {
        "kind": "cells.correction",
        "title": gettext_noop("Decide on the correction of %(unit)s"),
        "values": {"unit": correction.organisation.name},
        "link": reverse("cells:unit-show", args=[correction.organisation.public_id]),
        "due_on": None,
        "now": now,
    }
    wait(
        correction,
        task,
        subject=correction,
        role=Role.DISTRICT_REVIEWER,
        barred=barred_by(CORRECTION_DECISION, correction, now),
    )


def decided(correction: Correction, *, now: datetime) -> None:
    close_tasks(subject=correction, now=now)
