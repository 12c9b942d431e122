"""A draft that is written waits for whoever puts it in force."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.models import Rubric
from portal.accounts.models import User
from portal.inbox.operations import close_tasks, open_task


def publishing_asked(rubric: Rubric, people: Iterable[User], *, now: datetime) -> None:
    for person in people:
        open_task(
            kind="cells.rubric",
            title=gettext_noop("Look over the draft rubric of %(kind)s and publish it"),
            values={"kind": rubric.unit_type.name},
            subject=rubric,
            link=reverse("rubrics:publish", args=[rubric.pk]),
            due_on=None,
            now=now,
            user=person,
        )


def waits_no_more(rubric: Rubric, *, now: datetime) -> None:
    """Published, thrown away, or written on: then it is handed over anew."""
    close_tasks(subject=rubric, now=now)
