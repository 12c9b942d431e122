"""What visitors tell the people who run the portal, and what these answer."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10


def new_reference() -> str:
    """A code that nobody guesses: only who holds it reads the answer."""
    return "".join(secrets.choice(ALPHABET) for _position in range(LENGTH))


class Feedback(models.Model):
    reference = models.CharField(max_length=LENGTH, unique=True, default=new_reference, editable=False)
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
