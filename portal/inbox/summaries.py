"""What waits for a person, in one message: on the days that the person chose, and only when there is news."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from portal.accounts.permissions import is_staff
from portal.accounts.roles import STAFF_ROLES
from portal.clock import DISTRICT
from portal.directory.queries import is_provisional, workday_exceptions
from portal.directory.workdays import is_workday
from portal.inbox.enums import Rhythm
from portal.inbox.models import Preference, Task
from portal.inbox.operations import send
from portal.inbox.queries import tasks_for
from portal.inbox.rhythm import HOUR, is_day, is_news
from portal.inbox.senders import ways_to

KIND, TEMPLATE = "inbox.summary", "inbox/messages/summary.txt"
NAMED = 3


def send_summaries(*, now: datetime) -> int:
    """Safe to repeat: a person gets one a day at most. Returns how many were sent."""
    local = now.astimezone(DISTRICT)
    if local.hour < HOUR or not is_workday(local.date(), workday_exceptions()):
        return 0
    return sum(_summarise(user, local.date(), now) for user in _readers().iterator(chunk_size=200))


def preference_of(user) -> Preference:
    """As kept, or what the portal thinks best: officers are told by day, units hear of each matter as it comes."""
    kept = Preference.objects.filter(user=user).first()
    return kept or Preference(user=user, rhythm=Rhythm.DAILY if is_staff(user) else Rhythm.NEVER)


def _readers() -> QuerySet[User]:
    """Who asked for it, and officers who said nothing."""
    asked = Q(preference__rhythm__in=[Rhythm.DAILY, Rhythm.WEEKLY])
    officers = Q(preference=None, grants__role__in=STAFF_ROLES)
    return User.objects.filter(asked | officers, is_active=True).distinct().order_by("pk")


@transaction.atomic
def _summarise(user: User, today: date, now: datetime) -> bool:
    # Two clocks that strike at once queue here.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    wish = preference_of(user)
    if not ways_to(user) or not is_day(wish.rhythm, today, wish.summarised_on, works=True):
        return False
    waiting = list(tasks_for(user))
    if not any(_is_news(task, wish, today) for task in waiting):
        return False
    send(user=user, kind=KIND, template=TEMPLATE, values=_said(waiting), now=now)
    wish.summarised_on = today
    wish.save()
    return True


def _is_news(task: Task, wish: Preference, today: date) -> bool:
    opened = task.opened_at.astimezone(DISTRICT).date()
    return is_news(wish.rhythm, today, wish.summarised_on, opened=opened, due=task.due_on)


def _said(waiting: Sequence[Task]) -> dict:
    """The most pressing by name; messages are Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        named = [{"text": task.text, "due_on": _until(task)} for task in waiting[:NAMED]]
        return {"count": len(waiting), "named": named, "path": reverse("inbox:task-list")}


def _until(task: Task) -> str:
    if task.counted_from and is_provisional(task.due_on):
        return translation.gettext("%(day)s (provisional)") % {"day": task.due_on}
    return str(task.due_on or "")
