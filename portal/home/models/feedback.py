"""What visitors tell the people who run the portal, and what these answer."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.clock import DISTRICT
from portal.procedure.references import draw

LENGTH = 10
DAYS = timedelta(days=15)  # within which a request about one's own data is answered


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
    def due_on(self) -> date | None:
        """The last day for the answer to a request; a message is answered when it can be."""
        return (self.received_at + DAYS).astimezone(DISTRICT).date() if self.is_request else None
