"""A person decides whether a flagged answer counts."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from portal.ledger.operations import record
from surveys.enums import FlagKind, FlagState, Kind, Layer
from surveys.models import Flag, PendingTally, Response, Wave
from surveys.operations.tallying import counted, lock, write
from surveys.permissions import can_decide_flag
from surveys.quality import farmed_codes, repeated_texts
from surveys.queries import answers_by_place, countable


class FlagError(Exception):
    """Why a flag cannot be decided so."""


@transaction.atomic
def decide_flag(*, flag: Flag, state: FlagState, reason: str, actor, now: datetime) -> Flag:
    wave = lock(Wave.objects.get(responses__flags=flag))
    flag = Flag.objects.select_for_update(of=("self",)).select_related("response").get(pk=flag.pk)
    if not can_decide_flag(actor, flag):
        raise PermissionDenied
    if state == FlagState.OPEN or not reason.strip():
        raise FlagError("reason_is_missing")
    before, counts_before = flag.state, _counts(flag.response)
    flag.state, flag.reason, flag.decided_by, flag.decided_at = state, reason.strip(), actor, now
    flag.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _follow(wave, flag.response, counts_before)
    record(
        actor=actor,
        now=now,
        action="flag.decide",
        subject=wave,
        before={"flag": str(flag.pk), "state": before},
        after={"flag": str(flag.pk), "state": state},
        reason=flag.reason,
    )
    return flag


def _counts(response: Response) -> bool:
    return Response.objects.filter(countable(), pk=response.pk).exists()


def _follow(wave: Wave, response: Response, counted_before: bool) -> None:
    """Take a folded answer out of the cleaned tallies, or put it in."""
    counts_now = _counts(response)
    if counts_now == counted_before or PendingTally.objects.filter(pk=response.pk).exists():
        return
    change = counted(wave, [response])
    write(wave, Layer.CLEANED, **({"added": change} if counts_now else {"removed": change}))


@transaction.atomic
def flag_at_close(*, wave: Wave) -> int:
    """Signs that only all answers together show; how many answers got one."""
    wave = lock(wave)
    return _flag(wave, _of_farmed_codes(wave), FlagKind.CODE_FARMED) + _flag(wave, _repeated(wave), FlagKind.DUPLICATE)


def _of_farmed_codes(wave: Wave) -> QuerySet[Response]:
    """Every answer of a code that brings far more than its fellows."""
    farmed = farmed_codes({str(place): count for place, count in answers_by_place(wave).items()})
    return Response.objects.filter(wave=wave, place__in=[int(name) for name in farmed])


def _repeated(wave: Wave) -> QuerySet[Response]:
    """Every answer that says in the same words what another says."""
    found: set[str] = set()
    for item in wave.version.questionnaire.questions:
        if item.kind == Kind.TEXT:
            rows = Response.objects.filter(wave=wave, answers__has_key=item.id).values_list("pk", "answers")
            found.update(repeated_texts({str(key): answers[item.id][0] for key, answers in rows.iterator()}))
    return Response.objects.filter(pk__in=found)


def _flag(wave: Wave, suspects: QuerySet[Response], kind: FlagKind) -> int:
    rows = suspects.exclude(flags__kind=kind)
    flagged = list(rows)
    if in_cleaned := list(rows.filter(countable(), pending__isnull=True)):
        write(wave, Layer.CLEANED, removed=counted(wave, in_cleaned))
    Flag.objects.bulk_create((Flag(response=response, kind=kind) for response in flagged), batch_size=1000)
    return len(flagged)
