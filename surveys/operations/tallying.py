"""Keeping the tallies in step with the answers."""

import json
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from portal.procedure.taking import lock
from surveys.enums import Layer
from surveys.models import CellTally, Flag, Response, Wave
from surveys.queries import UNCOUNTED, countable, counts_in, tally_of
from surveys.results.classification import ROW, Row, counted_measures, counts_of, measure_subject, rows_of
from surveys.tallies import Cell, Key, by_cell, fold

BATCH = 5_000
SETTLED = {
    "postgresql": "DELETE FROM surveys_pendingtally WHERE response_id = ANY(%s)",
    "sqlite": "DELETE FROM surveys_pendingtally WHERE response_id IN (SELECT value FROM json_each(%s))",
}


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
    fresh = Response.objects.filter(wave=wave, pending__isnull=False).order_by("pk")[:BATCH]
    is_doubtful = Exists(Flag.objects.filter(response=OuterRef("pk"), state__in=UNCOUNTED))
    pending = list(fresh.values_list("pk", is_doubtful, *ROW))
    if not pending:
        return 0
    raw = counted(wave, (Row(*row) for _, _, *row in pending))
    doubtful = counted(wave, (Row(*row) for _, is_flagged, *row in pending if is_flagged))
    write(wave, Layer.RAW, added=raw)
    write(wave, Layer.CLEANED, added=raw - doubtful)
    _settle([pk for pk, *_ in pending])
    return len(pending)


def _settle(keys: list[UUID]) -> None:
    """They wait no longer. One parameter for all: writing thousands of them out takes longer than the deletion."""
    keys_given = keys if connection.vendor == "postgresql" else json.dumps([key.hex for key in keys])
    with connection.cursor() as cursor:
        cursor.execute(SETTLED[connection.vendor], [keys_given])


def counted(wave: Wave, rows: Iterable[Row]) -> Counter[Key]:
    questionnaire = wave.version.questionnaire
    return counts_of(rows, questionnaire, counted_measures(questionnaire.code))


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
    rows = Response.objects.filter(wave=wave, pending__isnull=True)
    if layer == Layer.CLEANED:
        rows = rows.filter(countable())
    return counted(wave, rows_of(rows))


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
