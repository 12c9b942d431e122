"""Organisations and the people who act for them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole
from cells.enums.units import Tie
from cells.models.scheme import UnitType
from cells.validators import LENGTH, validate_credit_code
from portal.directory.models import Area, Community

models.CharField.register_lookup(Length)


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(memberships__user=user)


class Organisation(models.Model):
    """A unit that may apply: with a code of its own, or without one below the organisation that answers for it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the unit"), max_length=200)
    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=LENGTH,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_credit_code],
        error_messages={
            "unique": _(
                "A unit with this code is registered already. "
                "Who acts for it adds colleagues, campuses and branches on its page."
            )
        },
    )
    unit_type = models.ForeignKey(UnitType, models.PROTECT, verbose_name=_("kind of unit"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("town or street"))
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("community or village")
    )
    address = models.CharField(_("postal address"), max_length=200)
    # The school of a campus, the neighbourhood committee or the property company of an estate; it has a code.
    above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sites", verbose_name=_("who answers for it")
    )
    tie = models.CharField(
        _("how it belongs to it"), max_length=10, choices=Tie.choices, blank=True, default="", db_default=""
    )
    # Registered twice: everything of it stands under the other from that day.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="doubles", verbose_name=_("same unit as")
    )
    created_at = models.DateTimeField(editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [models.Index(fields=["name", "id"], name="organisation_by_name")]
        constraints = [
            models.CheckConstraint(condition=models.Q(credit_code__length=LENGTH), name="organisation_code_length"),
            models.CheckConstraint(
                condition=models.Q(credit_code__isnull=False, above=None, tie="")
                | models.Q(credit_code=None, above__isnull=False, tie__in=Tie.values),
                name="organisation_has_a_code_or_one_above",
            ),
            models.UniqueConstraint(fields=["above", "name"], name="organisation_site_once"),
            models.CheckConstraint(
                condition=~models.Q(above=models.F("id")) & ~models.Q(merged_into=models.F("id")),
                name="organisation_is_not_its_own",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cells:organisation-show", args=[self.public_id])

    @property
    def label(self) -> str:
        return self.name

    @property
    def root_id(self) -> int:
        """The organisation with the code: itself, or the one above."""
        return self.above_id or self.pk

    @property
    def answering_code(self) -> str:
        """Its own code, or that of who answers for it."""
        return self.above.credit_code if self.above else self.credit_code

    @property
    def code_words(self) -> str:
        """The same for a page: whose code it is, where it is not its own."""
        return f"{self.above.credit_code} ({self.above.name})" if self.above else self.credit_code


class Membership(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="membership_once")]

    def __str__(self):
        return f"{self.organisation} {self.get_role_display()}"
