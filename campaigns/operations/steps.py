"""The steps of an event: what the ledger keeps of it, and whom each step belongs to."""

from campaigns.enums import Step
from campaigns.models import Event
from campaigns.permissions import can_take
from campaigns.workflow import EVENTS
from portal.procedure.taking import take


def take_event(event: Event, step: Step, *, actor, **taking) -> Event:
    can = can_take(actor, step, area=event.area, event=event)
    return take(event, EVENTS, step, actor=actor, can=can, snapshot=snapshot, **taking)


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
