"""What a unit handed in, each time: whole, and never changed (trigger in the database)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models.application import Application


class Submission(models.Model):
    """`answers`: criterion -> state, value, note, evidence (name or address, SHA-256) at that moment."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    # The items that the return before it had named; empty the first time.
    corrects = models.JSONField(default=list, blank=True)
    statement = models.TextField(_("statement"))
    score = models.DecimalField(max_digits=6, decimal_places=2)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="submission_once")]

    def __str__(self):
        return f"{self.application} {self.number}"
