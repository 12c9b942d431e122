"""How the portal stands: facts from the database and the disk, made into lines."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min
from django_tasks_db.models import DBTaskResult

from portal import health
from portal.clock import DISTRICT
from portal.health import Line, State
from portal.ledger.queries import checks
from portal.manifests import declared
from portal.upkeep.models import DutyRecord
from portal.upkeep.queries.duties import duties, every_duty

PROBE = "upkeep-probe"
# Made by the machine's own timer and not by the worker; the record says of it to all nodes when it went well.
BACKUP = "backup"


def database_lines(now: datetime) -> list[Line]:
    """Everything that the database knows; the first line says that it answers."""
    records = {record.name: record for record in DutyRecord.objects.all()}
    return [
        Line("database"),
        queue_line(now),
        _worker_line(records, now),
        *_duty_lines(records, now),
        backup_line(records, now),
        *_check_lines(now),
        *_declared_lines("database", now),
    ]


def queue_line(now: datetime) -> Line:
    """The queue writes its times by the machine's clock, not by the portal's."""
    found = DBTaskResult.objects.ready().order_by().aggregate(count=Count("pk"), oldest=Min("enqueued_at"))
    return health.waiting_line("queue", found["oldest"], found["count"], datetime.now(UTC))


def backup_line(records: dict[str, DutyRecord], now: datetime) -> Line:
    since = min((record.known_at for record in records.values() if record.name != BACKUP), default=now)
    return health.backup_line(last_backup(records.get(BACKUP)), since, now)


def last_backup(noted: DutyRecord | None) -> datetime | None:
    """When the last one was finished, on this machine or on another (note_backup)."""
    return max(filter(None, (noted and noted.succeeded_at, backup_here())), default=None)


def backup_here() -> datetime | None:
    """As the backup itself wrote down on this disk; nothing where it wrote nothing that holds."""
    try:
        finished = datetime.fromisoformat(json.loads(settings.PORTAL_BACKUP_MARK.read_text())["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return finished if finished.tzinfo else finished.replace(tzinfo=DISTRICT)


def cache_lines(now: datetime) -> list[Line]:
    """Whether what is put into the shared cache comes back; and what is counted there."""
    cache.set(PROBE, now.isoformat(), 60)
    kept = cache.get(PROBE)
    found = Line("cache") if kept else Line("cache", State.FAILING, "forgets", alarm=True)
    return [found, *_declared_lines("cache", now)]


def _worker_line(records: dict[str, DutyRecord], now: datetime) -> Line:
    """Silent where none of its duties was begun for a while; before the first, since it was first looked for."""
    known = [records[duty.name] for duty in duties() if duty.name in records]
    return health.worker_line(max((record.started_at or record.known_at for record in known), default=now), now)


def _duty_lines(records: dict[str, DutyRecord], now: datetime) -> Iterator[Line]:
    for duty in every_duty():
        if record := records.get(duty.name):
            yield health.duty_line(duty.name, record.failures, now - record.due_at, duty.rhythm.period)


def _check_lines(now: datetime) -> Iterator[Line]:
    for name, check in checks().items():
        yield health.check_line(name, check.checked_at if check else None, check.count if check else 0, now)


def _declared_lines(source: str, now: datetime) -> Iterator[Line]:
    for said in declared("health"):
        if said.ask and said.source == source:
            yield from said.ask(now)


def files_lines(now: datetime) -> list[Line]:
    return list(_declared_lines("files", now))


Source = Callable[[datetime], Sequence[Line]]
# Each is asked in a thread of its own: one that hangs keeps no other from answering.
SOURCES: dict[str, Source] = {"database": database_lines, "cache": cache_lines, "files": files_lines}


def unsound_database(now: datetime) -> Iterator[str]:
    """What SQLite finds wrong in its own file."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        said = [line for (line,) in cursor.execute("PRAGMA quick_check").fetchall()]
    yield from (f"database:{line}" for line in said if line != "ok")
