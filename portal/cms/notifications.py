"""What Wagtail tells of its pages, by signals alone.

A page that waits for a second person is a task in everybody's one list, and so is what became of it for whoever asked;
Wagtail's own mail about it is not sent. What is published, moved or gone clears the pages that are kept
(portal.cms.pagecache).
"""

from django.db import transaction
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils.translation import gettext_noop
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from portal import clock
from portal.accounts.roles import Role
from portal.cms.pagecache import PAGES
from portal.inbox.operations import close_tasks, open_task

APPROVE, REVISE, ONWARD = "pages.approve", "pages.revise", "pages.onward"
LOOK = gettext_noop("Look at the page “%(page)s” as the second person")
AGAIN = gettext_noop("Change the page “%(page)s”: it came back")
BECAUSE = gettext_noop("Change the page “%(page)s”: it came back. “%(words)s”")
PASSED = gettext_noop("Approved: “%(page)s”. Take it further: WeChat article, notice-board sheet")
# Under which names Wagtail's mails listen (wagtail.admin.signal_handlers).
MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


@transaction.atomic
def page_waits(instance: TaskState, **said) -> None:
    page, now = _close(instance)
    link = reverse("cms-page-decide", args=[page.pk])
    _open(APPROVE, LOOK, page, now, link=link, role=Role.DISTRICT_ADMINISTRATOR)


@transaction.atomic
def page_came_back(instance: TaskState, **said) -> None:
    page, now = _close(instance)
    asked_by, words = instance.workflow_state.requested_by, instance.comment.strip()
    if asked_by:
        link = reverse("wagtailadmin_pages:edit", args=[page.pk])
        _open(REVISE, BECAUSE if words else AGAIN, page, now, link=link, words=words, user=asked_by)


@transaction.atomic
def page_passed(instance: TaskState, **said) -> None:
    page, now = _close(instance)
    asked_by = instance.workflow_state.requested_by
    if asked_by:
        _open(ONWARD, PASSED, page, now, link=reverse("cms-page-onward", args=[page.pk]), user=asked_by)


@transaction.atomic
def page_is_settled(instance: TaskState, **said) -> None:
    _close(instance)


def page_is_gone(instance: Page, **said) -> None:
    close_tasks(subject=subject(instance), now=clock.now())


def _close(state: TaskState):
    page, now = state.workflow_state.content_object, clock.now()
    close_tasks(subject=subject(page), now=now)
    return page, now


def subject(page) -> str:
    """One name, whatever kind of page the row is read as."""
    return f"page:{page.pk}"


def _open(kind, title, page, now, *, link, words="", **whom) -> None:
    values = {"page": page.draft_title or page.title} | ({"words": words} if words else {})
    open_task(kind=kind, title=title, values=values, subject=subject(page), link=link, due_on=None, now=now, **whom)


def no_mail(**said) -> None:
    """Stands where Wagtail's mail would."""


def clear_pages(**said) -> None:
    transaction.on_commit(PAGES.clear, robust=True)


def connect() -> None:
    """To be called before wagtail.admin is ready: a name is taken once."""
    for signal, sender, name in MAILS:
        signal.connect(no_mail, sender=sender, dispatch_uid=name)
    task_submitted.connect(page_waits, dispatch_uid=APPROVE)
    task_rejected.connect(page_came_back, dispatch_uid=APPROVE)
    task_approved.connect(page_passed, dispatch_uid=APPROVE)
    task_cancelled.connect(page_is_settled, dispatch_uid=APPROVE)
    post_delete.connect(page_is_gone, sender=Page, dispatch_uid=APPROVE)
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(clear_pages, dispatch_uid="clear_pages")
    post_delete.connect(clear_pages, sender=Page, dispatch_uid="clear_pages")
