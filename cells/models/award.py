"""What was awarded on paper, before there was this portal: entered by one, confirmed by another."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import AwardState
from cells.models.certificate import Certificate
from cells.models.organisation import Organisation
from portal.evidence.models import StoredFile


class PaperAward(models.Model):
    """Confirmed, it is a certificate like any other, without a file and without a score."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="awards")
    document_number = models.CharField(_("document number"), max_length=100)
    issuer = models.CharField(_("awarded by"), max_length=200)
    # One of the scheme's, where the paper names one.
    level = models.CharField(_("level"), max_length=20, blank=True)
    awarded_on = models.DateField(_("awarded on"))
    # As the paper says; where it says nothing, the scheme's validity counts.
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=AwardState.choices, default=AwardState.OPEN)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    certificate = models.OneToOneField(Certificate, models.PROTECT, null=True, blank=True, related_name="award")

    class Meta:
        ordering = ["-entered_at", "-pk"]
        verbose_name = _("award on paper")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "document_number"],
                condition=~Q(state=AwardState.REFUSED),
                name="award_once",
            ),
            models.CheckConstraint(
                condition=Q(state=AwardState.OPEN, decided_at=None)
                | ~Q(state=AwardState.OPEN) & Q(decided_at__isnull=False) & ~Q(answer=""),
                name="award_is_decided_in_words",
            ),
            models.CheckConstraint(condition=~Q(decided_by=models.F("entered_by")), name="award_by_another"),
            models.CheckConstraint(
                condition=~Q(state=AwardState.CONFIRMED) | Q(scan__isnull=False, certificate__isnull=False),
                name="award_confirmed_has_its_scan",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.document_number}"
