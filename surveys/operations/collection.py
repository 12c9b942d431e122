"""Codes for places, and invitations."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.directory.models import Area, Community
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from surveys.enums import Mode
from surveys.models import Invitation, Place, Survey, Wave
from surveys.permissions import can_add_place, can_make_invitations, can_revoke_place


@dataclass(frozen=True)
class Venue:
    area: Area
    name: str
    community: Community | None = None
    mode: Mode = Mode.OWN_PHONE


@transaction.atomic
def add_place(*, survey: Survey, venue: Venue, actor, now: datetime) -> Place:
    if not can_add_place(actor, venue.area):
        raise PermissionDenied
    community = venue.community
    if community and venue.area.pk not in {community.area_id, community.reporting_area_id}:
        raise Refused(Kind.UNFIT, _("This community belongs to another area."), field="community")
    place = Place.objects.create(
        survey=survey,
        area=venue.area,
        community=community,
        venue=venue.name,
        mode=venue.mode,
        created_by=actor,
    )
    record(
        actor=actor,
        now=now,
        action="place.add",
        subject=place,
        after={"survey": str(survey.public_id), "area": venue.area.code, "mode": venue.mode},
    )
    return place


@transaction.atomic
def revoke_place(*, place: Place, reason: str, actor, now: datetime) -> Place:
    """Switch one code off. Answers from it are still taken, as from an unknown channel."""
    place = Place.objects.select_for_update(of=("self",)).select_related("area").get(pk=place.pk)
    if not can_revoke_place(actor, place):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(Kind.UNFIT, _("Please state a reason."), field="reason")
    place.revoked_at, place.revoked_reason = now, reason.strip()
    place.save(update_fields=["revoked_at", "revoked_reason"])
    record(actor=actor, now=now, action="place.revoke", subject=place, reason=place.revoked_reason)
    return place


def invitation_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_invitations(*, wave: Wave, count: int, actor, now: datetime) -> list[str]:
    """New tokens, each good once. They are shown now and never again: only their digests are kept."""
    if not can_make_invitations(actor, wave):
        raise PermissionDenied
    tokens = [secrets.token_urlsafe(16) for _ in range(count)]
    Invitation.objects.bulk_create(Invitation(wave=wave, digest=invitation_digest(token)) for token in tokens)
    record(actor=actor, now=now, action="invitations.make", subject=wave, after={"count": count})
    return tokens
