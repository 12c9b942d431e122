"""Taking files in, and letting them go."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from portal import stores
from portal.evidence import intake
from portal.evidence.child.limits import MEGABYTE, Limits
from portal.evidence.enums import Refusal
from portal.evidence.errors import QuotaExceededError, RefusedFileError
from portal.evidence.intake import CleanFile
from portal.evidence.models import StoredFile
from portal.evidence.queries import unlinked, used_bytes

logger = logging.getLogger(__name__)
GRACE = timedelta(hours=24)


def clean_upload(upload: UploadedFile, *, pictures_only: bool = False) -> CleanFile:
    """An uploaded file after intake; slow, so call it outside of a transaction (the form field does)."""
    limits = Limits(file_bytes=settings.PORTAL_UPLOAD_LIMIT)
    if upload.size is not None and upload.size > limits.file_bytes:
        raise RefusedFileError(Refusal.TOO_LARGE, limit=limits.file_bytes // MEGABYTE)
    upload.seek(0)
    clean = intake.clean_image if pictures_only else intake.clean
    return clean(upload.read(), name=upload.name or "", limits=limits)


def take_in(*, upload: UploadedFile | CleanFile, owner, now: datetime) -> StoredFile:
    """Keep a file for its owner: in the store first, then as a row, never over the owner's quota.

    A file whose row is rolled back with the caller's transaction is swept away a day later.
    """
    clean = upload if isinstance(upload, CleanFile) else clean_upload(upload)
    stored = StoredFile(
        owner=owner,
        size=clean.size,
        original_size=len(clean.original),
        stored_sha256=clean.stored_sha256,
        created_at=now,
        **{name: getattr(clean, name) for name in FACTS},
    )
    _check_quota(owner, stored)
    store = stores.evidence()
    try:
        store.put(stored.path, clean.data)
        if clean.original:
            store.put(stored.original_path, clean.original, sealed=True)
        _keep_row(stored)
    except BaseException:
        _remove_files(stored)
        raise
    return stored


def _remove_files(stored: StoredFile) -> None:
    for name in (stored.path, stored.original_path):
        stores.evidence().delete(name)


FACTS = ("kind", "media_type", "name", "sha256", "width", "height", "captured_at", "ai_label")


@transaction.atomic
def _keep_row(stored: StoredFile) -> None:
    # Uploads of one owner queue here, so that together they stay within the quota.
    get_user_model().objects.select_for_update(no_key=True).get(pk=stored.owner_id)
    _check_quota(stored.owner, stored)
    stored.save(force_insert=True)


def _check_quota(owner, stored: StoredFile) -> None:
    if used_bytes(owner) + stored.size + stored.original_size > settings.PORTAL_EVIDENCE_QUOTA:
        raise QuotaExceededError(limit_bytes=settings.PORTAL_EVIDENCE_QUOTA)


def clean_again(*, stored: StoredFile) -> bool:
    """A document that was kept before documents were made anew: the original is sealed, others see the copy.

    Safe to repeat and to be cut off: the original is put away before anything takes its place.
    """
    if stored.is_image or stored.original_size:
        return False
    store = stores.evidence()
    data = store.read(stored.original_path if store.exists(stored.original_path) else stored.path)
    clean = intake.clean(data, name=stored.name, limits=Limits(file_bytes=max(len(data), settings.PORTAL_UPLOAD_LIMIT)))
    store.put(stored.original_path, clean.original, sealed=True)
    store.put(stored.path, clean.data)
    stored.size, stored.stored_sha256, stored.original_size = clean.size, clean.stored_sha256, len(clean.original)
    stored.save(update_fields=["size", "stored_sha256", "original_size"])
    return True


def sweep(*, now: datetime) -> tuple[int, int]:
    """Remove rows that nothing links and files that no row names, both older than a day: how many of each."""
    rows = sum(_let_go(stored) for stored in unlinked(now - GRACE).iterator())
    files, store = 0, stores.evidence()
    for name in list(store.names(untouched_since=(now - GRACE).timestamp())):
        if not _is_named(name):
            store.delete(name)
            files += 1
    return rows, files


def _let_go(stored: StoredFile) -> bool:
    try:
        with transaction.atomic():
            stored.delete()
    except (ProtectedError, IntegrityError):  # linked since it was found
        return False
    transaction.on_commit(lambda: _remove_files(stored), robust=True)
    return True


def _is_named(name: str) -> bool:
    try:
        identity = UUID(hex=name.rsplit("/", 1)[-1].partition(".")[0])
    except ValueError:
        return False
    return StoredFile.objects.filter(public_id=identity).exists()
