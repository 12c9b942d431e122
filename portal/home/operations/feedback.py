"""A message from a visitor, and its answer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
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


@transaction.atomic
def leave_feedback(*, now, text: str, page: str = "", about: About = About.MESSAGE) -> Feedback:
    feedback = Feedback.objects.create(text=text, page=page, about=about, received_at=now)
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
