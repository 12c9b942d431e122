"""The whole record of one event, as the street and the district read it."""

from django.urls import reverse

from campaigns import queries
from campaigns.enums import EventState, PartnerStep, Step
from campaigns.models import Event
from campaigns.permissions import can_take, can_tell
from campaigns.views.places import places_of
from campaigns.workflow import EVENTS
from portal import clock
from portal.ledger.queries import entries_about

CHIPS = {
    EventState.PLANNED: "information",
    EventState.HELD: "watch",
    EventState.VERIFIED: "met",
    EventState.RETURNED: "not_met",
    EventState.WITHDRAWN: "none",
}


def record_context(user, event: Event) -> dict:
    return {
        "page_title": event.title,
        "places": places_of(user),
        "event": event,
        "chip": CHIPS[EventState(event.state)],
        "proofs": queries.standing_proofs(event),
        "taken_part": queries.taken_part(event),
        "resemblances": queries.resemblances(event, user),
        "returned": queries.open_items(event),
        "partners": queries.partners_of(event, user),
        "timeline": [_line(entry) for entry in entries_about(event)],
        "steps": _steps(user, event),
        "can_tell": can_tell(user, event),
        "breadcrumb": [{"label": place["label"], "url": place["url"]} for place in places_of(user)[-2:-1]],
        "public_url": reverse("campaigns:event-detail", args=[event.public_id]),
    }


def _steps(user, event: Event) -> set[str]:
    """What is offered: nobody is led to report what is not over yet."""
    steps = {
        step.name.value
        for step in EVENTS.open_steps(event.state)
        if can_take(user, step.name, area=event.area, event=event)
    }
    return steps if event.ends_at <= clock.now() else steps - {Step.REPORT.value}


LABELS = {step.value: step.label for step in (*Step, *PartnerStep)}


def _line(entry) -> dict:
    state = CHIPS[EventState(entry.after["state"])]
    return {
        "at": entry.recorded_at,
        "label": LABELS[entry.action.removeprefix("event.")],
        "text": entry.reason,
        "state": state,
    }
