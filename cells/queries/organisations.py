"""Invitations and takeovers, each for the one whom it concerns."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cells.enums import CorrectionState, TakeoverState
from cells.models import Correction, Invitation, Organisation, Takeover
from cells.validators import normal_form
from portal.accounts.permissions import areas_of
from portal.accounts.roles import Role


def invitations_to(user, on: date) -> QuerySet[Invitation]:
    """What waits for the owner of a number, once the number is known to be theirs."""
    if not user.is_authenticated or not user.phone_verified or not user.phone_index:
        return Invitation.objects.none()
    rows = Invitation.objects.open_on(on).filter(phone_index=user.phone_index)
    return rows.select_related("organisation__area")


def takeovers_for(user) -> QuerySet[Takeover]:
    """Open ones in the officer's streets, except of a unit the officer belongs to."""
    rows = Takeover.objects.filter(state=TakeoverState.OPEN, organisation__area__in=areas_of(user, Role.STREET_OFFICER))
    rows = rows.exclude(organisation__in=Organisation.objects.of(user)).exclude(requested_by=user)
    return rows.select_related("organisation__area", "requested_by")


def kept_alone_by(user) -> QuerySet[Organisation]:
    """Units that nobody else acts for."""
    return Organisation.objects.alias(members=Count("memberships")).filter(members=1, memberships__user=user)


def listed_units(words: str) -> QuerySet[Organisation]:
    """Every unit whose name or address holds the words or whose code begins with them; those to be looked at first."""
    waiting = Correction.objects.filter(organisation=OuterRef("pk"), state=CorrectionState.OPEN)
    rows = Organisation.objects.select_related("area", "unit_type").annotate(has_correction=Exists(waiting))
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(address__icontains=words)
            | Q(credit_code__startswith=normal_form(words) or "-")
        )
    return rows.order_by("-has_correction", "name", "pk")
