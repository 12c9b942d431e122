"""Organisations and the people who act for them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole
from cells.models.scheme import UnitType
from cells.validators import LENGTH, validate_credit_code
from portal.directory.models import Area, Community

models.CharField.register_lookup(Length)


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(memberships__user=user)


class Organisation(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the unit"), max_length=200)
    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=LENGTH,
        unique=True,
        validators=[validate_credit_code],
        error_messages={"unique": _("A unit with this code is registered already. Ask its first contact to add you.")},
    )
    unit_type = models.ForeignKey(UnitType, models.PROTECT, verbose_name=_("kind of unit"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("town or street"))
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("community or village")
    )
    address = models.CharField(_("postal address"), max_length=200)
    created_at = models.DateTimeField(editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [models.Index(fields=["name", "id"], name="organisation_by_name")]
        constraints = [
            models.CheckConstraint(condition=models.Q(credit_code__length=LENGTH), name="organisation_code_length"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cells:organisation-show", args=[self.public_id])


class Membership(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="membership_once")]

    def __str__(self):
        return f"{self.organisation} {self.get_role_display()}"
