"""The ledger's head is made public each day, mailed to two offices, and confirmed by each; who does not is asked."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.accounts.permissions import has_role
from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.home.results.heads import CONFIRM, PUBLISH, WITNESSES, HeadRow, head_rows
from portal.inbox.operations import close_tasks, open_task, send
from portal.ledger.chain import GENESIS
from portal.ledger.models import Entry, Head
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused

SUBJECT, TASK = "ledger:heads", "ledger.confirm"
TEMPLATE, PAGE = "home/messages/head.txt", "home:head-confirm"
TITLE = gettext_noop("Confirm the head of the ledger; the oldest without your word is %(days)s days old")
PATIENCE = timedelta(days=3)


@transaction.atomic
def publish_head(*, now: datetime) -> bool:
    """Once a day; asked again it only looks who has not confirmed. Returns whether there is a new line."""
    top = Head.objects.select_for_update().first()
    today, rows = now.astimezone(DISTRICT).date(), head_rows()
    is_new = not rows or rows[-1].day < today
    if is_new:
        last = f"{top.sequence}:{top.hash}" if top else f"0:{GENESIS}"
        record(actor=None, now=now, action=PUBLISH, subject=SUBJECT, after={"head": last})
        rows = head_rows()
        _mail(rows[-1], now)
    _ask(rows, now)
    return is_new


@transaction.atomic
def confirm_heads(*, actor, now: datetime, line: str) -> Entry:
    """`line`: the one that was read, which is still the last; for it and for all before it."""
    roles = [role for role in WITNESSES if has_role(actor, role)]
    if not roles:
        raise PermissionDenied
    rows = head_rows()
    if not rows or rows[-1].line != line:
        raise Refused(Kind.STALE, _("A newer head was made public meanwhile. Read the page again."))
    for role in roles:
        entry = record(actor=actor, now=now, action=CONFIRM, subject=SUBJECT, after={"role": role, "line": line})
        close_tasks(subject=f"{SUBJECT}:{role}", kind=TASK, now=now)
    return entry


def _mail(row: HeadRow, now: datetime) -> None:
    said = {"line": row.line, "path": reverse(PAGE), "list": reverse("home:head-list")}
    for role in WITNESSES:
        for user in User.objects.filter(grants__role=role, is_active=True).distinct():
            send(user=user, kind=TASK, template=TEMPLATE, values=said, now=now)


def _ask(rows: list[HeadRow], now: datetime) -> None:
    """Whose oldest line without a word is older than that is patient."""
    today = now.astimezone(DISTRICT).date()
    for role in WITNESSES:
        waiting = next((row.day for row in rows if not row.is_confirmed_by(role)), today)
        if today - waiting > PATIENCE:
            _open(role, (today - waiting).days, now)


def _open(role: Role, days: int, now: datetime) -> None:
    about = {"kind": TASK, "subject": f"{SUBJECT}:{role}", "link": reverse(PAGE), "role": role}
    open_task(title=TITLE, values={"days": days}, due_on=None, now=now, **about)
