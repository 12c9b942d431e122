"""Whoever has to act hears of it: one task and one message when something begins to fail, none until it is mended."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, override

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.health import Line
from portal.inbox.models import OutgoingMessage, Task
from portal.inbox.notifications import deliver
from portal.inbox.operations import close_tasks, open_task, send
from portal.manifests import declared

KIND = "upkeep.alarm"
TEMPLATE = "upkeep/messages/alarm.txt"
PAGE, LEDGER = "upkeep:state-show", "ledger:entry-list"
# Who hears of what, and the page that shows it to them. In 等保's words the district administrator runs the system.
OPERATORS = {Role.DISTRICT_ADMINISTRATOR: PAGE}
WITHOUT_OPERATOR = {Role.SECURITY_ADMINISTRATOR: PAGE}
AUDITORS = {Role.AUDITOR: LEDGER, Role.SECURITY_ADMINISTRATOR: PAGE}
AUDITED = {"ledger", "records"}

DUTY_FAILS = gettext_noop("Something that the portal does by itself fails: %(duty)s")


def raise_alarms(*, lines: Sequence[Line], now: datetime) -> int:
    """Tasks and messages for what has begun to fail; the tasks of what holds again are closed. Returns how many began."""
    failing = {f"upkeep:{line.name}": line for line in lines if line.alarm}
    with transaction.atomic():
        waiting = set(Task.objects.waiting().filter(kind=KIND).values_list("subject", flat=True))
        # Without the database's own lines nobody knows what is mended.
        for subject in waiting - set(failing) if any(line == Line("database") for line in lines) else ():
            close_tasks(subject=subject, kind=KIND, now=now)
        begun = sorted(set(failing) - waiting)
        messages = [message for subject in begun for message in _tell(subject, failing[subject], now)]
    for message in messages:
        # At once and from here: the worker that would deliver them may be what fails. Nothing leaves twice.
        deliver(message.pk, now=now)
    return len(begun)


def _tell(subject: str, line: Line, now: datetime) -> list[OutgoingMessage]:
    title, values = title_of(line)
    messages = []
    for role, page in _addressees(line).items():
        link = reverse(page)
        open_task(kind=KIND, title=title, values=values, subject=subject, link=link, due_on=None, now=now, role=role)
        with override(settings.LANGUAGE_CODE):
            said = {"said": gettext(title) % values, "path": link}
        told = {"kind": KIND, "template": TEMPLATE, "values": said, "now": now}
        messages += [send(user=user, **told) for user in _holders(role)]
    return messages


def titles() -> dict[str, str]:
    """Of all lines that can alarm."""
    return {health.name: health.alarm for health in declared("health") if health.alarm}


def title_of(line: Line) -> tuple[str, dict[str, str]]:
    """A message id and its values."""
    return (DUTY_FAILS, {"duty": line.duty}) if line.duty else (titles()[line.name], {})


def _addressees(line: Line) -> dict[Role, str]:
    if line.name in AUDITED:
        return AUDITORS
    return OPERATORS if _holders(Role.DISTRICT_ADMINISTRATOR).exists() else WITHOUT_OPERATOR


def _holders(role: Role):
    return User.objects.filter(grants__role=role, is_active=True).distinct().order_by("pk")
