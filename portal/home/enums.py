"""Where a visitor's message stands, and the steps that lead there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackState(models.TextChoices):
    RECEIVED = "received", _("Received")
    ANSWERED = "answered", _("Answered")
    REOPENED = "reopened", _("Not solved, asked again")
    SOLVED = "solved", _("Solved")
    PASSED_ON = "passed_on", _("Not ours to decide")


class FeedbackStep(models.TextChoices):
    LEAVE = "leave", _("Left")
    HAND_OVER = "hand_over", _("Handed to an office")
    ANSWER = "answer", _("Answered")
    PASS_ON = "pass_on", _("Named who decides")
    SETTLE = "settle", _("Called solved by its sender")
    REOPEN = "reopen", _("Called not solved by its sender")
