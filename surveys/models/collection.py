"""How answers arrive: codes at places, and invitations that work once."""

import base64
import uuid

from django.db import models
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.directory.models import Area, Community
from portal.procedure.references import draw
from surveys.enums import Mode
from surveys.models.survey import Survey, Wave

CODE_LENGTH = 6
SIGNATURE_LENGTH = 10


def new_code() -> str:
    return draw(CODE_LENGTH).lower()


def signature(code: str) -> str:
    digest = salted_hmac("surveys.place", code, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:SIGNATURE_LENGTH]


class PlaceQuerySet(models.QuerySet):
    def with_code(self, token: str):
        """The place that a token names, signed or not; whether it is signed is `is_signed`."""
        return self.filter(code=token.partition("-")[0].lower())


class Place(models.Model):
    """A printed code at one venue. Reprinting keeps it; one code can be switched off alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="places", verbose_name=_("survey"))
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("community")
    )
    venue = models.CharField(_("venue"), max_length=100)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode.choices, default=Mode.OWN_PHONE)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    revoked_at = models.DateTimeField(_("switched off"), null=True, blank=True, editable=False)
    revoked_reason = models.CharField(_("why it was switched off"), max_length=200, blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["area__position", "venue"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""), name="place_switched_off_with_a_reason"
            )
        ]

    def __str__(self):
        return self.venue

    @property
    def token(self) -> str:
        return f"{self.code}-{signature(self.code)}"

    def is_signed(self, token: str) -> bool:
        return self.revoked_at is None and constant_time_compare(token.lower(), self.token)


class Invitation(models.Model):
    """A link that is good for one answer. Nothing joins it to that answer once both were mixed (operations/mixing.py)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False)
    batch = models.PositiveIntegerField(
        default=0, db_default=0
    )  # of used ones: those that were put in random order with it

    class Meta:
        verbose_name = _("invitation")
