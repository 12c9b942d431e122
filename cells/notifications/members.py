"""What is told about who acts for a unit: to those concerned, and as a task for who must answer."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop
from django_tasks import task

from cells.models import Invitation, Membership, Takeover
from cells.notifications.waiting import wait
from cells.workflow import TAKEOVER_DECISION
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.inbox.operations import close_tasks, open_task, send
from portal.inbox.senders import text_number
from portal.procedure.taking import barred_by


def invited(invitation: Invitation, *, now: datetime) -> None:
    """Who has an account already is told; everybody else gets a text, and finds the invitation behind the first sign-in."""
    person = User.objects.with_phone(invitation.phone).filter(phone_verified=True).first()
    if person is None:
        transaction.on_commit(lambda: text_invited.enqueue(invitation.pk), robust=True)
        return
    open_task(
        kind="cells.invitation",
        title=gettext_noop("Invitation to act for %(unit)s"),
        values={"unit": invitation.organisation.name},
        subject=invitation,
        link=reverse("cells:application-list"),
        due_on=invitation.expires_on,
        now=now,
        user=person,
    )
    _tell(person, "invited", reverse("cells:application-list"), now)


@task()
def text_invited(pk: int) -> None:
    """Background task: one text to a number that nobody has proved yet. Not taken, the invitation waits all the same."""
    row = Invitation.objects.filter(pk=pk, accepted_at=None, withdrawn_at=None).first()
    if row:
        text_number(row.phone, "cells/messages/invited.txt", {"path": reverse("cells:application-list")})


def invitation_closed(invitation: Invitation, *, now: datetime) -> None:
    close_tasks(subject=invitation, now=now)


def left(membership: Membership, *, now: datetime) -> None:
    _tell(membership.user, "left", reverse("cells:application-list"), now)


def takeover_requested(takeover: Takeover, *, now: datetime) -> None:
    """The street is asked; whoever acts for the unit now is told at once."""
    task = {
        "kind": "cells.takeover",
        "title": gettext_noop("Somebody asks to take over the files of %(unit)s"),
        "values": {"unit": takeover.organisation.name},
        "link": reverse("cells:takeover-show", args=[takeover.public_id]),
        "due_on": None,
        "now": now,
    }
    barred = barred_by(TAKEOVER_DECISION, takeover, now)
    wait(takeover, task, subject=takeover, role=Role.STREET_OFFICER, barred=barred)
    for membership in takeover.organisation.memberships.select_related("user"):
        _tell(membership.user, "takeover_requested", _page(takeover), now)


def takeover_decided(takeover: Takeover, members: Iterable[Membership], *, now: datetime) -> None:
    close_tasks(subject=takeover, now=now)
    for person in [takeover.requested_by, *(membership.user for membership in members)]:
        _tell(person, f"takeover_{takeover.state}", reverse("cells:application-list"), now)


def _page(takeover: Takeover) -> str:
    return reverse("cells:organisation-show", args=[takeover.organisation.public_id])


def _tell(person: User, kind: str, path: str, now: datetime) -> None:
    values = {"path": path}
    send(user=person, kind=f"cells.{kind}", template=f"cells/messages/{kind}.txt", values=values, now=now)
