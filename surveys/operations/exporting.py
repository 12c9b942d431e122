"""Who took the answers of a wave away as a file stands in the ledger."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.ledger.operations import record
from surveys.models import Wave
from surveys.permissions import can_export


@transaction.atomic
def note_export(*, wave: Wave, form: str, actor, now: datetime) -> None:
    """Before the file is made: an export that nobody noted does not happen."""
    if not can_export(actor, wave):
        raise PermissionDenied
    record(actor=actor, now=now, action="wave.export", subject=wave, after={"form": form})
