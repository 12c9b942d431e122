"""What the offices put right of a unit: asked by one, done by another, kept for good."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import CorrectionState
from cells.models.organisation import Organisation


class Correction(models.Model):
    """`before` and `after`: the changed fields as text; kind, street and community by their key."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="corrections")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("correction of a unit")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state=CorrectionState.OPEN), name="correction_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, decided_at=None)
                | ~Q(state=CorrectionState.OPEN) & Q(decided_at__isnull=False) & ~Q(answer=""),
                name="correction_is_decided_in_words",
            ),
            models.CheckConstraint(condition=~Q(decided_by=models.F("asked_by")), name="correction_by_another"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.get_state_display()}"
