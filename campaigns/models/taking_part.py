"""Residents who come: how many registered, how many were there, what they thought. No names, no phones, no devices."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Learnt, Worth
from campaigns.models.event import Event

WORDS = 500
TOGETHER = 10


class OfEvent(models.Model):
    """One sending of one visitor; the key makes a repeated sending land on the same row."""

    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.key)


class Registration(OfEvent):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    number = models.PositiveIntegerField(_("number"))
    people = models.PositiveSmallIntegerField(_("people"))
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("registration")
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="registration_number_once_an_event"),
            models.CheckConstraint(condition=Q(people__range=(1, TOGETHER)), name="registration_of_some_people"),
        ]


class CheckIn(OfEvent):
    event = models.ForeignKey(Event, models.PROTECT, related_name="check_ins")
    people = models.PositiveSmallIntegerField(_("people"))
    checked_in_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("check-in")
        constraints = [
            models.CheckConstraint(condition=Q(people__range=(1, TOGETHER)), name="check_in_of_some_people"),
        ]


class Impression(OfEvent):
    """Three short answers; the words are read by the reporting street and the district, nobody else."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="impressions")
    worth = models.CharField(_("was it worth coming?"), max_length=10, choices=Worth.choices, blank=True)
    learnt = models.CharField(_("will you use what you saw?"), max_length=10, choices=Learnt.choices, blank=True)
    words = models.CharField(_("words"), max_length=WORDS, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("impression")
        constraints = [
            models.CheckConstraint(condition=~Q(worth="", learnt="", words=""), name="impression_says_something"),
        ]
