"""Paper forms: a batch, two keyings by two people, differences settled, then entered as answers in one piece."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.directory.models import Area
from portal.ledger.operations import record
from surveys.enums import BatchState, Mode, WaveState
from surveys.keying import differences, fields
from surveys.models import Keying, PaperBatch, Wave
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.permissions import can_assist
from surveys.queries import keyed_pairs

FIRST, SECOND, SETTLED = 1, 2, 0
ON_PAPER = Arrival(mode=Mode.PAPER, entered_by_staff=True)
Answers = Mapping[str, list[str]]


class PaperError(Exception):
    """Why a batch cannot take this step."""


@dataclass(frozen=True)
class Stack:
    area: Area
    label: str
    sheets: int


@transaction.atomic
def add_batch(*, wave: Wave, stack: Stack, actor, now: datetime) -> PaperBatch:
    if not can_assist(actor, stack.area):
        raise PermissionDenied
    if wave.state != WaveState.OPEN:
        raise PaperError("wave_is_not_open")
    if ON_PAPER.refusal(wave):
        raise PaperError("by_invitation_only")
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
            raise PaperError("sheet_is_keyed")
        try:
            with transaction.atomic():
                return Keying.objects.create(batch=batch, sheet=sheet, turn=turn, answers=dict(answers), keyed_by=actor)
        except IntegrityError as error:
            raise PaperError("another_person_keys_again") from error


@transaction.atomic
def settle_sheet(*, batch: PaperBatch, sheet: int, answers: Answers, actor, now: datetime) -> None:
    """What the paper says where two keyings differ, by somebody who holds it in the hand."""
    batch = _lock(batch, actor)
    pair = keyed_pairs(batch).get(sheet)
    if pair is None or not differences(pair.first, pair.second):
        raise PaperError("nothing_differs")
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
        raise PaperError("sheets_are_missing")
    if any(pair.is_open for pair in pairs.values()):
        raise PaperError("differences_are_open")
    filled = {number: pair.true for number, pair in pairs.items() if pair.true}
    for number, answers in sorted(filled.items()):
        sheet = Sheet(f"paper-{batch.public_id}-{number}", answers)
        take_answer(wave=batch.wave, sheet=sheet, arrival=ON_PAPER, actor=actor, now=now)
    batch.state, batch.answers_entered = BatchState.ENTERED, len(filled)
    batch.fields_keyed = sum(fields(pair.first, pair.second) for pair in pairs.values())
    batch.fields_differing = sum(len(differences(pair.first, pair.second)) for pair in pairs.values())
    batch.save(update_fields=["state", "answers_entered", "fields_keyed", "fields_differing"])
    batch.keyings.all().delete()
    after = {"answers": len(filled), "fields": batch.fields_keyed, "differing": batch.fields_differing}
    record(actor=actor, now=now, action="paper.enter", subject=batch, after=after)
    return len(filled)


def _lock(batch: PaperBatch, actor) -> PaperBatch:
    rows = PaperBatch.objects.select_for_update(of=("self",)).select_related("area", "wave__version")
    batch = rows.get(pk=batch.pk)
    if not can_assist(actor, batch.area):
        raise PermissionDenied
    if batch.state != BatchState.KEYING:
        raise PaperError("batch_is_entered")
    if batch.wave.state != WaveState.OPEN:
        raise PaperError("wave_is_not_open")
    if ON_PAPER.refusal(batch.wave):
        raise PaperError("by_invitation_only")
    return batch
