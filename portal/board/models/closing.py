"""What is kept of a plan that is over: why something was not met, and the closing file as it was frozen."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.board.enums import Handled
from portal.directory.models import Department, Indicator, Plan


class UnmetReason(models.Model):
    """Why an indicator was not met, as its lead office says it; the last word stands, the others are kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="unmet_reasons")
    office = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(_("reason"), max_length=500)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reason of an unmet target")

    def __str__(self):
        return self.text


class Closing(models.Model):
    """`content`: all that its documents say, so that they can be made again at any time, to the byte."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="closings")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=Handled.choices)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("closing file")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("entered_by")) | Q(state=Handled.RETURNED),
                name="closing_two_persons",
            ),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.entered_at:%Y-%m-%d}"
