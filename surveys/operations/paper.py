"""Paper forms: a batch, two keyings by two people, differences settled, then entered as answers in one piece."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.directory.models import Area
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take
from surveys.enums import BatchStep, Mode, WaveState
from surveys.keying import fields
from surveys.models import Keying, PaperBatch, Wave
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.permissions import can_assist
from surveys.queries import keyed_pairs
from surveys.workflow import BATCHES

FIRST, SECOND, SETTLED = 1, 2, 0
ON_PAPER = Arrival(mode=Mode.PAPER, entered_by_staff=True)
Answers = Mapping[str, list[str]]


@dataclass(frozen=True)
class Stack:
    area: Area
    label: str
    sheets: int


@transaction.atomic
def add_batch(*, wave: Wave, stack: Stack, actor, now: datetime) -> PaperBatch:
    if not can_assist(actor, stack.area):
        raise PermissionDenied
    _check_wave(wave)
    batch = PaperBatch.objects.create(
        wave=wave, area=stack.area, label=stack.label, sheets=stack.sheets, created_by=actor, created_at=now
    )
    after = {"wave": str(wave.public_id), "area": stack.area.code, "sheets": stack.sheets}
    record(actor=actor, now=now, action="paper.add", subject=batch, after=after)
    return batch


def key_sheet(*, batch: PaperBatch, sheet: int, answers: Answers, actor) -> Keying:
    """The first or the second keying of a sheet, whichever is missing; never both by one person."""
    with transaction.atomic():
        batch = _lock(batch, actor)
        done = set(batch.keyings.filter(sheet=sheet, turn__gt=0).values_list("turn", flat=True))
        turn = next((turn for turn in (FIRST, SECOND) if turn not in done), None)
        if turn is None or not 1 <= sheet <= batch.sheets:
            raise Refused(Kind.UNFIT, _("This sheet has been keyed twice already."))
        try:
            with transaction.atomic():
                return Keying.objects.create(batch=batch, sheet=sheet, turn=turn, answers=dict(answers), keyed_by=actor)
        except IntegrityError as error:
            words = _("You keyed this sheet yourself. Another person keys it the second time.")
            raise Refused(Kind.UNFIT, words) from error


@transaction.atomic
def settle_sheet(*, batch: PaperBatch, sheet: int, answers: Answers, actor, now: datetime) -> None:
    """What the paper says where two keyings differ, by somebody who holds it in the hand."""
    batch = _lock(batch, actor)
    pair = keyed_pairs(batch).get(sheet)
    if pair is None or not pair.differs:
        raise Refused(Kind.UNFIT, _("Nothing differs on this sheet."))
    Keying.objects.update_or_create(
        batch=batch, sheet=sheet, turn=SETTLED, defaults={"answers": dict(answers), "keyed_by": actor}
    )
    record(actor=actor, now=now, action="paper.settle", subject=batch, after={"sheet": sheet})


@transaction.atomic
def enter_batch(*, batch: PaperBatch, actor, now: datetime) -> int:
    """All sheets become answers at once. The keyings go; only how often they differed stays. Returns how many."""
    batch = _lock(batch, actor)
    pairs = keyed_pairs(batch)
    if len(pairs) < batch.sheets:
        raise Refused(Kind.UNFIT, _("Not all sheets have been keyed twice yet."))
    if any(pair.is_open for pair in pairs.values()):
        raise Refused(Kind.UNFIT, _("There are still differences to settle."))
    filled = {number: pair.true for number, pair in pairs.items() if pair.true}
    for number, answers in sorted(filled.items()):
        sheet = Sheet(f"paper-{batch.public_id}-{number}", answers)
        take_answer(wave=batch.wave, sheet=sheet, arrival=ON_PAPER, actor=actor, now=now)
    keyed = {
        "fields_keyed": sum(fields(pair.first, pair.second) for pair in pairs.values()),
        "fields_differing": sum(len(pair.differences) for pair in pairs.values()),
    }
    take(
        batch,
        BATCHES,
        BatchStep.ENTER,
        actor=actor,
        now=now,
        can=can_assist(actor, batch.area),
        values={"answers_entered": len(filled), **keyed},
        facts={"answers": len(filled), "fields": keyed["fields_keyed"], "differing": keyed["fields_differing"]},
        beside=lambda batch: batch.keyings.all().delete(),
    )
    return len(filled)


def _lock(batch: PaperBatch, actor) -> PaperBatch:
    batch = lock(batch, "area", "wave__version")
    if not can_assist(actor, batch.area):
        raise PermissionDenied
    BATCHES.after(BatchStep.ENTER, batch.state)
    _check_wave(batch.wave)
    return batch


def _check_wave(wave: Wave) -> None:
    if wave.state != WaveState.OPEN:
        raise Refused(Kind.UNFIT, _("The wave is not open: nothing can be entered."))
    if ON_PAPER.refusal(wave):
        raise Refused(Kind.UNFIT, _("This survey is by invitation only: nothing is entered for anybody."))
