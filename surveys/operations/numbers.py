"""The list of numbers to call: given by the office, called one by one, called again, erased at the close.

Nothing joins a number to an answer: an interview is noted with its answer, and its number goes in a step of its own.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q

from portal.accounts.sealed import blind_index
from portal.clock import DISTRICT
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock
from surveys.enums import CallOutcome
from surveys.models import Call, CallNumber, Wave
from surveys.permissions import can_call, can_give_numbers

HELD, MOST_CALLS = timedelta(minutes=40), 5
CHECKED_OF = 20
# Nobody was spoken to: called again after so long, at most five times.
AGAIN = {
    CallOutcome.BUSY: timedelta(minutes=30),
    CallOutcome.NO_ANSWER: timedelta(hours=4),
    CallOutcome.MACHINE: timedelta(hours=4),
    CallOutcome.NEVER_AVAILABLE: timedelta(hours=20),
}


@transaction.atomic
def add_numbers(*, wave: Wave, numbers: Sequence[str], source: str, actor, now: datetime) -> int:
    """Those that are not on the list yet. Returns how many; who gave them is on the ledger, the numbers are not."""
    wave = lock(wave)
    if not can_give_numbers(actor, wave):
        raise PermissionDenied
    digests = {blind_index(number): number for number in numbers}
    there = set(wave.numbers.filter(digest__in=digests).values_list("digest", flat=True))
    fresh = [CallNumber(wave=wave, number=digests[key], digest=key) for key in digests.keys() - there]
    CallNumber.objects.bulk_create(fresh, batch_size=500)
    record(actor=actor, now=now, action="numbers.add", subject=wave, after={"count": len(fresh), "source": source})
    return len(fresh)


def held_number(wave: Wave, user, now: datetime) -> CallNumber | None:
    """The number that this person is calling."""
    return wave.numbers.filter(held_by=user, held_until__gt=now, is_for_check=False).first()


@transaction.atomic
def next_number(*, wave: Wave, actor, now: datetime) -> CallNumber | None:
    """The one that is to be called now: who asked to be called back first, then who was never called."""
    wave = lock(wave)
    if not can_call(actor) or not wave.takes_answers(now):
        raise PermissionDenied
    mine = held_number(wave, actor, now)
    if mine:
        return mine
    free = wave.numbers.filter(
        Q(is_for_check=False), Q(held_until=None) | Q(held_until__lte=now), Q(due_at=None) | Q(due_at__lte=now)
    )
    row = free.order_by(F("due_at").asc(nulls_last=True), "attempts", "digest").first()
    if row:
        row.held_by, row.held_until = actor, now + HELD
        row.save(update_fields=["held_by", "held_until"])
    return row


@transaction.atomic
def end_call(*, number: CallNumber, outcome: CallOutcome, call_back: datetime | None, actor, now: datetime) -> bool:
    """How the call ended. True: the number is done with and erased."""
    number = lock(number, "wave")
    if number.held_by_id != actor.pk or not can_call(actor):
        raise PermissionDenied
    if not number.wave.takes_answers(now):
        raise Refused(Kind.CLOSED)
    attempts = number.attempts + 1
    is_again = outcome != CallOutcome.COMPLETE and (call_back is not None or outcome in AGAIN)
    if not is_again or (attempts >= MOST_CALLS and call_back is None):
        _finish(number, outcome, actor, now)
        return True
    number.attempts, number.outcome = attempts, outcome
    number.due_at = call_back or now + AGAIN[outcome]
    number.held_by = number.held_until = None
    number.save(update_fields=["attempts", "outcome", "due_at", "held_by", "held_until"])
    return False


def _finish(number: CallNumber, outcome: CallOutcome, actor, now: datetime) -> None:
    """One case, one outcome; that of an interview was noted with its answer. One in twenty of these is called once more."""
    if outcome == CallOutcome.COMPLETE and not secrets.randbelow(CHECKED_OF):
        number.is_for_check, number.outcome, number.held_until = True, outcome, None
        number.save(update_fields=["is_for_check", "outcome", "held_until"])
        return
    if outcome != CallOutcome.COMPLETE:
        day = now.astimezone(DISTRICT).date()
        Call.objects.create(wave=number.wave, day=day, outcome=outcome, made_by=actor)
    number.delete()


def erase_numbers(*, wave: Wave, actor, now: datetime) -> int:
    """At the close: what became of each that was not done with is counted, and all numbers go. Returns how many."""
    rows = list(wave.numbers.filter(is_for_check=False).values_list("outcome", flat=True))
    day = now.astimezone(DISTRICT).date()
    Call.objects.bulk_create(
        (Call(wave=wave, day=day, outcome=outcome or CallOutcome.NOT_ATTEMPTED, made_by=actor) for outcome in rows),
        batch_size=500,
    )
    erased, _of = wave.numbers.all().delete()
    if erased:
        record(actor=actor, now=now, action="numbers.erase", subject=wave, after={"count": erased})
    return erased
