"""Which object goes where: what a visitor's words find, and all of it by kind."""

import csv
from itertools import groupby
from pathlib import Path

from django.db import transaction
from wagtail.search.backends import get_search_backend

from portal.home.models.sorting import Bin, SortingItem
from portal.home.phrases import essence
from portal.text import folded_text

DATA = Path(__file__).parent / "data" / "sorting.csv"
MOST = 20


def items_by_bin() -> list[tuple[Bin, list[SortingItem]]]:
    """All objects, kind by kind in the order of Bin."""
    order = {kind.value: place for place, kind in enumerate(Bin)}
    items = sorted(SortingItem.objects.all(), key=lambda item: (order[item.bin], item.pk))
    return [(Bin(kind), list(group)) for kind, group in groupby(items, key=lambda item: item.bin)]


def found_items(query: str) -> list[SortingItem]:
    """Objects that fit all words of the query, or else some; exact names first."""
    words = essence(query)
    engine = get_search_backend()
    found = list(engine.search(words, SortingItem)[:MOST])
    if not found:
        found = list(engine.search(words, SortingItem, operator="or")[:MOST])
    return sorted(found, key=lambda item: _distance(item, words))


def _distance(item: SortingItem, words: str) -> tuple[int, int]:
    """How far an object's names are from the words; ties by length of the name."""
    names = [folded_text(name) for name in (item.name, item.name_en, *item.aliases.split())]
    asked = folded_text(words)
    if asked in names:
        place = 0 if asked == names[0] else 1
    elif any(name.startswith(asked) or asked.startswith(name) for name in names):
        place = 2
    else:
        place = 3 if any(asked in name or name in asked for name in names) else 4
    return place, len(item.name)


@transaction.atomic
def load_sorting_items() -> int:
    """Bring in the objects that the guide starts with; what editors keep stays. Returns how many are new."""
    held = set(SortingItem.objects.values_list("name", flat=True))
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["name"] not in held]
    made = SortingItem.objects.bulk_create(SortingItem(**row) for row in rows)
    # Rows made in one go send no word to the index.
    get_search_backend().add_bulk(SortingItem, made)
    return len(made)
