"""An officer fills in for a small shop: marked, confirmed by the unit on paper, claimed by it later by number."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole
from cells.models import Application, Assistance, Organisation
from cells.operations.filing import open_draft, submit_application
from cells.operations.membership import keep_invitation
from cells.operations.organisation import LIFE, create_organisation
from cells.operations.steps import not_ready
from cells.permissions import is_helper, is_street_of
from portal.evidence.operations import take_in


@transaction.atomic
def assist_organisation(*, actor, fields: Mapping[str, Any], phone: str, now: datetime) -> Application:
    """A unit of the officer's street, with a code or below who answers for it, and its draft. Whoever signs in with the unit's number takes both over."""
    organisation = create_organisation(actor=actor, fields=fields, now=now, action="organisation.register_for")
    if not is_street_of(actor, organisation):
        raise PermissionDenied
    keep_invitation(actor=actor, organisation=organisation, phone=phone, role=MemberRole.OWNER, now=now, life=LIFE)
    return assist_application(actor=actor, organisation=organisation, now=now)


@transaction.atomic
def assist_application(*, actor, organisation: Organisation, now: datetime) -> Application:
    """A draft for a unit that nobody acts for on the portal yet."""
    if not is_street_of(actor, organisation):
        raise PermissionDenied
    if organisation.memberships.exists():
        raise not_ready(_("This unit has its own account by now and applies itself."))
    application = open_draft(actor=actor, organisation=organisation, now=now)
    Assistance.objects.create(application=application, officer=actor, started_at=now)
    return application


@transaction.atomic
def submit_for_unit(*, actor, application: Application, name: str, paper, now: datetime) -> Application:
    """The unit has signed the statement on paper; without that paper nothing is handed in in its name."""
    if not is_helper(actor, application):
        raise PermissionDenied
    assistance = application.assistance
    assistance.paper, assistance.confirmed_at = take_in(upload=paper, owner=actor, now=now), now
    assistance.save(update_fields=["paper", "confirmed_at"])
    return submit_application(actor=actor, application=application, name=name, now=now)
