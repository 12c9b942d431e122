"""Answers. Nothing here tells who, from where on the network, at what hour or in which order."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.directory.models import Area, Community
from portal.procedure.references import draw
from surveys.enums import Channel, FlagKind, FlagState, Mode, Tier
from surveys.models.collection import Place
from surveys.models.delivery import DesignPart
from surveys.models.survey import QuestionnaireVersion, Wave

WAITING = 0  # not yet mixed with others (operations/mixing.py)
REFERENCE_LENGTH = 8


def new_reference() -> str:
    letters = draw(REFERENCE_LENGTH)
    return f"{letters[:4]}-{letters[4:]}"


class Response(models.Model):
    """One answered form. Only ever added; the database refuses changes (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="responses", db_index=False)
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+")
    key_digest = models.CharField(max_length=64)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    community = models.ForeignKey(Community, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="responses")
    part = models.ForeignKey(DesignPart, models.PROTECT, null=True, related_name="+")  # of a sample that was drawn
    mode = models.CharField(max_length=20, choices=Mode.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    tier = models.CharField(max_length=20, choices=Tier.choices)
    answers = models.JSONField()
    batch = models.PositiveIntegerField(
        default=WAITING, db_default=WAITING
    )  # those that were put in random order with it

    class Meta:
        verbose_name = _("response")
        indexes = [models.Index(fields=["wave", "batch"], name="response_by_wave_and_batch")]
        constraints = [
            models.UniqueConstraint(fields=["wave", "key_digest"], name="one_response_a_key_and_wave"),
            models.CheckConstraint(
                condition=Q(channel=Channel.PLACE, place__isnull=False)
                | Q(~Q(channel=Channel.PLACE), place__isnull=True),
                name="place_channel_names_its_place",
            ),
        ]


class PendingTally(models.Model):
    """An answer that the tallies do not count yet; gone once folded in."""

    response = models.OneToOneField(Response, models.CASCADE, primary_key=True, related_name="pending")


class Flag(models.Model):
    """A sign that an answer may not be a person's. While it is open or upheld, the answer counts only as raw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="flags")
    kind = models.CharField(_("sign"), max_length=20, choices=FlagKind.choices)
    # What the sign was seen by: seconds and hour of the form, the same words, how many alike. Never the network.
    seen = models.JSONField(default=dict, db_default={})
    state = models.CharField(_("decision"), max_length=10, choices=FlagState.choices, default=FlagState.OPEN)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("flag")
        constraints = [
            models.UniqueConstraint(fields=["response", "kind"], name="flag_once_a_response_and_kind"),
            models.CheckConstraint(
                condition=Q(state=FlagState.OPEN, decided_by__isnull=True)
                | Q(Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(state=FlagState.OPEN) & ~Q(reason="")),
                name="flag_decided_by_a_person_with_a_reason",
            ),
        ]
