"""For whom something waits: a person, whoever holds a role, or, where nobody is left, who can appoint somebody."""

from collections.abc import Collection
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.queries.experts import Matter, audience
from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.directory.queries import is_provisional
from portal.directory.workdays import Deadline
from portal.inbox.operations import open_task

# Where nobody of a role may take the next step of a case.
NOBODY = {
    Role.STREET_OFFICER: gettext_noop("No officer may pre-review %(unit)s: appoint another for its street"),
    Role.DISTRICT_REVIEWER: gettext_noop("No reviewer may take the next step for %(unit)s: appoint another"),
}


def counted(day: date, now: datetime) -> Deadline:
    """A deadline that was set today, in working days."""
    return Deadline(day, now.astimezone(DISTRICT).date(), is_provisional(day))


def until(day: date) -> dict:
    return {"due_on": day.isoformat(), "is_provisional": is_provisional(day)}


def members_of(matter: Matter) -> list:
    return [row.user for row in matter.organisation.memberships.select_related("user")]


def wait(
    matter: Matter, task: dict, *, subject, user=None, role: str | None = None, barred: Collection[str] = ()
) -> None:
    """For a person, or for whoever holds a role; where someone must not hear of the case, for each of the others.

    Where nobody is left it goes up: to who can appoint somebody, and it says so.
    """
    fit = audience(matter, role, barred) if role else None
    if fit is None:
        area = matter.organisation.area if role == Role.STREET_OFFICER else None
        open_task(**task, subject=subject, user=user, role=role, area=area)
        return
    for person in fit:
        open_task(**task, subject=subject, user=person, role=role)
    if not fit:
        _go_up(task, subject=subject, role=str(role))


def _go_up(task: dict, *, subject, role: str) -> None:
    """Everyone of the role took part before, or is tied to the unit, or there is none: no task may wait for nobody."""
    title = NOBODY[role]
    link = reverse("administration:account-list")
    open_task(**task | {"title": title, "link": link}, subject=subject, role=Role.SECURITY_ADMINISTRATOR)
