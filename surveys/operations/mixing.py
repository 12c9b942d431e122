"""Nobody who holds the database can tell which invitation, call or session brought which answer.

An answer and the mark of its invitation are stored in one transaction, so that neither is ever there alone. Until the
next mixing that transaction, and the order of rows, would join them. Mixing takes rows out and puts them back as they
were, in random order, in one transaction: whatever the database itself notes of a row (its transaction, its place, its
number) is then the same, or says nothing, for all rows of a batch. A batch has at least ``LEAST`` rows, or all there are.
docs/decisions/0016-answers-are-mixed.md says why, and what remains.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, models, transaction
from django.db.models import Q

from portal.ledger.operations import record
from surveys.enums import CallOutcome, Mode, Tier
from surveys.models import Call, CellTally, Flag, Invitation, PendingTally, Response, Wave
from surveys.models.response import WAITING
from surveys.operations.tallying import fold_answers, lock

LEAST = 50
PORTION = 2_000  # rows that one transaction moves: a fraction of a second
BIGGEST_NUMBER = 2**31 - 1
ROWS_AT_ONCE = 500

INVITED, CALLED = Q(tier=Tier.INVITED), Q(mode=Mode.TELEPHONE)
# Answers that are told apart by how they came are mixed among their own kind: who knows a call looks there alone.
POOLS = (INVITED, ~INVITED & CALLED, ~INVITED & ~CALLED)
MIXED = (Response, Flag, Invitation, Call, CellTally, PendingTally)
SHUFFLE = secrets.SystemRandom().shuffle


class ChangedError(Exception):
    """Rows came back other than they were taken out: nothing was done."""


def mix_answers(*, wave: Wave, now: datetime) -> int:
    """Mix what came since. Returns how many answers, marks of invitations and calls were moved."""
    fold_answers(wave=wave)
    moved = 0
    while portion := _mix_portion(wave, now):
        moved += portion
    return moved


@transaction.atomic
def _mix_portion(wave: Wave, now: datetime) -> int:
    _overwrite_what_is_deleted()
    wave = lock(wave)
    answers = Response.objects.filter(wave=wave, pending__isnull=True)
    counts = {
        "answers": sum(_mix(answers.filter(pool)) for pool in POOLS),
        "invitations": _mix(Invitation.objects.filter(wave=wave, used=True)),
        "calls": _mix(Call.objects.filter(wave=wave, outcome=CallOutcome.COMPLETE)),
    }
    if not any(counts.values()):
        return 0
    _redraw(CellTally.objects.filter(wave=wave))
    record(actor=None, now=now, action="answers.mix", subject=wave, after=counts)
    return sum(counts.values())


def _mix(pool: models.QuerySet) -> int:
    """Mix a portion of those that wait, with a batch from before where they are too few. Returns how many moved."""
    waiting = pool.filter(batch=WAITING).order_by("pk")
    number = waiting.count()
    if not number:
        return 0
    # What is left for the next portion is never too little to be a batch of its own.
    rows = list(waiting if number < PORTION + LEAST else waiting[:PORTION])
    rows += _company(pool.exclude(batch=WAITING), len(rows))
    _move(rows, secrets.randbelow(BIGGEST_NUMBER) + 1)
    return len(rows)


def _company(mixed: models.QuerySet, number: int) -> list:
    """What new rows are mixed with: all that there are while those are few; for few new ones a batch at random."""
    few = list(mixed[:LEAST])
    if len(few) < LEAST:
        return few
    if number >= LEAST:
        return []
    batches = mixed.order_by().values_list("batch", flat=True).distinct()
    return list(mixed.filter(batch=secrets.choice(list(batches))))


def _move(rows: list, batch: int) -> None:
    """Out, and in again as they were, with what hangs on them; the order is drawn anew."""
    model, keys = type(rows[0]), [row.pk for row in rows]
    flags = list(_of(Flag, "response", keys)) if model is Response else []
    before = _fingerprint(rows), _fingerprint(flags)
    for some in _portions(keys):
        model._base_manager.filter(pk__in=some).delete()  # and with answers their flags
    for row in rows:
        row.batch = batch
    _insert(model, rows)
    _insert(Flag, flags)
    now_there = _fingerprint(_of(model, "pk", keys)), _fingerprint(_of(Flag, "response", keys) if flags else ())
    if now_there != before:
        raise ChangedError


def _redraw(tallies: models.QuerySet[CellTally]) -> None:
    """The counts stay; their numbers and their order tell no more what was counted together."""
    rows = list(tallies)
    tallies.all().delete()
    for row in rows:
        row.pk = None
    _insert(CellTally, rows)


def _insert(model: type[models.Model], rows: list) -> None:
    SHUFFLE(rows)
    model._base_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _of(model: type[models.Model], name: str, keys: list) -> Iterable:
    for some in _portions(keys):
        yield from model._base_manager.filter(**{f"{name}__in": some})


def _portions(keys: list) -> Iterable[list]:
    return (keys[start : start + ROWS_AT_ONCE] for start in range(0, len(keys), ROWS_AT_ONCE))


def _fingerprint(rows: Iterable) -> str:
    """Of everything that the rows say, but for the batch and the order."""
    said = sorted(
        repr(
            [
                (field.attname, getattr(row, field.attname))
                for field in row._meta.concrete_fields
                if field.name != "batch"
            ]
        )
        for row in rows
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _overwrite_what_is_deleted() -> None:
    """SQLite otherwise leaves the bytes of a deleted row where they were."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def clear_remains() -> None:
    """What deleted rows leave behind goes: versions of rows on PostgreSQL, the log of pages on SQLite. In no transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        cursor.execute("SET statement_timeout = 0")
        try:
            cursor.execute(f"VACUUM {', '.join(model._meta.db_table for model in MIXED)}")
        finally:
            cursor.execute("RESET statement_timeout")
