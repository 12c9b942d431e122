"""What the district decides about a report, and how an event leaves the ledger."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from campaigns import notifications
from campaigns.enums import Item, Step
from campaigns.models import Event, ReturnedItem
from campaigns.operations.guards import locked, next_state, snapshot
from portal.ledger.operations import record


@transaction.atomic
def verify_event(*, actor, now, event: Event, version: int | None = None) -> Event:
    event = locked(event)
    before = snapshot(event)
    event.state = next_state(actor, Step.VERIFY, event, version)
    event.verified_by, event.verified_at = actor, now
    _save(event)
    record(actor=actor, now=now, action="event.verify", subject=event, before=before, after=snapshot(event))
    notifications.tell_decided(event=event, now=now)
    return event


@transaction.atomic
def return_event(*, actor, now, event: Event, items: Mapping[str, str], version: int | None = None) -> Event:
    """Return a report; `items` names each part to put right, with the words for the street."""
    event = locked(event)
    before = snapshot(event)
    event.state = next_state(actor, Step.RETURN, event, version)
    if not items or not all(item in Item.values and words.strip() for item, words in items.items()):
        raise ValidationError(_("Name at least one item and say what to put right."), code="items")
    event.verified_by = event.verified_at = None
    _save(event)
    number = (event.returned_items.aggregate(last=Max("round"))["last"] or 0) + 1
    ReturnedItem.objects.bulk_create(
        ReturnedItem(event=event, round=number, item=item, words=words.strip(), returned_by=actor, returned_at=now)
        for item, words in items.items()
    )
    after = {**snapshot(event), "items": sorted(items)}
    record(actor=actor, now=now, action="event.return", subject=event, before=before, after=after)
    notifications.tell_decided(event=event, now=now)
    return event


@transaction.atomic
def withdraw_event(*, actor, now, event: Event, reason: str, version: int | None = None) -> Event:
    """Take an event out of every count at once; it stays on file with the reason."""
    event = locked(event)
    before = snapshot(event)
    event.state = next_state(actor, Step.WITHDRAW, event, version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the event is withdrawn.")}, code="reason")
    _save(event)
    record(
        actor=actor,
        now=now,
        action="event.withdraw",
        subject=event,
        before=before,
        after=snapshot(event),
        reason=reason.strip(),
    )
    notifications.tell_withdrawn(event=event, by=actor, now=now)
    return event


def _save(event: Event) -> None:
    event.version += 1
    event.save()
