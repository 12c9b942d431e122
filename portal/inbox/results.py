"""Tasks as a person reads them: what, where, until when, how pressing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.directory.models import Area
from portal.directory.queries import passed_before
from portal.inbox.models import Task
from portal.inbox.queries import told_kinds

SOON = timedelta(days=3)
# How pressing a task is: the state that colours it and the words that say so.
OVERDUE, DUE_SOON, LATER = ("not_met", _("Overdue")), ("watch", _("Due soon")), ("information", _("In time"))
OPEN_ENDED = ("none", _("No deadline"))


@dataclass(frozen=True)
class TaskRow:
    text: str
    url: str
    area: Area | None
    due_on: date | None
    is_counted: bool
    state: str
    urgency: str
    # Whose it is, where it is one person's.
    user: User | None
    # By which it is put away, where it only tells something.
    told: str


def task_rows(tasks: QuerySet[Task] | list[Task], today: date) -> list[TaskRow]:
    certain = passed_before(today)
    return [task_row(task, today, certain) for task in tasks]


def task_row(task: Task, today: date, certain: date) -> TaskRow:
    """`certain`: deadlines in working days before that day have passed; later ones may still move on."""
    state, urgency = urgency_of(task.due_on, today, certain if task.counted_from else today)
    url = translate_url(task.link, get_language() or "")
    told = str(task.public_id) if task.kind in told_kinds() else ""
    return TaskRow(
        task.text, url, task.area, task.due_on, task.counted_from is not None, state, str(urgency), task.user, told
    )


def urgency_of(due_on: date | None, today: date, certain: date):
    if due_on is None:
        return OPEN_ENDED
    if due_on < certain:
        return OVERDUE
    return DUE_SOON if due_on <= today + SOON else LATER
