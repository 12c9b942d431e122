"""What a resident may ask about the own answer, named by the reference of its receipt: a copy, or that it goes."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.ledger.operations import record
from surveys.enums import Layer
from surveys.models import PendingTally, Response, TextCoding
from surveys.operations.tallying import counted, lock_tallies, write
from surveys.permissions import can_serve_rights
from surveys.queries import countable
from surveys.results.classification import row_of


@transaction.atomic
def copy_answer(*, response: Response, reason: str, actor, now: datetime) -> Response:
    """For who asked; that it was read, by whom and why, is on the ledger."""
    _note("answer.copy", response, reason, actor, now)
    return response


@transaction.atomic
def withdraw_answer(*, response: Response, reason: str, actor, now: datetime) -> None:
    """The answer goes, from the tallies too; figures that are published stay as they are."""
    wave = lock_tallies(response.wave)
    change = counted(wave, [row_of(response)])
    if not PendingTally.objects.filter(pk=response.pk).exists():
        write(wave, Layer.RAW, removed=change)
        if Response.objects.filter(countable(), pk=response.pk).exists():
            write(wave, Layer.CLEANED, removed=change)
    TextCoding.objects.filter(wave=wave, response=response.pk).delete()
    wave.files.all().delete()  # made with it in them
    _note("answer.withdraw", response, reason, actor, now)
    response.delete()


def _note(action: str, response: Response, reason: str, actor, now: datetime) -> None:
    if not can_serve_rights(actor):
        raise PermissionDenied
    after = {"reference": response.reference}
    record(actor=actor, now=now, action=action, subject=response.wave, after=after, reason=reason)
