"""Places and offices: they outlast a plan."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Labelled(models.Model):
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        """The name in the active language; Chinese where there is no other."""
        if (get_language() or "").startswith("en"):
            return self.name_en or self.name
        return self.name


class AreaKind(models.TextChoices):
    DISTRICT = "district", _("District")
    ZONE = "zone", _("Functional zone")
    TOWN = "town", _("Town")
    STREET = "street", _("Subdistrict")


ENGLISH_KINDS = {" Subdistrict": "", " Town": "", " Economic Development Zone": " Zone"}


class Area(Labelled):
    code = models.SlugField(_("code"), unique=True)
    official_code = models.CharField(_("official code"), max_length=12, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=AreaKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    quarterly_event_quota = models.PositiveSmallIntegerField(_("outreach events a quarter"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        default_permissions = ["view", "change"]
        ordering = ["position"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    @property
    def short_label(self) -> str:
        """For a drawn plan: in English without what kind of area it is, as there is room for a word or two."""
        for kind, short in ENGLISH_KINDS.items():
            if self.label.endswith(kind):
                return self.label.removesuffix(kind) + short
        return self.label

    @property
    def is_town_or_street(self) -> bool:
        """The zone and the district itself are not meant by 各镇街道."""
        return self.kind in {AreaKind.TOWN, AreaKind.STREET}


class CommunityKind(models.TextChoices):
    RESIDENTS = "居委会", _("Residents' committee")
    VILLAGE = "村委会", _("Villagers' committee")
    PARK = "园区", _("Park administration")


class CommunityQuerySet(models.QuerySet):
    def standing_on(self, day):
        """Communities that exist on a day: they merge and are renamed often."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day))


class Community(Labelled):
    code = models.CharField(_("code"), max_length=12, unique=True)
    official_name = models.CharField(_("official name"), max_length=200)
    kind = models.CharField(_("type"), max_length=20, choices=CommunityKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="communities", verbose_name=_("area"))
    reporting_area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reporting_communities",
        verbose_name=_("reporting area"),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        default_permissions = ["view", "add", "change"]
        ordering = ["code"]
        verbose_name = _("community or village")
        verbose_name_plural = _("communities and villages")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="community_ends_after_it_begins",
                violation_error_message=_("A community cannot end before it begins."),
            )
        ]


class Department(Labelled):
    code = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        default_permissions = ["view"]
        ordering = ["position"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")
