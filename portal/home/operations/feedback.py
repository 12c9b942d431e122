"""A message from a visitor, and its answer."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.accounts.permissions import grants_of, has_role
from portal.accounts.roles import Role
from portal.directory.models import Department
from portal.home.enums import FeedbackStep as Do
from portal.home.models import Feedback
from portal.home.models.feedback import About
from portal.home.workflow import FEEDBACK
from portal.inbox.operations import close_tasks, open_task
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take

ANSWER = "feedback.answer"
EDITORS = (Role.EDITOR, Role.DISTRICT_ADMINISTRATOR)
ANSWERERS = (*EDITORS, Role.DEPARTMENT_OFFICER)
TITLE = gettext_noop("Answer message %(reference)s")
REQUEST = gettext_noop("Answer request %(reference)s about personal data")


def can_answer(user, feedback: Feedback) -> bool:
    """What people ask about their own data is not for editors; an office answers what was handed to it."""
    if feedback.is_request:
        return has_role(user, Role.DISTRICT_ADMINISTRATOR)
    return has_role(user, *EDITORS) or _is_of_office(user, feedback)


def _is_of_office(user, feedback: Feedback) -> bool:
    return feedback.department_id is not None and any(
        grant.role == Role.DEPARTMENT_OFFICER and grant.department_id == feedback.department_id
        for grant in grants_of(user)
    )


def can_hand_over(user, feedback: Feedback) -> bool:
    return not feedback.is_request and has_role(user, *EDITORS)


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
        # Where it stands is written by its first step, not by the database for whoever says nothing.
        new = Feedback(text=text, page=page, about=about, received_at=now, key=key, state=NOWHERE)
        return _leave(now, new)
    except IntegrityError:
        known = _left_before(key, text, about)
        if known is None:
            raise
        return known


def _left_before(key: UUID | None, text: str, about: About) -> Feedback | None:
    return Feedback.objects.filter(key=key, text=text, about=about).first() if key else None


@transaction.atomic
def _leave(now, feedback: Feedback) -> Feedback:
    # A flood of messages is no flood of the ledger.
    return take(feedback, FEEDBACK, Do.LEAVE, actor=None, now=now, can=True, on_ledger=False, tell=_ask)


@transaction.atomic
def hand_over_feedback(*, actor, now, feedback: Feedback, department: Department) -> Feedback:
    """To an office with its day; where the office has no person on the portal, it waits for the district."""
    held = lock(feedback)
    can, values = can_hand_over(actor, held), {"department": department}
    facts = {"department": department.code}
    return take(held, FEEDBACK, Do.HAND_OVER, actor=actor, now=now, can=can, values=values, facts=facts, tell=_ask)


@transaction.atomic
def answer_feedback(*, actor, now, feedback: Feedback, answer: str, public_words: str = "") -> Feedback:
    return _answer(Do.ANSWER, actor, now, feedback, answer, {"public_words": public_words})


@transaction.atomic
def pass_on_feedback(*, actor, now, feedback: Feedback, answer: str) -> Feedback:
    """It is not ours: the sender is told who decides, and gets a text to send there."""
    return _answer(Do.PASS_ON, actor, now, feedback, answer, {})


def _answer(step: Do, actor, now, feedback: Feedback, answer: str, more: dict) -> Feedback:
    held = lock(feedback)
    values = {"answer": answer, "answered_by": actor, "answered_at": now, **more}
    can = can_answer(actor, held) and (step == Do.ANSWER or not held.is_request)
    return take(held, FEEDBACK, step, actor=actor, now=now, can=can, values=values, tell=_close)


@transaction.atomic
def settle_feedback(*, now, feedback: Feedback) -> Feedback:
    """Who holds the reference says that it is solved. A request about personal data ends with its answer."""
    held = lock(feedback)
    return take(held, FEEDBACK, Do.SETTLE, actor=None, now=now, can=not held.is_request)


@transaction.atomic
def reopen_feedback(*, now, feedback: Feedback, reason: str) -> Feedback:
    """Who holds the reference says what is still wrong: it goes back to the same office, with a day of its own."""
    held = lock(feedback)
    FEEDBACK.after(Do.REOPEN, held.state)
    earlier = {name: getattr(held, name) for name in ("answer", "answered_by", "answered_at")}
    can = held.can_be_reopened

    def keep(row: Feedback) -> None:
        row.earlier.create(**earlier, reason=reason, reopened_at=now)

    blank = {"answer": "", "answered_by": None, "answered_at": None}
    return take(
        held, FEEDBACK, Do.REOPEN, actor=None, now=now, can=can, reason=reason, values=blank, beside=keep, tell=_ask
    )


def _close(feedback: Feedback, *, now) -> None:
    close_tasks(subject=feedback, now=now, kind=ANSWER)


def _ask(feedback: Feedback, *, now) -> None:
    _close(feedback, now=now)
    district = feedback.is_request or feedback.department_id
    role = Role.DISTRICT_ADMINISTRATOR if district else Role.EDITOR
    of_office = {"grants__role": Role.DEPARTMENT_OFFICER, "grants__department": feedback.department_id}
    officers = User.objects.filter(is_active=True, **of_office).distinct() if feedback.department_id else ()
    for who in [{"user": user} for user in officers] or [{"role": role}]:
        open_task(
            kind=ANSWER,
            title=REQUEST if feedback.is_request else TITLE,
            values={"reference": feedback.reference},
            subject=feedback,
            link=reverse("home:feedback-answer", args=[feedback.reference]),
            due_on=feedback.due_on,
            now=now,
            **who,
        )
