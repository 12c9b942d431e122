"""A contractor's file: what it was, how people were drawn for it, and who answered for it here."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from surveys.enums import DeliveryState
from surveys.models.collection import CODE_LENGTH
from surveys.models.survey import Wave


class Delivery(models.Model):
    """One file for one wave. Its rows wait here until a second person decides; then they are answers, or gone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="deliveries")
    contractor = models.CharField(_("contractor"), max_length=100)
    method = models.CharField(_("how people were asked"), max_length=200)
    frame = models.CharField(_("from whom people were drawn, and how"), max_length=300)
    file_name = models.CharField(_("file"), max_length=150)
    file_hash = models.CharField(_("hash of the file"), max_length=64)
    code_map = models.JSONField(_("code map"))
    interviews = models.JSONField(default=list)
    outcomes = models.JSONField(_("how the cases ended"), default=dict)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.TRIED)
    handed_in_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-handed_in_at", "-pk"]
        verbose_name = _("contractor’s file")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("handed_in_by")), name="delivery_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DeliveryState.TRIED, DeliveryState.WAITING])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="delivery_decided_by_someone",
            ),
            models.UniqueConstraint(
                fields=["wave"], condition=Q(state=DeliveryState.TAKEN), name="one_delivery_taken_a_wave"
            ),
        ]

    def __str__(self):
        return self.file_name


class DesignPart(models.Model):
    """People of a wave who were drawn alike: one stratum, one cluster, one weight. Empty cluster: each was drawn alone."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="parts")
    code = models.CharField(max_length=CODE_LENGTH)
    stratum = models.CharField(max_length=60, blank=True)
    cluster = models.CharField(max_length=60, blank=True)
    weight = models.FloatField()

    class Meta:
        verbose_name = _("part of a drawn sample")
        constraints = [
            models.UniqueConstraint(fields=["wave", "code"], name="design_part_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="design_part_counts"),
        ]
