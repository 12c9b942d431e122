"""A person decides whether a flagged answer counts."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take
from surveys.enums import FlagKind, FlagState, FlagStep, Layer
from surveys.models import Flag, PendingTally, Response, Wave
from surveys.operations.tallying import counted, lock_tallies, write
from surveys.permissions import can_decide_flag
from surveys.quality import farmed_codes, repeated_texts
from surveys.queries import countable
from surveys.results.classification import row_of, rows_of
from surveys.workflow import FLAG_DECISION, FLAGS, REASON

STEPS = {FLAGS[step].target: step for step in FlagStep}


@transaction.atomic
def decide_flag(*, flag: Flag, state: FlagState, reason: str, actor, now: datetime) -> Flag:
    wave = lock_tallies(Wave.objects.get(responses__flags=flag))
    flag = lock(flag, "response")
    if state not in STEPS:
        raise Refused(Kind.UNFIT, REASON["reason"], field="state")
    counts_before = _counts(flag.response)
    return take(
        flag,
        FLAGS,
        STEPS[state],
        actor=actor,
        now=now,
        can=can_decide_flag(actor, flag),
        reason=reason.strip(),
        values=FLAG_DECISION.signed(actor, now, reason),
        snapshot=lambda flag: {"flag": str(flag.pk), "state": flag.state},
        about=wave,
        beside=lambda flag: _follow(wave, flag.response, counts_before),
    )


def _counts(response: Response) -> bool:
    return Response.objects.filter(countable(), pk=response.pk).exists()


def _follow(wave: Wave, response: Response, counted_before: bool) -> None:
    """Take a folded answer out of the cleaned tallies, or put it in."""
    counts_now = _counts(response)
    if counts_now == counted_before or PendingTally.objects.filter(pk=response.pk).exists():
        return
    change = counted(wave, [row_of(response)])
    write(wave, Layer.CLEANED, **({"added": change} if counts_now else {"removed": change}))


@transaction.atomic
def flag_at_close(*, wave: Wave) -> int:
    """Signs that only all answers together show; how many answers got one."""
    wave = lock_tallies(wave)
    return _flag(wave, _of_farmed_codes(wave), FlagKind.CODE_FARMED) + _flag(wave, _repeated(wave), FlagKind.DUPLICATE)


def _of_farmed_codes(wave: Wave) -> QuerySet[Response]:
    """Every answer of a code that brings far more than its fellows."""
    by_place = Response.objects.filter(wave=wave, place__isnull=False).values_list("place").annotate(Count("pk"))
    farmed = farmed_codes({str(place): count for place, count in by_place})
    return Response.objects.filter(wave=wave, place__in=[int(name) for name in farmed])


def _repeated(wave: Wave) -> QuerySet[Response]:
    """Every answer that says in the same words what another says."""
    found: set[str] = set()
    for item in wave.version.questionnaire.questions:
        if item.kind.is_words:
            rows = Response.objects.filter(wave=wave, answers__has_key=item.id).values_list("pk", "answers")
            found.update(repeated_texts({str(key): answers[item.id][0] for key, answers in rows.iterator()}))
    return Response.objects.filter(pk__in=found)


def _flag(wave: Wave, suspects: QuerySet[Response], kind: FlagKind) -> int:
    rows = suspects.exclude(flags__kind=kind).select_related("place")
    flagged = list(rows)
    if in_cleaned := counted(wave, rows_of(rows.filter(countable(), pending__isnull=True))):
        write(wave, Layer.CLEANED, removed=in_cleaned)
    Flag.objects.bulk_create((Flag(response=response, kind=kind) for response in flagged), batch_size=1000)
    return len(flagged)
