"""How the portal stands: facts from the database and the disk, made into lines."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Min, Sum
from django_tasks_db.models import DBTaskResult

from portal.accounts.limits import texts_today
from portal.clock import DISTRICT
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import is_known
from portal.evidence.models import StoredFile
from portal.inbox.enums import State as MessageState
from portal.inbox.models import OutgoingMessage
from portal.inbox.queries import undelivered
from portal.ledger.queries import checks
from portal.upkeep import lines
from portal.upkeep.duties import duties, every_duty
from portal.upkeep.lines import Line
from portal.upkeep.models import DutyRecord

NOVEMBER = 11
# What an access log of a busy day takes, beside the files that people send.
LOGS_A_DAY = 20 * lines.MEGABYTE
RECENT = timedelta(days=30)
PROBE = "upkeep-probe"


def database_lines(now: datetime) -> list[Line]:
    """Everything that the database knows; the first line says that it answers."""
    records = {record.name: record for record in DutyRecord.objects.all()}
    return [
        Line("database"),
        queue_line(now),
        outbox_line(now),
        lines.undelivered_line(undelivered().count()),
        _worker_line(records, now),
        *_duty_lines(records, now),
        disk_line(now),
        backup_line(records, now),
        *_check_lines(now),
        _year_line(now),
    ]


def queue_line(now: datetime) -> Line:
    """The queue writes its times by the machine's clock, not by the portal's."""
    found = DBTaskResult.objects.ready().order_by().aggregate(count=Count("pk"), oldest=Min("enqueued_at"))
    return lines.waiting_line("queue", found["oldest"], found["count"], datetime.now(UTC))


def outbox_line(now: datetime) -> Line:
    """Messages whose time has come; those that are tried again have a later one."""
    waiting = OutgoingMessage.objects.filter(state=MessageState.WAITING, due_at__lte=now)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("due_at"))
    return lines.waiting_line("outbox", found["oldest"], found["count"], now)


def disk_line(now: datetime) -> Line:
    recent = StoredFile.objects.filter(created_at__gt=now - RECENT).aggregate(total=Sum("size"))["total"] or 0
    free = shutil.disk_usage(settings.ENV.var_dir if settings.ENV.var_dir.exists() else settings.BASE_DIR).free
    return lines.disk_line(free, settings.PORTAL_DISK_LEAST, recent // RECENT.days + LOGS_A_DAY)


def backup_line(records: dict[str, DutyRecord], now: datetime) -> Line:
    since = min((record.known_at for record in records.values()), default=now)
    return lines.backup_line(last_backup(), since, now)


def last_backup() -> datetime | None:
    """When the last backup was finished, as the backup itself wrote down; nothing where it wrote nothing that holds."""
    try:
        finished = datetime.fromisoformat(json.loads(settings.PORTAL_BACKUP_MARK.read_text())["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return finished if finished.tzinfo else finished.replace(tzinfo=DISTRICT)


def cache_lines(now: datetime) -> list[Line]:
    """Whether what is put into the shared cache comes back; and what is counted there."""
    cache.set(PROBE, now.isoformat(), 60)
    kept = cache.get(PROBE)
    found = Line("cache") if kept else Line("cache", lines.State.FAILING, "forgets", alarm=True)
    return [found, *lines.texts_lines(*texts_today())]


def _worker_line(records: dict[str, DutyRecord], now: datetime) -> Line:
    """Silent where none of its duties was begun for a while; before the first, since it was first looked for."""
    known = [records[duty.name] for duty in duties() if duty.name in records]
    return lines.worker_line(max((record.started_at or record.known_at for record in known), default=now), now)


def _duty_lines(records: dict[str, DutyRecord], now: datetime) -> Iterator[Line]:
    for duty in every_duty():
        if record := records.get(duty.name):
            yield lines.duty_line(duty.name, record.failures, now - record.due_at, duty.rhythm.period)


def _check_lines(now: datetime) -> Iterator[Line]:
    for name, check in checks().items():
        yield lines.check_line(name, check.checked_at if check else None, check.count if check else 0, now)


def _year_line(now: datetime) -> Line:
    today: date = now.astimezone(DISTRICT).date()
    known = is_known(today.year + 1, workday_exceptions())
    return lines.year_line(today.year + 1, is_known=known, is_time=today.month >= NOVEMBER)


Source = Callable[[datetime], Sequence[Line]]
# Each is asked in a thread of its own: one that hangs keeps no other from answering.
SOURCES: dict[str, Source] = {"database": database_lines, "cache": cache_lines}
