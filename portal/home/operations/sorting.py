"""The objects that the sorting guide starts with, and what it is asked for in vain."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import F

from portal.clock import DISTRICT
from portal.home.models.sorting import SortingItem, UnknownObject
from portal.home.phrases import essence

DATA = Path(__file__).parents[1] / "data"
# A word that is longer, or holds a number or an address, may say who asked.
WORD = re.compile(r"[^\W\d_@]{2,20}")
KEPT = timedelta(weeks=26)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def shipped_items() -> Iterator[dict[str, str]]:
    """One row an object; what has no words of its own says those of its kind."""
    yield from _rows("sorting.csv")
    kinds = {row.pop("kind"): row for row in _rows("sorting_kinds.csv")}
    for row in _rows("sorting_objects.csv"):
        yield kinds[row.pop("kind")] | {name: value for name, value in row.items() if value}


@transaction.atomic
def load_sorting_items() -> int:
    """Bring in the objects that the guide starts with; what editors keep stays. Returns how many are new."""
    for item in SortingItem.objects.filter(known_as=""):
        item.save()  # it was kept before its names were
    held = set(SortingItem.objects.values_list("name", flat=True))
    made = [SortingItem(**row) for row in shipped_items() if row["name"] not in held]
    for item in made:
        item.known_as = item.all_names()
    return len(SortingItem.objects.bulk_create(made))


def count_unknown(*, word: str, now: datetime) -> None:
    """Once more asked for in vain; a page that was answered does not fail because its count could not be kept."""
    word = essence(word)
    if not WORD.fullmatch(word):
        return
    day = now.astimezone(DISTRICT).date()
    with suppress(DatabaseError), transaction.atomic():
        row, _made = UnknownObject.objects.get_or_create(word=word, week=day - timedelta(days=day.weekday()))
        UnknownObject.objects.filter(pk=row.pk).update(times=F("times") + 1)


def forget_unknown(*, now: datetime) -> int:
    """After half a year nobody asks what was missing then."""
    return UnknownObject.objects.filter(week__lt=now.astimezone(DISTRICT).date() - KEPT).delete()[0]
