"""The objects that the sorting guide starts with, and what it is asked for in vain."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.home.models.sorting import SortingItem, UnknownObject, answer
from portal.home.phrases import essence
from portal.inbox.operations import close_tasks, open_task

DATA = Path(__file__).parents[1] / "data"
# A word that is longer, or holds a number or an address, may say who asked.
WORD = re.compile(r"[^\W\d_@]{2,20}")
KEPT = timedelta(weeks=26)
FEW, MISSING = 5, "sorting:missing"
LACKS = gettext_noop("Add to the sorting guide what was asked for in vain last week (%(count)s): %(words)s")


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


@transaction.atomic
def tell_unknown(*, now: datetime) -> int:
    """What was asked for in vain in the last whole week is one thing to do, as long as it has no answer. How many words."""
    day = now.astimezone(DISTRICT).date()
    week = day - timedelta(days=day.weekday() + 7)
    asked = UnknownObject.objects.filter(week=week, times__gt=0).values_list("word", flat=True)
    words = [word for word in asked if answer(word).item is None]
    if not words:
        close_tasks(subject=MISSING, now=now)
        return 0
    open_task(
        kind="sorting.missing",
        title=LACKS,
        values={"count": len(words), "words": "、".join(words[:FEW])},
        subject=MISSING,
        link=reverse("sorting_unknown:index"),
        due_on=None,
        now=now,
        role=Role.DISTRICT_ADMINISTRATOR,
    )
    return len(words)


def forget_unknown(*, now: datetime) -> int:
    """After half a year nobody asks what was missing then."""
    return UnknownObject.objects.filter(week__lt=now.astimezone(DISTRICT).date() - KEPT).delete()[0]
