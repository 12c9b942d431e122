"""What the district decides about a report, and how an event leaves the ledger."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from campaigns import notifications
from campaigns.enums import Item, Step
from campaigns.models import Event, ReturnedItem
from campaigns.operations.steps import take_event
from campaigns.workflow import VERIFICATION
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock


@transaction.atomic
def verify_event(*, actor, now, event: Event, version: int | None = None) -> Event:
    return take_event(
        lock(event),
        Step.VERIFY,
        actor=actor,
        now=now,
        revision=version,
        values=VERIFICATION.signed(actor, now, ""),
        tell=notifications.tell_decided,
    )


def verify_events(*, actor, now, events: Iterable[Event], versions: Mapping[str, str]) -> tuple[int, int]:
    """Each in a transaction of its own; what was changed since it was shown is passed over. Verified, passed over."""
    verified = passed_over = 0
    for event in events:
        shown = versions.get(str(event.public_id), "")
        try:
            verify_event(actor=actor, now=now, event=event, version=int(shown) if shown.isdecimal() else 0)
        except Refused:
            passed_over += 1
        else:
            verified += 1
    return verified, passed_over


@transaction.atomic
def return_event(*, actor, now, event: Event, items: Mapping[str, str], version: int | None = None) -> Event:
    """Return a report; `items` names each part to put right, with the words for the street."""
    event = take_event(
        lock(event),
        Step.RETURN,
        actor=actor,
        now=now,
        revision=version,
        values={"verified_by": None, "verified_at": None},
        facts={"items": sorted(items)},
        tell=notifications.tell_decided,
    )
    if not items or not all(item in Item.values and words.strip() for item, words in items.items()):
        raise Refused(Kind.UNFIT, _("Name at least one item and say what to put right."), field="items")
    number = (event.returned_items.aggregate(last=Max("round"))["last"] or 0) + 1
    ReturnedItem.objects.bulk_create(
        ReturnedItem(event=event, round=number, item=item, words=words.strip(), returned_by=actor, returned_at=now)
        for item, words in items.items()
    )
    return event


@transaction.atomic
def withdraw_event(*, actor, now, event: Event, reason: str, version: int | None = None) -> Event:
    """Take an event out of every count at once; it stays on file with the reason."""
    return take_event(
        lock(event),
        Step.WITHDRAW,
        actor=actor,
        now=now,
        revision=version,
        reason=reason.strip(),
        tell=notifications.tell_withdrawn,
    )
