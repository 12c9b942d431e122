"""Reading what is stored."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from portal import stores
from portal.evidence.models import StoredFile
from portal.health import MEGABYTE, Line, disk_line, files_line

# What an access log of a busy day takes, beside the files that people send.
LOGS_A_DAY = 20 * MEGABYTE
RECENT = timedelta(days=30)


def used_bytes(owner) -> int:
    total = Sum(F("size") + F("original_size"))
    return StoredFile.objects.filter(owner=owner).aggregate(total=total)["total"] or 0


def unlinked(before: datetime) -> QuerySet[StoredFile]:
    """Files that were received before an instant and that no row of any job links."""
    return StoredFile.objects.filter(*(~Exists(rows) for rows in _links()), created_at__lt=before)


def _links() -> list[QuerySet]:
    """For every foreign key that leads here, hidden ones too: the rows that link the outer file."""
    fields = StoredFile._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if field.auto_created and (field.one_to_many or field.one_to_one)]
    return [
        relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}).order_by()
        for relation in relations
        if not relation.concrete
    ]


def damage(stored: StoredFile) -> str:
    """What is wrong with a stored file: missing, size, content, of the copy or the original; empty when it is whole."""
    shown = _damage(stored.path, stored.size, stored.stored_sha256)
    if shown or not stored.original_size:
        return shown
    original = _damage(stored.original_path, stored.original_size, stored.sha256)
    return f"original {original}" if original else ""


def _damage(name: str, size: int, digest: str) -> str:
    try:
        data = stores.evidence().read(name)
    except FileNotFoundError:
        return "missing"
    if len(data) != size:
        return "size"
    return "" if sha256(data).hexdigest() == digest else "content"


def damaged_files(now: datetime) -> Iterator[str]:
    """Files that are recorded and not in the store, of that size and content."""
    for stored in StoredFile.objects.iterator(chunk_size=500):
        if what := damage(stored):
            yield f"file:{stored.public_id}:{what}"


def accounts_over_quota(now: datetime) -> Iterator[str]:
    stored = StoredFile.objects.order_by().values_list("owner__public_id").annotate(total=Sum("size"))
    over = stored.filter(total__gt=settings.PORTAL_EVIDENCE_QUOTA)
    yield from (f"account:{public_id}" for public_id, _total in over)


def health_lines(now: datetime) -> list[Line]:
    """The disk: what is free, and what files and logs take a day by those of the last weeks."""
    recent = StoredFile.objects.filter(created_at__gt=now - RECENT).aggregate(total=Sum("size"))["total"] or 0
    free = shutil.disk_usage(settings.ENV.var_dir if settings.ENV.var_dir.exists() else settings.BASE_DIR).free
    return [disk_line(free, settings.PORTAL_DISK_LEAST, recent // RECENT.days + LOGS_A_DAY)]


def store_lines(now: datetime) -> list[Line]:
    """Whether the store answers; a folder is asked for with the disk."""
    try:
        if ask := getattr(stores.evidence(), "answers", None):
            ask()
    except OSError as fault:
        return [files_line(str(fault))]
    return [files_line("")]
