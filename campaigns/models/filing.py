"""What belongs to an event's way through the ledger: proof, filings, items returned."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Item, ProofKind, Step
from campaigns.models.event import LONG, Event
from portal.evidence.models import StoredFile


class EventProof(models.Model):
    """One thing that shows the event took place: a link or a file."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="proofs")
    kind = models.CharField(_("kind"), max_length=20, choices=ProofKind.choices)
    url = models.URLField(_("public link"), max_length=500, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="event_proof")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    # What a photo is recognised by (portal.evidence.likeness); None until it has been looked at.
    marks = models.BinaryField(null=True, editable=False)
    resembles = models.ManyToManyField("self", symmetrical=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proof")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ProofKind.LINK, file__isnull=True) & ~Q(url="")
                | ~Q(kind=ProofKind.LINK) & Q(file__isnull=False, url=""),
                name="proof_is_link_or_file",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class EventFiling(models.Model):
    """One accepted sending. The key makes a repeated sending land on the same row."""

    key = models.UUIDField(unique=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="filings")
    step = models.CharField(max_length=20, choices=Step.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("filing")

    def __str__(self):
        return str(self.key)


class ReturnedItem(models.Model):
    """One part of a report that the district asked to be put right, and why."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="returned_items")
    round = models.PositiveSmallIntegerField()
    item = models.CharField(_("item"), max_length=20, choices=Item.choices)
    words = models.CharField(_("what to put right"), max_length=LONG)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "pk"]
        verbose_name = _("returned item")
        constraints = [
            models.UniqueConstraint(fields=["event", "round", "item"], name="returned_item_once_a_round"),
        ]

    def __str__(self):
        return self.get_item_display()
