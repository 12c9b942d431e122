"""Who is asked to approve a figure."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.board.models import Observation
from portal.inbox.operations import close_tasks, open_task

APPROVE = "observation.approve"
TITLE = gettext_noop("Check and publish the figure of indicator %(number)s for %(period)s")


def ask_for_approval(observation: Observation, *, now) -> None:
    """Other officers of the departments named by the plan; where there is none, the district."""
    task = {
        "kind": APPROVE,
        "title": TITLE,
        "values": {"number": observation.indicator.number, "period": observation.period},
        "subject": observation,
        "link": reverse("board:observation-decide", args=[observation.public_id]),
        "due_on": None,
        "now": now,
    }
    officers = User.objects.filter(
        Q(grants__role=Role.DEPARTMENT_OFFICER, grants__department__in=observation.indicator.departments.all()),
        is_active=True,
    ).exclude(pk=observation.entered_by_id)
    found = list(officers.distinct())
    for officer in found:
        open_task(user=officer, **task)
    if not found:
        open_task(role=Role.DISTRICT_ADMINISTRATOR, **task)


def close_approval(observation: Observation, *, now) -> None:
    close_tasks(subject=observation, now=now, kind=APPROVE)
