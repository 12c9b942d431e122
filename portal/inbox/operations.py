"""Opening and closing tasks; putting messages into the outbox."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import get_template

from portal.directory.workdays import Deadline, Exceptions, followed
from portal.inbox.enums import UNDELIVERED, State
from portal.inbox.models import KeptView, OutgoingMessage, Preference, Task
from portal.inbox.notifications import deliver_message
from portal.inbox.queries import told_kinds, told_to

# Of a message that was sent, or given up: long enough to answer who asks whether it was.
MESSAGE = timedelta(days=183)


@transaction.atomic
def open_task(  # noqa: PLR0913 - what, about what, for whom, until when
    *,
    kind: str,
    title: str,
    values: dict[str, Any],
    subject,
    link: str,
    due_on: date | Deadline | None,
    now: datetime,
    user=None,
    role: str | None = None,
    area=None,
) -> Task:
    """Something waits for a person (asked in a role), or for whoever holds one (in an area), until a day or for so many
    working days.

    The same thing about the same subject waits once for the same people: asked again, it says what holds now.
    """
    counted = due_on if isinstance(due_on, Deadline) else None
    fresh = {
        "due_on": counted.day if counted else due_on,
        "counted_from": counted.counted_from if counted else None,
        "values": values,
    }
    addressee = f"user:{user.pk}" if user else f"role:{role}:{area.pk if area else '*'}"
    whom = {"user": user, "asked_as" if user else "role": role or "", "area": area}
    asked = {"title": title, "link": link, "opened_at": now} | whom
    task, is_new = Task.objects.get_or_create(
        kind=kind, subject=subject_key(subject), addressee=addressee, closed_at=None, defaults=asked | fresh
    )
    if not is_new and any(getattr(task, name) != value for name, value in fresh.items()):
        for name, value in fresh.items():
            setattr(task, name, value)
        task.save(update_fields=list(fresh))
    return task


@transaction.atomic
def follow_calendar(*, before: Exceptions, after: Exceptions) -> int:
    """Deadlines that count working days count them by the new calendar; returns how many moved."""
    moved = 0
    for task in Task.objects.waiting().filter(counted_from__isnull=False, due_on__isnull=False).select_for_update():
        day = followed(task.due_on, task.counted_from, before, after)
        if day != task.due_on:
            task.due_on = day
            task.save(update_fields=["due_on"])
            moved += 1
    return moved


def close_tasks(*, subject, now: datetime, kind: str | None = None) -> int:
    """What waited about a subject (of one kind, or all) waits no longer; returns how many tasks."""
    tasks = Task.objects.waiting().filter(subject=subject_key(subject))
    if kind:
        tasks = tasks.filter(kind=kind)
    return tasks.update(closed_at=now)


@transaction.atomic
def put_away(*, actor, now: datetime, tasks: Collection[str]) -> list[str]:
    """What only told something has been read by whom it waits for; returns what was put away."""
    found = told_to(actor).filter(public_id__in=tasks).values_list("public_id", flat=True)
    gone = [str(public_id) for public_id in found]
    Task.objects.waiting().filter(public_id__in=gone).update(closed_at=now)
    return gone


@transaction.atomic
def tell_again(*, actor, now: datetime, tasks: Collection[str]) -> None:
    """What was put away by a slip is told anew; that it was put away stays."""
    for task in Task.objects.filter(public_id__in=tasks, kind__in=told_kinds()):
        whom = {"user": task.user, "role": task.role or task.asked_as, "area": task.area}
        said = {name: getattr(task, name) for name in ("kind", "title", "values", "subject", "link", "due_on")}
        open_task(**said, **whom, now=now)


def subject_key(subject) -> str:
    """How a row is named in a task: its model and its public id (its key where it has none)."""
    if isinstance(subject, str):
        return subject
    return f"{subject._meta.label_lower}:{getattr(subject, 'public_id', None) or subject.pk}"


def send(*, user, kind: str, template: str, values: dict[str, Any], now: datetime) -> OutgoingMessage:
    """Tell a person by SMS or mail, delivered after the caller's transaction.

    `template` is a text whose first line is a mail's subject and whose rest is the message for both ways; it gets
    `values`, `recipient` and `base_url`. `values` are kept in the outbox: no names and no numbers of people.
    """
    get_template(template)
    message = OutgoingMessage.objects.create(
        user=user, kind=kind, template=template, values=values, created_at=now, due_at=now
    )
    transaction.on_commit(lambda: deliver_message.enqueue(message.pk), robust=True)
    return message


def send_again(*, message: OutgoingMessage, now: datetime) -> bool:
    """A person decides to try an undelivered message once more; False when it is not undelivered any more."""
    fresh = {"state": State.WAITING, "due_at": now, "attempts": 0, "settled_at": None, "error": ""}
    changed = OutgoingMessage.objects.filter(pk=message.pk, state__in=UNDELIVERED).update(**fresh)
    if changed:
        transaction.on_commit(lambda: deliver_message.enqueue(message.pk), robust=True)
    return bool(changed)


def choose(*, preference: Preference) -> None:
    """How its owner is told from now on; when the last summary went is not the owner's to say."""
    wishes = {"channel": preference.channel, "rhythm": preference.rhythm}
    Preference.objects.update_or_create(user=preference.user, defaults=wishes)


def keep_view(*, actor, place: str, name: str, query: str) -> None:
    """Under a name that is taken, what it held before gives way."""
    KeptView.objects.update_or_create(user=actor, place=place, name=name, defaults={"query": query})


def drop_view(*, actor, place: str, name: str) -> None:
    KeptView.objects.filter(user=actor, place=place, name=name).delete()


def forget_settled(*, now: datetime) -> int:
    """Messages whose time of keeping is over; returns how many went."""
    return OutgoingMessage.objects.filter(settled_at__lt=now - MESSAGE).delete()[0]
