"""Choices that come from the database, grouped so that the own ones stand first."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import CampaignPage
from portal.directory.models import Community


def campaigns_open():
    """Campaigns that an event may belong to, once, in the language they were written in."""
    return CampaignPage.objects.live().filter(alias_of=None).order_by("-starts_on")


def communities_by_area(areas) -> list:
    """An empty choice, the communities of the own areas, then all others by area."""
    own = {area.pk for area in areas}
    groups: dict = {}
    for community in Community.objects.select_related("area", "reporting_area").order_by("area__position", "code"):
        area = community.reporting_area or community.area
        groups.setdefault(area, []).append((community.pk, community.label))
    ordered = sorted(groups.items(), key=lambda group: group[0].pk not in own)
    return [("", _("None in particular")), *((area.label, list(found)) for area, found in ordered)]
