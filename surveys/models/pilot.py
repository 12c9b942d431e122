"""What a pilot notes of each form that was opened in a browser: how far it came and how long it took, never what was answered."""

from django.core.validators import RegexValidator
from django.db import models

from surveys.models.survey import Wave

WORD = r"^[a-z0-9]{16,40}$"


class PilotVisit(models.Model):
    """One form. Its word is drawn on the phone for this alone and is in no answer: nothing leads from one to the other."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="visits")
    word = models.CharField(max_length=40, validators=[RegexValidator(WORD)])
    question = models.CharField(
        max_length=100, blank=True
    )  # the last that was shown; empty: the notice before the first
    seconds = models.PositiveIntegerField()
    is_sent = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "word"], name="pilot_visit_once")]
