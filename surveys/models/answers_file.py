"""Answers on their way out as a file that takes its time: asked for by one person, made in the background, gone in hours."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from surveys.models.survey import Wave

KEPT = timedelta(hours=4)


class AnswersFile(models.Model):
    """``reason``: why it was asked for. What was made of it lies here alone, so that it goes with its row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="files")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_index=True)
    reason = models.CharField(_("reason"), max_length=200)
    ending = models.CharField(max_length=4)
    language = models.CharField(max_length=10)
    rows = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    has_failed = models.BooleanField(default=False)
    content = models.BinaryField(default=b"")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("file of answers")

    def __str__(self):
        return f"{self.wave_id}.{self.ending}"

    @property
    def kept_until(self):
        return self.asked_at + KEPT
