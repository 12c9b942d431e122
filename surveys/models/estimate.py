"""Counts, and the figures made from them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from surveys.enums import EstimateState, Layer, Verdict
from surveys.models.collection import CODE_LENGTH
from surveys.models.survey import Wave


class CellTally(models.Model):
    """What fell into one cell: subject to category to number. Unknown parts of a cell are empty text, so that rows are unique."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="cell_tallies")
    layer = models.CharField(max_length=10, choices=Layer.choices)
    area = models.CharField(max_length=50, blank=True)
    age = models.CharField(max_length=40, blank=True)
    group = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=20, blank=True)
    tier = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=CODE_LENGTH, blank=True)
    counts = models.JSONField()

    class Meta:
        verbose_name = _("tally")
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "layer", "area", "age", "group", "mode", "tier", "place"], name="cell_tally_once"
            )
        ]


class Estimate(models.Model):
    """A figure for an indicator, with everything it was made from, signed by two people."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="estimates")
    measure = models.CharField(_("measure"), max_length=120)
    # None: the answers to a question as they were given, for no indicator.
    indicator_number = models.PositiveSmallIntegerField(_("indicator"), null=True)
    formula_version = models.PositiveSmallIntegerField(_("version of the formula"))
    inputs = models.JSONField(_("inputs"))
    inputs_hash = models.CharField(max_length=64)
    result = models.JSONField(_("result"))
    suppressed = models.BooleanField(_("too few answers"))
    verdict = models.CharField(_("against the target"), max_length=20, choices=Verdict.choices)
    state = models.CharField(max_length=10, choices=EstimateState.choices, default=EstimateState.PREPARED)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["indicator_number", "measure", "-prepared_at"]
        verbose_name = _("estimate")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("prepared_by")), name="estimate_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state=EstimateState.PREPARED) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="estimate_decided_by_someone",
            ),
            models.UniqueConstraint(
                fields=["wave", "measure"],
                condition=Q(state=EstimateState.PREPARED),
                name="one_prepared_estimate_a_measure",
            ),
        ]
