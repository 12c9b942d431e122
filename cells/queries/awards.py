"""Awards on paper, as far as a reviewer may see them."""

from django.db.models import QuerySet

from cells.models import PaperAward
from cells.permissions import close_organisations
from portal.accounts.permissions import has_role
from portal.accounts.roles import Role


def district_awards(user) -> QuerySet[PaperAward]:
    """All but those of units that the reviewer is too close to; what waits comes first."""
    if not has_role(user, Role.DISTRICT_REVIEWER):
        return PaperAward.objects.none()
    rows = PaperAward.objects.exclude(organisation__in=close_organisations(user))
    path = ("organisation__area", "organisation__unit_type__scheme", "entered_by", "decided_by", "scan", "certificate")
    return rows.select_related(*path).order_by("decided_at", "-entered_at", "-pk")
