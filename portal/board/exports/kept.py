"""Open data that is made once a change and kept for all nodes: the tables, and the package of all of them.

Whatever changes a figure, a plan or a note leaves an entry on the ledger in the same transaction, so the newest entry
names the state that was read; the newest figures and notes are asked besides. What says "today" changes with the day; an
hour bounds all else.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max

from portal.board.exports.tables import tables_of
from portal.board.models import Observation, ProgressNote
from portal.directory.models import Plan
from portal.ledger.queries import head
from portal.version import in_full

SECONDS = 60 * 60


def made_once(name: str, today, make: Callable[[], Any]) -> Any:
    state = sha256(repr((name, today, in_full(), *_newest())).encode()).hexdigest()
    key = f"board-open-data:{state}"
    kept = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, SECONDS)
    return kept


def _newest() -> Iterator[Any]:
    entry = head()
    yield entry.sequence if entry else 0
    for model in (Observation, ProgressNote):
        yield model.objects.order_by().aggregate(Count("pk"), Max("pk"), Max("approved_at"))


def records_of(plan: Plan, table: str, today) -> list[dict]:
    return made_once(f"{plan.pk}:{table}", today, tables_of(plan, today)[table])
