"""Organisations, their sites and the people who act for them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole
from cells.models import Membership, Organisation
from cells.operations.membership import keep_invitation
from cells.operations.steps import not_ready
from cells.permissions import is_member, is_owner
from cells.validators import is_shaped
from portal.accounts.permissions import holds
from portal.accounts.roles import Role
from portal.ledger.operations import record

CHANGEABLE = ("name", "address", "community")
# The contact of a unit that an office entered may come to the portal much later.
LIFE = timedelta(days=730)


@transaction.atomic
def register_organisation(*, actor, fields: Mapping[str, Any], now: datetime) -> Organisation:
    """A unit registers itself; who does it is its first contact."""
    organisation = create_organisation(actor=actor, fields=fields, now=now, action="organisation.register")
    return _with_owner(organisation, actor, now)


@transaction.atomic
def register_site(*, actor, above: Organisation, fields: Mapping[str, Any], now: datetime) -> Organisation:
    """A campus, a branch, or an estate without a code: by who acts for the organisation that answers for it."""
    if not is_member(actor, above):
        raise PermissionDenied
    row = Organisation.objects.select_for_update().get(pk=above.pk)
    whole = {**fields, "above": row}
    organisation = create_organisation(actor=actor, fields=whole, now=now, action="organisation.register_site")
    return _with_owner(organisation, actor, now)


@transaction.atomic
def enter_organisation(*, actor, fields: Mapping[str, Any], phone: str, reason: str, now: datetime) -> Organisation:
    """By a reviewer: also with a genuine code whose check sign does not fit. Its contact takes it over by number."""
    if not holds(actor, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    if not reason.strip():
        raise not_ready(_("Please give the reason."))
    entry = {"action": "organisation.enter", "reason": reason.strip(), "is_judged": True}
    organisation = create_organisation(actor=actor, fields=fields, now=now, **entry)
    if phone:
        common = {"organisation": organisation, "phone": phone, "role": MemberRole.OWNER, "life": LIFE}
        keep_invitation(actor=actor, now=now, **common)
    return organisation


def create_organisation(
    *, actor, fields: Mapping[str, Any], now: datetime, action: str, reason: str = "", is_judged: bool = False
) -> Organisation:
    """The row and its record, in the caller's transaction; judged: a person looked at the paper that shows the code."""
    organisation = Organisation(**fields, created_at=now)
    check_place(organisation)
    clean_organisation(organisation, is_judged=is_judged)
    organisation.save()
    facts = {"credit_code": organisation.answering_code, "area": organisation.area.code}
    if organisation.above:
        facts |= {"above": str(organisation.above.public_id), "tie": str(organisation.tie)}
    record(actor=actor, now=now, action=action, subject=organisation, after=facts, reason=reason)
    return organisation


def clean_organisation(organisation: Organisation, *, is_judged: bool) -> None:
    """All that a field and the database ask; of a judged code not whether its check sign fits."""
    is_odd = is_judged and is_shaped(organisation.credit_code or "")
    organisation.full_clean(exclude={"credit_code"} if is_odd else ())
    others = Organisation.objects.filter(credit_code=organisation.credit_code).exclude(pk=organisation.pk)
    if is_odd and others.exists():
        raise ValidationError(_("Another unit stands under this code."))


def check_place(organisation: Organisation) -> None:
    """Two storeys and no more: who stands above has a code, and nothing stands below who has none."""
    above = organisation.above
    is_deep = above and (above.above_id or above.merged_into_id or (organisation.pk and organisation.sites.exists()))
    if is_deep:
        raise not_ready(_("Only an organisation with a code of its own stands above others."))


@transaction.atomic
def change_organisation(*, actor, organisation: Organisation, fields: Mapping[str, Any], now: datetime) -> Organisation:
    """Name and address; code, kind and street stay, for a running file and its certificates rest on them."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not is_owner(actor, row):
        raise PermissionDenied
    before = {name: str(getattr(row, name) or "") for name in CHANGEABLE}
    for name in CHANGEABLE:
        setattr(row, name, fields[name])
    # The code is not asked again: one that two persons let stand may fail its check sign.
    row.full_clean(exclude={"credit_code"})
    row.save(update_fields=CHANGEABLE)
    after = {name: str(getattr(row, name) or "") for name in CHANGEABLE}
    if before != after:
        record(actor=actor, now=now, action="organisation.change", subject=row, before=before, after=after)
    return row


def _with_owner(organisation: Organisation, actor, now: datetime) -> Organisation:
    Membership.objects.create(organisation=organisation, user=actor, role=MemberRole.OWNER, joined_at=now)
    return organisation
