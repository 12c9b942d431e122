"""What the one box of the desk finds here: cases and units, of what the person may see."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from cells.models import Organisation
from cells.queries.cases import for_a_list, office_applications
from cells.queries.organisations import listed_units
from cells.validators import normal_form
from portal.accounts.permissions import has_role
from portal.accounts.roles import Role
from portal.manifests import Found


def desk_cases(user, words: str) -> Iterator[Found]:
    """By a part of the unit's name, of its code or of the file's number."""
    named = Q(name__icontains=words) | Q(credit_code__icontains=normal_form(words) or "-")
    units = Organisation.objects.filter(named)
    name = "cells:decision-show" if has_role(user, Role.DISTRICT_REVIEWER) else "cells:review-show"
    rows = for_a_list(office_applications(user)).filter(Q(organisation__in=units) | Q(reference__icontains=words))
    for row in rows.order_by("-changed_at", "-pk"):
        about = f"{row.organisation.area.label} · {row.get_status_display()} · {row.reference}"
        yield Found(row.organisation.name, reverse(name, args=[row.public_id]), about)


def desk_units(_user, words: str) -> Iterator[Found]:
    for unit in listed_units(words):
        about = f"{unit.area.label} · {unit.credit_code}"
        yield Found(unit.name, reverse("cells:unit-show", args=[unit.public_id]), about)
