"""The life of a certificate after it was issued: rechecks, who was picked for one, residents' looks, appeals."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import AppealState, CheckResult, Impression
from cells.models.application import Application
from cells.models.certificate import Certificate


class Check(models.Model):
    """A recheck 复核 of a certified unit; with a deadline when something is to be rectified."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="checks")
    checked_on = models.DateField(_("checked on"))
    result = models.CharField(_("result"), max_length=10, choices=CheckResult.choices)
    note = models.TextField(_("what was seen"))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    rectify_by = models.DateField(_("to be rectified by"), null=True, blank=True)
    rectified_on = models.DateField(null=True, blank=True)
    report = models.TextField(_("what the unit did"), blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-checked_on", "-pk"]
        verbose_name = _("recheck")
        constraints = [
            models.CheckConstraint(
                condition=Q(result=CheckResult.RECTIFY) | Q(rectify_by__isnull=True, rectified_on__isnull=True),
                name="check_deadline_fits_result",
            ),
        ]

    def __str__(self):
        return f"{self.certificate} {self.checked_on}"

    @property
    def is_open(self) -> bool:
        return self.rectify_by is not None and self.rectified_on is None


class Pick(models.Model):
    """A certificate chosen for a recheck in a quarter, with every reason for it."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="picks")
    quarter = models.CharField(_("quarter"), max_length=7)
    reasons = models.JSONField()
    seed = models.CharField(max_length=64)
    picked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    picked_at = models.DateTimeField()
    check_made = models.OneToOneField(Check, models.PROTECT, null=True, blank=True, related_name="pick")

    class Meta:
        ordering = ["-quarter", "pk"]
        verbose_name = _("picked for a recheck")
        constraints = [models.UniqueConstraint(fields=["certificate", "quarter"], name="pick_once_a_quarter")]

    def __str__(self):
        return f"{self.quarter} {self.certificate}"


class Look(models.Model):
    """What a resident saw beside a plaque: two taps, no person, no place, no time of day."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="looks")
    key = models.UUIDField(unique=True)
    impression = models.CharField(max_length=10, choices=Impression.choices)
    seen_on = models.DateField()

    class Meta:
        ordering = ["-seen_on", "-pk"]
        indexes = [models.Index(fields=["certificate", "seen_on"])]

    def __str__(self):
        return f"{self.certificate} {self.get_impression_display()}"


class Appeal(models.Model):
    """A unit against a step that went against it; answered by someone who did not take the step.

    Against a suspension or withdrawal it is about the certificate, against a refusal about the application, and once.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, blank=True, related_name="appeals")
    application = models.OneToOneField(Application, models.PROTECT, null=True, blank=True, related_name="appeal")
    text = models.TextField(_("why this is not right"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-filed_at"]
        verbose_name = _("appeal")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state=AppealState.OPEN), name="appeal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=AppealState.OPEN, answered_at__isnull=True)
                | ~Q(state=AppealState.OPEN) & Q(answered_at__isnull=False) & ~Q(answer=""),
                name="appeal_is_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(certificate__isnull=True, application__isnull=False)
                | Q(certificate__isnull=False, application__isnull=True),
                name="appeal_is_about_one_matter",
            ),
        ]

    def __str__(self):
        return f"{self.application or self.certificate} {self.get_state_display()}"


class Reminder(models.Model):
    """That a unit was reminded so many days before the end; once each."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["certificate", "days"], name="reminder_once")]

    def __str__(self):
        return f"{self.certificate} {self.days}"
