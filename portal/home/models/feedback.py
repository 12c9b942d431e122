"""What visitors tell the people who run the portal, and what these answer."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.clock import DISTRICT
from portal.directory.models import Department
from portal.home.enums import FeedbackState
from portal.home.workflow import FEEDBACK
from portal.procedure.references import draw

LENGTH = 10
DAYS = timedelta(days=15)  # within which a message, or a request about one's own data, is answered
# Whoever is still not content after so many answers is told who else helps.
REOPENED_MOST = 2


class About(models.TextChoices):
    """A message, or what the Personal Information Protection Law (Art. 44 to 47) lets everyone ask."""

    MESSAGE = "message", _("A wrong figure, a broken page, an idea")
    COPY = "copy", _("My data: see or copy it")
    CORRECTION = "correction", _("My data: correct it")
    DELETION = "deletion", _("My data: delete it, or withdraw my consent")


def new_reference() -> str:
    """A code that nobody guesses: only who holds it reads the answer."""
    return draw(LENGTH)


class Feedback(models.Model):
    # Of the form that was sent: sent again, it is the same message.
    key = models.UUIDField(unique=True, null=True, editable=False)
    reference = models.CharField(max_length=LENGTH, unique=True, default=new_reference, editable=False)
    about = models.CharField(_("what it is about"), max_length=10, choices=About.choices, default=About.MESSAGE)
    page = models.CharField(_("page"), max_length=300, blank=True)
    text = models.TextField(_("what you want to say"), max_length=1000)
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(
        _("state"), max_length=10, choices=FeedbackState.choices, db_default=FeedbackState.RECEIVED, editable=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    # In an editor's words, without names: what the list of solved matters says.
    public_words = models.CharField(_("how it may be told in public"), max_length=200, blank=True, db_default="")
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["received_at", "pk"]
        verbose_name = _("feedback")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answer="")),
                name="feedback_answer_is_whole",
            )
        ]

    def __str__(self):
        return self.reference

    @property
    def is_request(self) -> bool:
        return self.about != About.MESSAGE

    @property
    def due_on(self) -> date:
        """The last day for the answer: of what was asked last, where it was asked again."""
        asked_at = max([self.received_at, *(earlier.reopened_at for earlier in self.earlier.all())])
        return (asked_at + DAYS).astimezone(DISTRICT).date()

    @property
    def is_open(self) -> bool:
        return FEEDBACK.is_open("answer", self.state) and not self.answered_at

    @property
    def can_be_reopened(self) -> bool:
        """By whoever holds the reference, a few times."""
        is_open = FEEDBACK.is_open("reopen", self.state) and not self.is_request
        return is_open and len(self.earlier.all()) < REOPENED_MOST


class EarlierAnswer(models.Model):
    """An answer that did not solve it, and why."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="earlier")
    answer = models.TextField(max_length=1000)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    reason = models.TextField(max_length=500)
    reopened_at = models.DateTimeField()

    class Meta:
        default_permissions = []
        ordering = ["reopened_at", "pk"]

    def __str__(self):
        return f"{self.feedback} {self.reopened_at:%Y-%m-%d}"
