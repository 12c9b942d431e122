"""A message from a visitor, and its answer."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.permissions import has_role
from portal.accounts.roles import Role
from portal.home.models import Feedback
from portal.home.models.feedback import About
from portal.inbox.operations import close_tasks, open_task
from portal.ledger.operations import record

ANSWER = "feedback.answer"
ANSWERERS = (Role.EDITOR, Role.DISTRICT_ADMINISTRATOR)
TITLE = gettext_noop("Answer message %(reference)s")
REQUEST = gettext_noop("Answer request %(reference)s about personal data")


def can_answer(user, feedback: Feedback) -> bool:
    """What people ask about their own data is not for editors."""
    return has_role(user, Role.DISTRICT_ADMINISTRATOR) if feedback.is_request else has_role(user, *ANSWERERS)


def leave_feedback(
    *, now, text: str, page: str = "", about: About = About.MESSAGE, key: UUID | None = None
) -> Feedback:
    """Sent again with the same key it is the same message; with other words it is one of its own."""
    known = _left_before(key, text, about)
    if known:
        return known
    if key and Feedback.objects.filter(key=key).exists():
        key = None
    try:
        return _leave(now, Feedback(text=text, page=page, about=about, received_at=now, key=key))
    except IntegrityError:
        known = _left_before(key, text, about)
        if known is None:
            raise
        return known


def _left_before(key: UUID | None, text: str, about: About) -> Feedback | None:
    return Feedback.objects.filter(key=key, text=text, about=about).first() if key else None


@transaction.atomic
def _leave(now, feedback: Feedback) -> Feedback:
    feedback.save(force_insert=True)
    open_task(
        kind=ANSWER,
        title=REQUEST if feedback.is_request else TITLE,
        values={"reference": feedback.reference},
        subject=feedback,
        link=reverse("home:feedback-answer", args=[feedback.reference]),
        due_on=feedback.due_on,
        now=now,
        role=Role.DISTRICT_ADMINISTRATOR if feedback.is_request else Role.EDITOR,
    )
    return feedback


@transaction.atomic
def answer_feedback(*, actor, now, feedback: Feedback, answer: str) -> Feedback:
    if not can_answer(actor, feedback):
        raise PermissionDenied
    held = Feedback.objects.select_for_update().get(pk=feedback.pk)
    held.answer, held.answered_by, held.answered_at = answer, actor, now
    held.save(update_fields=["answer", "answered_by", "answered_at"])
    record(actor=actor, now=now, action="feedback.answer", subject=held)
    close_tasks(subject=held, now=now, kind=ANSWER)
    return held
