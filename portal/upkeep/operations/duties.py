"""Taking a duty and saying how it went; each is one statement, so that of many workers one has it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.crypto import get_random_string

from portal.manifests import Duty
from portal.rhythm import retry_after
from portal.upkeep.models import DutyRecord
from portal.upkeep.queries.state import BACKUP

# Whoever was killed with a duty in hand renews it no more: then another takes it over.
HOLD = timedelta(minutes=3)
# A duty that hangs in a living process is let go after this time.
LONGEST = timedelta(hours=3)
# How far the clocks of two machines may stand apart; what lies beyond was written by a clock that was wrong.
SKEW = timedelta(hours=1)


def register(*, duties: Sequence[Duty], now: datetime) -> None:
    """A duty that is new is due at once; one that is known stays as it is."""
    records = [DutyRecord(name=duty.name, known_at=now, due_at=now) for duty in duties]
    DutyRecord.objects.bulk_create(records, ignore_conflicts=True)


def due(duties: Sequence[Duty], now: datetime) -> list[Duty]:
    """Those that may be taken, one query; a duty that is not known yet is registered."""
    records = {record.name: record for record in DutyRecord.objects.all()}
    if new := [duty for duty in duties if duty.name not in records]:
        register(duties=new, now=now)
    return [duty for duty in duties if duty.name not in records or _is_open(records[duty.name], duty, now)]


def _is_open(record: DutyRecord, duty: Duty, now: datetime) -> bool:
    is_due = record.due_at <= now or record.due_at > duty.rhythm.after(now) + SKEW
    return is_due and not (record.held_until and now <= record.held_until <= now + HOLD + SKEW)


def claim(*, duty: Duty, now: datetime) -> str:
    """The token of this run, or nothing when the duty is not due or another has it."""
    token = get_random_string(32)
    is_due = Q(due_at__lte=now) | Q(due_at__gt=duty.rhythm.after(now) + SKEW)
    is_free = Q(held_until=None) | Q(held_until__lt=now) | Q(held_until__gt=now + HOLD + SKEW)
    taken = {"token": token, "started_at": now, "held_until": now + HOLD}
    return token if DutyRecord.objects.filter(is_due, is_free, name=duty.name).update(**taken) else ""


def renew(*, tokens: Sequence[str], now: datetime) -> int:
    """What a living process has in hand stays in its hands; returns how many duties."""
    running = DutyRecord.objects.filter(token__in=tokens, started_at__gt=now - LONGEST)
    return running.update(held_until=now + HOLD)


def note_success(*, duty: Duty, token: str, now: datetime) -> bool:
    """False when the run took so long that another has the duty by now."""
    return _settle(token, due_at=duty.rhythm.after(now), succeeded_at=now, failures=0, failure="")


def note_backup(*, finished: datetime, now: datetime) -> None:
    """The nightly backup is no duty of a worker; only when it last went well is known here, for all nodes."""
    known = {"known_at": now, "due_at": finished}
    DutyRecord.objects.update_or_create(
        name=BACKUP, defaults={"succeeded_at": finished}, create_defaults=known | {"succeeded_at": finished}
    )


def note_failure(*, duty: Duty, token: str, now: datetime, words: str) -> bool:
    """`words`: for the operator, without anything personal."""
    record = DutyRecord.objects.filter(name=duty.name, token=token).first()
    if record is None:
        return False
    failures = record.failures + 1
    due_at = retry_after(duty.rhythm, now, failures)
    return _settle(token, due_at=due_at, failed_at=now, failures=failures, failure=words[:300])


def _settle(token: str, **values) -> bool:
    return bool(DutyRecord.objects.filter(token=token).update(token="", held_until=None, **values))
