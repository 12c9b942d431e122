"""Public notice: batches with fixed content, and objections from anyone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import BatchState, ObjectionState
from cells.models.application import Application
from portal.accounts.sealed import SealedTextField


class NoticeBatch(models.Model):
    code = models.CharField(_("number of the batch"), max_length=20, unique=True)
    opened_on = models.DateField(_("opened on"))
    due_on = models.DateField(_("last day"))
    workdays = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        constraints = [models.CheckConstraint(condition=Q(due_on__gt=models.F("opened_on")), name="notice_runs")]

    def __str__(self):
        return self.code


class NoticeEntry(models.Model):
    """One unit in a batch; its own last day moves on while an objection is looked into."""

    batch = models.ForeignKey(NoticeBatch, models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, models.PROTECT, related_name="notice_entries")
    # Of the decision that it publishes.
    number = models.PositiveSmallIntegerField(default=1, db_default=1)
    due_on = models.DateField()
    paused_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="notice_entry_once_a_round")]

    def __str__(self):
        return f"{self.batch} {self.application}"

    @property
    def is_standing(self) -> bool:
        """Whether what it publishes is still what was decided."""
        return self.number == self.application.reopened + 1


class Objection(models.Model):
    """The objector's name and contact are sealed; only the answer is ever published."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    # Of the form that was sent: sent again, it is the same objection.
    key = models.UUIDField(unique=True, null=True, editable=False)
    entry = models.ForeignKey(NoticeEntry, models.PROTECT, related_name="objections")
    text = SealedTextField(_("what you object to, and why"))
    is_confidential = models.BooleanField(_("keep my name from the unit"), default=True)
    name = SealedTextField(_("your name"), blank=True, default="")
    contact = SealedTextField(_("phone or mail"), blank=True, default="")
    state = models.CharField(max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN)
    filed_at = models.DateTimeField()
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["filed_at"]
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN, answered_at__isnull=True)
                | ~Q(state=ObjectionState.OPEN) & Q(answered_at__isnull=False) & ~Q(answer=""),
                name="objection_is_answered_in_words",
            ),
        ]

    def __str__(self):
        return self.reference
