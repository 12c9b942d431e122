"""Keeping the tallies in step with the answers."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from portal.procedure.taking import lock
from surveys.enums import Layer
from surveys.models import CellTally, PendingTally, Response, Wave
from surveys.queries import countable, counts_in, tally_of
from surveys.results.classification import counted_measures, measure_subject, record_of
from surveys.tallies import Cell, Key, by_cell, fold, tally

BATCH = 5_000


def lock_tallies(wave: Wave) -> Wave:
    """One writer of a wave's tallies at a time; new answers are not held up by it."""
    return lock(wave, "version", no_key=True)


def fold_answers(*, wave: Wave) -> int:
    """Count the answers that came in since. Returns how many."""
    folded = 0
    while portion := _fold_portion(wave):
        folded += portion
    return folded


@transaction.atomic
def _fold_portion(wave: Wave) -> int:
    wave = lock_tallies(wave)
    pending = list(_placed(wave).filter(pending__isnull=False).order_by("pk")[:BATCH])
    if not pending:
        return 0
    keys = [response.pk for response in pending]
    clean = set(Response.objects.filter(countable(), pk__in=keys).values_list("pk", flat=True))
    write(wave, Layer.RAW, added=counted(wave, pending))
    write(wave, Layer.CLEANED, added=counted(wave, [response for response in pending if response.pk in clean]))
    PendingTally.objects.filter(pk__in=keys).delete()
    return len(pending)


def _placed(wave: Wave) -> QuerySet[Response]:
    return Response.objects.filter(wave=wave).select_related("place")


def counted(wave: Wave, responses: Iterable[Response]) -> Counter[Key]:
    questionnaire = wave.version.questionnaire
    asked = counted_measures(questionnaire.code)
    return tally(record_of(response, questionnaire, asked) for response in responses)


def write(wave: Wave, layer: Layer, *, added: Counter[Key] | None = None, removed: Counter[Key] | None = None) -> None:
    """Store what changed of the tallies, nothing else. The wave is locked."""
    touched = {key.cell for key in (*(added or ()), *(removed or ()))}
    held = CellTally.objects.filter(wave=wave, layer=layer)
    before = counts_in(held.filter(place__in={cell.place for cell in touched}))
    after = by_cell(fold(before, added or {}, removed or {}))
    for cell in touched - after.keys():
        held.filter(**cell._asdict()).delete()
    CellTally.objects.bulk_create(
        (CellTally(wave=wave, layer=layer, counts=after[cell], **cell._asdict()) for cell in touched & after.keys()),
        update_conflicts=True,
        unique_fields=["wave", "layer", *Cell._fields],
        update_fields=["counts"],
        batch_size=500,
    )


def full_count(wave: Wave, layer: Layer) -> Counter[Key]:
    """All folded answers counted again from the rows."""
    rows = _placed(wave).filter(pending__isnull=True)
    if layer == Layer.CLEANED:
        rows = rows.filter(countable())
    return counted(wave, rows.iterator(chunk_size=BATCH))


def holds_all(wave: Wave) -> bool:
    """Whether every measure as it is now is among what was counted."""
    wanted = {measure_subject(measure) for measure in counted_measures(wave.version.questionnaire.code)}
    return wanted <= {key.subject for key in tally_of(wave, Layer.RAW)}


@transaction.atomic
def recount(*, wave: Wave) -> dict[Layer, bool]:
    """Count again from the rows and put the tallies right. True: they were right to the bit."""
    wave = lock_tallies(wave)
    right = {}
    for layer in Layer:
        stored, true = tally_of(wave, layer), full_count(wave, layer)
        right[layer] = stored == true
        if not right[layer]:
            write(wave, layer, added=true, removed=stored)
    return right
