"""Who took which data file: files leave the portal, so that is on record."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from portal.ledger.operations import record
from surveys.models import Wave
from surveys.permissions import can_take_counts, can_take_rows

COUNTS = "counts"


def note_export(*, wave: Wave, table: str, form: str, actor, now: datetime) -> None:
    allowed = can_take_counts if table == COUNTS else can_take_rows
    if not allowed(actor, wave):
        raise PermissionDenied
    record(actor=actor, now=now, action="data.export", subject=wave, after={"table": table, "form": form})
