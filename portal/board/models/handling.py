"""What is said by one person, published by another and never overwritten."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.board.enums import Handled as State
from portal.procedure.steps import NOWHERE


class HandledQuerySet(models.QuerySet):
    def published(self):
        return self.filter(approved_at__isnull=False)

    def waiting(self):
        return self.filter(approved_by=None, approved_at__isnull=True, declined_at__isnull=True)

    def returned(self):
        """Sent back and not yet corrected."""
        return self.filter(declined_at__isnull=False, revision__isnull=True)


class Handled(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_hash = models.CharField(max_length=64)
    revision_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="revision")
    reason = models.CharField(_("reason of the revision"), max_length=300, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def state(self) -> str:
        if self.approved_at:
            return State.PUBLISHED
        if self.declined_at:
            return State.RETURNED
        return State.WAITING if self.pk else NOWHERE


TWO_PERSONS = Q(entered_by__isnull=True) | Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by"))
REVISION_HAS_REASON = Q(revision_of__isnull=True) | ~Q(reason="")
NOT_BOTH = Q(approved_at__isnull=True) | Q(declined_at__isnull=True)
