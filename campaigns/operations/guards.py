"""The same three questions before every step: is it this version, is the step open, is it yours."""

from django.core.exceptions import PermissionDenied

from campaigns.enums import EventState, Step
from campaigns.models import Event
from campaigns.permissions import may
from campaigns.workflow import state_after


class StaleEventError(Exception):
    """Someone changed the event after this person had opened it."""


def locked(event: Event) -> Event:
    """The event as it stands now, held until the transaction ends."""
    return Event.objects.select_for_update().get(pk=event.pk)


def next_state(actor, step: Step, event: Event, version: int | None = None) -> EventState:
    """The state that the step leads to, after all three questions."""
    if not may(actor, step, area=event.area, event=event):
        raise PermissionDenied
    if version is not None and version != event.version:
        raise StaleEventError
    return state_after(event.state or None, step)


def snapshot(event: Event) -> dict:
    """What the ledger keeps of an event: figures and codes, no names."""
    return {
        "state": str(event.state),
        "area": event.area.code,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "people_reached": event.people_reached,
        "counting": event.counting,
        "late": event.late,
        "version": event.version,
    }
