"""Invitations and takeovers, each for the one whom it concerns."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cells.enums import CorrectionState, TakeoverState
from cells.models import Correction, Invitation, Organisation, Takeover
from cells.validators import normal_form
from portal.accounts.permissions import areas_of
from portal.accounts.roles import Role
from portal.accounts.sealed import blind_indexes

MOST = 10
# What the desk for units may be narrowed to.
SHOWN = {"waiting": {"has_correction": True}, "sites": {"above__isnull": False}, "alone": {"memberships": None}}


def invitations_to(user, on: date) -> QuerySet[Invitation]:
    """What waits for the owner of a number, once the number is known to be theirs."""
    if not user.is_authenticated or not user.phone_verified or not user.phone_index:
        return Invitation.objects.none()
    rows = Invitation.objects.open_on(on).filter(phone_index__in=blind_indexes(user.phone))
    return rows.select_related("organisation__area")


def takeovers_for(user) -> QuerySet[Takeover]:
    """Open ones in the officer's streets, except of a unit the officer belongs to."""
    rows = Takeover.objects.filter(state=TakeoverState.OPEN, organisation__area__in=areas_of(user, Role.STREET_OFFICER))
    rows = rows.exclude(organisation__memberships__user__in=user.names).exclude(requested_by__in=user.names)
    return rows.select_related("organisation__area", "requested_by")


def kept_alone_by(user) -> QuerySet[Organisation]:
    """Units that nobody else acts for."""
    return Organisation.objects.alias(members=Count("memberships")).filter(members=1, memberships__user=user)


def coded(words: str) -> Q:
    """Units whose code, or the code of who answers for them, begins with the words; none for none."""
    code = normal_form(words) or "-"
    return Q(credit_code__startswith=code) | Q(above__credit_code__startswith=code)


def unit_under(code: str, site: str = "") -> Organisation | None:
    """The unit with this code, or the one of that name below it; of what was registered twice the one that stands."""
    rows = Organisation.objects.select_related("area", "above", "merged_into")
    row = (rows.filter(above__credit_code=code, name=site) if site else rows.filter(credit_code=code)).first()
    return (row.merged_into or row) if row else None


def perhaps_doubles(row: Organisation) -> QuerySet[Organisation]:
    """Of the same name, or of the same kind at the same address, and not below the same organisation."""
    same = Q(name=row.name) | Q(address=row.address, unit_type=row.unit_type_id)
    rows = Organisation.objects.filter(same, merged_into=None).exclude(pk=row.pk)
    family = Q(pk=row.root_id) | Q(above=row.root_id)
    return rows.exclude(family).select_related("area", "above").order_by("name", "pk")[:MOST]


def listed_units(q: str = "", unit_type=None, area=None, state: str = "") -> QuerySet[Organisation]:
    """Every unit whose name or address holds the words or whose code begins with them; those to be looked at first."""
    waiting = Correction.objects.filter(organisation=OuterRef("pk"), state=CorrectionState.OPEN)
    rows = Organisation.objects.select_related("area", "above", "unit_type").annotate(has_correction=Exists(waiting))
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(address__icontains=q) | coded(q))
    if unit_type:
        rows = rows.filter(unit_type=unit_type)
    if area:
        rows = rows.filter(area=area)
    rows = rows.filter(**SHOWN.get(state, {}))
    return rows.order_by("-has_correction", "name", "pk")
