"""What is asked by one person and decided by another, in words; kept for good."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import CorrectionState


class AskedOfAnother(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        abstract = True
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, decided_at=None)
                | ~Q(state=CorrectionState.OPEN) & Q(decided_at__isnull=False) & ~Q(answer=""),
                name="%(class)s_is_decided_in_words",
            ),
            models.CheckConstraint(condition=~Q(decided_by=models.F("asked_by")), name="%(class)s_by_another"),
        ]


def one_open(field: str, of: str) -> models.UniqueConstraint:
    """Of one subject nothing is asked twice at a time."""
    return models.UniqueConstraint(fields=[field], condition=Q(state=CorrectionState.OPEN), name=f"{of}_one_open")
