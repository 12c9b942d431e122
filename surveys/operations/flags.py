"""A person decides whether a flagged answer counts."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take
from surveys.enums import FlagKind, FlagState, FlagStep, Layer
from surveys.models import Flag, PendingTally, Response, Wave
from surveys.operations.tallying import counted, lock_tallies, write
from surveys.permissions import can_decide_flag
from surveys.quality import Vector, farmed_codes, repeated_texts, scripted
from surveys.queries import countable
from surveys.results.classification import row_of, rows_of
from surveys.workflow import FLAG_DECISION, FLAGS, REASON

AT_ONCE = 1_000
STEPS = {FLAGS[step].target: step for step in (FlagStep.KEEP, FlagStep.EXCLUDE)}


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


@transaction.atomic
def decide_flags(*, wave: Wave, flags: Sequence[UUID], state: FlagState, reason: str, actor, now: datetime) -> int:
    """One decision with one reason for many; one entry on the ledger says how many. Returns that number."""
    wave = lock_tallies(wave)
    if state not in STEPS:
        raise Refused(Kind.UNFIT, REASON["reason"], field="state")
    # What was decided so in the meantime stands.
    open_to = Flag.objects.filter(response__wave=wave, pk__in=flags).exclude(state=state)
    signed = FLAG_DECISION.signed(actor, now, reason)
    return _take_many(wave, open_to, STEPS[state], signed, actor=actor, now=now)


@transaction.atomic
def take_back_decision(*, wave: str, decided_at: str, actor, now: datetime) -> int:
    """What this person has just decided on many waits again; the ledger keeps both. Returns how many."""
    held = lock_tallies(Wave.objects.get(public_id=wave))
    rows = Flag.objects.filter(response__wave=held, decided_by=actor, decided_at=datetime.fromisoformat(decided_at))
    unsigned = {"decided_by": None, "decided_at": None, "reason": ""}
    return _take_many(held, rows, FlagStep.REOPEN, unsigned, actor=actor, now=now)


def _take_many(wave: Wave, flags: QuerySet[Flag], step: FlagStep, values, *, actor, now) -> int:
    rows = list(flags.select_for_update(of=("self",)).select_related("response__place", "response__part"))
    if not rows:
        raise Refused(Kind.STALE)
    answers = {row.response_id: row.response for row in rows}
    before = _countable(answers)
    given = {"reason": values["reason"], "values": values, "on_ledger": False}
    for row in rows:
        take(row, FLAGS, step, actor=actor, now=now, can=can_decide_flag(actor, row), **given)
    _follow_many(wave, answers, before)
    kinds = dict(sorted(Counter(row.kind for row in rows).items()))
    after = {"state": FLAGS[step].target, "flags": len(rows), "kinds": kinds}
    record(actor=actor, now=now, action=f"flag.{step}", subject=wave, after=after, reason=values["reason"])
    return len(rows)


def _countable(answers: Mapping[UUID, Response]) -> set[UUID]:
    return set(Response.objects.filter(countable(), pk__in=answers).values_list("pk", flat=True))


def _follow_many(wave: Wave, answers: Mapping[UUID, Response], before: set[UUID]) -> None:
    """Take folded answers out of the cleaned tallies, or put them in."""
    pending = set(PendingTally.objects.filter(pk__in=answers).values_list("pk", flat=True))
    now_countable = _countable(answers)
    added, removed = (
        counted(wave, [row_of(answers[key]) for key in sorted(keys - pending)])
        for keys in (now_countable - before, before - now_countable)
    )
    if added or removed:
        write(wave, Layer.CLEANED, added=added, removed=removed)


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
    found = _alike_and_repeated(wave)
    flagged = sum(_flag(wave, keys, kind) for kind, keys in found.items())
    return flagged + _flag(wave, _of_farmed_codes(wave), FlagKind.CODE_FARMED)


def _alike_and_repeated(wave: Wave) -> dict[FlagKind, list[str]]:
    """Answers that are alike all through far more than is usual, and those that say in their own words what another says."""
    questions = wave.version.questionnaire.questions
    closed = [item.id for item in questions if not item.kind.is_words and item.dimension is None]
    words = [item.id for item in questions if item.kind.is_words]
    vectors: dict[str, Vector] = {}
    groups, texts = {}, defaultdict(dict)
    rows = Response.objects.filter(wave=wave, part=None).values_list("pk", "answers", "place__code", "channel", "mode")
    for key, answers, place, channel, mode in rows.iterator(chunk_size=2000):
        name = str(key)
        vectors[name] = tuple(tuple(answers.get(item, ())) for item in closed)
        groups[name] = f"{place or channel} {mode}"
        for item in words:
            if item in answers:
                texts[item][name] = answers[item][0]
    repeated = {name for said in texts.values() for name in repeated_texts(said, vectors)}
    return {FlagKind.SCRIPTED: scripted(vectors, groups), FlagKind.DUPLICATE: sorted(repeated)}


def _of_farmed_codes(wave: Wave) -> list[str]:
    """Every answer of a code that brings far more than its fellows, and more doubtful ones."""
    at_places = Response.objects.filter(wave=wave, place__isnull=False)
    counts = dict(at_places.values_list("place").annotate(Count("pk")).order_by())
    doubtful = dict(
        at_places.filter(flags__isnull=False).values_list("place").annotate(Count("pk", distinct=True)).order_by()
    )
    named = ({str(place): count for place, count in found.items()} for found in (counts, doubtful))
    farmed = [int(name) for name in farmed_codes(*named)]
    return [str(key) for key in at_places.filter(place__in=farmed).values_list("pk", flat=True)]


def _flag(wave: Wave, suspects: Sequence[str], kind: FlagKind) -> int:
    there = set(Flag.objects.filter(response__wave=wave, kind=kind).values_list("response", flat=True))
    fresh = [key for key in map(UUID, suspects) if key not in there]
    for start in range(0, len(fresh), AT_ONCE):
        some = fresh[start : start + AT_ONCE]
        rows = Response.objects.filter(countable(), pk__in=some, pending__isnull=True)
        if in_cleaned := counted(wave, rows_of(rows)):
            write(wave, Layer.CLEANED, removed=in_cleaned)
        Flag.objects.bulk_create(Flag(response_id=key, kind=kind, seen={"alike": len(suspects)}) for key in some)
    return len(fresh)
