"""Where what goes into no ordinary bin is brought: places that the office keeps, by community."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.directory.models import Area, Community
from portal.home.models.sorting import Bin, SortingItem


class Waste(models.TextChoices):
    HAZARDOUS = "hazardous", _("Hazardous waste")
    BULKY = "bulky", _("Bulky waste")
    CLOTHES = "clothes", _("Clothes and recyclables")
    RENOVATION = "renovation", _("Renovation waste")
    BRANCHES = "branches", _("Branches and garden waste")


TAKEN = {
    Bin.HAZARDOUS: Waste.HAZARDOUS,
    Bin.BULKY: Waste.BULKY,
    Bin.RENOVATION: Waste.RENOVATION,
    Bin.RECYCLABLE: Waste.CLOTHES,
}
WOODY = ("树", "枝", "草", "盆栽")


class DropOffPlace(models.Model):
    kind = models.CharField(_("what it takes"), max_length=12, choices=Waste)
    name = models.CharField(_("name of the place"), max_length=80)
    address = models.CharField(_("where it is"), max_length=200)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("town or street"),
        help_text=_("Empty: for the whole district."),
    )  # fmt: skip
    communities = models.ManyToManyField(
        Community, blank=True, related_name="+", verbose_name=_("communities"),
        help_text=_("Those that it is for; none: all of the town or street."),
    )  # fmt: skip
    hours = models.CharField(_("opening hours"), max_length=120, help_text=_("Days and hours, or by appointment."))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    note = models.CharField(_("what to know"), max_length=200, blank=True)
    checked_on = models.DateField(_("last checked on"))
    is_open = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("drop-off place")
        verbose_name_plural = _("drop-off places")

    def __str__(self):
        return self.name


def kind_taken(item: SortingItem) -> Waste | None:
    """The kind of place that takes an object; None where its bin is at the door, or it is asked about."""
    if item.bin == Bin.ELSEWHERE and any(sign in item.name for sign in WOODY):
        return Waste.BRANCHES
    return TAKEN.get(Bin(item.bin))


def places_for(community: Community, kind: Waste | None = None) -> list[DropOffPlace]:
    """Those in use for a community, its own first, then those of its area, then the district's; of one kind or all."""
    area = community.reporting_area_id or community.area_id
    own, of_area = Q(communities=community), Q(communities=None, area=area)
    found = DropOffPlace.objects.filter(own | of_area | Q(communities=None, area=None), is_open=True)
    if kind:
        found = found.filter(kind=kind)
    order = list(Waste)
    own_keys = set(DropOffPlace.objects.filter(own).values_list("pk", flat=True))
    return sorted(
        found.distinct(),
        key=lambda place: (order.index(Waste(place.kind)), place.pk not in own_keys, place.area_id is None, place.pk),
    )


def communities_with_places() -> list[tuple[Area, list[Community]]]:
    """All communities of today by their area, once any place is known; else none: nobody is led to an empty list."""
    if not DropOffPlace.objects.filter(is_open=True).exists():
        return []
    groups: dict[Area, list[Community]] = {}
    for community in Community.objects.select_related("area", "reporting_area").order_by("area__position", "code"):
        groups.setdefault(community.reporting_area or community.area, []).append(community)
    return list(groups.items())
