"""A joint event: the areas that are named as partners say themselves whether they were."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns import notifications
from campaigns.enums import EventState, PartnerStep
from campaigns.models import Event, PartnerConfirmation
from campaigns.operations.steps import snapshot
from campaigns.permissions import reports_for
from campaigns.queries.partners import is_unanswered
from portal.directory.models import Area
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock


@transaction.atomic
def answer_as_partner(*, actor, now, event: Event, area: Area, step: PartnerStep, reason: str = "") -> Event:
    """Confirmed, it says so; declined, the area is no partner any more and who leads reads why."""
    event = lock(event)
    if not reports_for(actor, area):
        raise PermissionDenied
    if event.state == EventState.WITHDRAWN or not is_unanswered(event, area):
        raise Refused(Kind.CLOSED)
    if step == PartnerStep.DECLINE and not reason.strip():
        raise Refused(Kind.UNFIT, _("Say why it was not held together."), field="reason")
    if step == PartnerStep.CONFIRM:
        PartnerConfirmation.objects.create(event=event, area=area, confirmed_by=actor, confirmed_at=now)
    else:
        event.partner_areas.remove(area)
    state = snapshot(event)
    record(
        actor=actor,
        now=now,
        action=f"event.{step}",
        subject=event,
        before=state,
        after=state | {"partner": area.code},
        reason=reason.strip(),
    )
    notifications.tell_partner_answered(event, area=area, declined=step == PartnerStep.DECLINE, now=now)
    return event
