"""The objects that the sorting guide starts with."""

import csv
from pathlib import Path

from django.db import transaction
from wagtail.search.backends import get_search_backend

from portal.home.models import SortingItem

DATA = Path(__file__).parents[1] / "data" / "sorting.csv"


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
