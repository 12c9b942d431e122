"""Another face of a certificate under the same number: asked by one, done by another, the former one kept."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import CorrectionState
from cells.enums.certificates import ReissueCause
from cells.models.certificate import Certificate
from cells.signature import Face, read_face


class Reissue(models.Model):
    """`before`: the face that ends with it and its place, as text, so that an old code still leads to what it showed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="reissues")
    cause = models.CharField(_("what happened"), max_length=10, choices=ReissueCause.choices)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("reissue of a certificate")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state=CorrectionState.OPEN), name="reissue_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, decided_at=None)
                | ~Q(state=CorrectionState.OPEN) & Q(decided_at__isnull=False) & ~Q(answer=""),
                name="reissue_is_decided_in_words",
            ),
            models.CheckConstraint(condition=~Q(decided_by=models.F("asked_by")), name="reissue_by_another"),
        ]

    def __str__(self):
        return f"{self.certificate} {self.get_cause_display()}"

    @property
    def former(self) -> Face:
        return read_face(self.before)
