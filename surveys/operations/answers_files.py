"""A file of answers that takes its time: asked for, made by whoever works in the background, kept for hours."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from surveys.models import AnswersFile, Wave
from surveys.models.answers_file import KEPT
from surveys.permissions import can_export

LONGEST = timedelta(minutes=20)  # whoever was at it that long ago is no more
EVERY = 500  # rows between two looks at the bar
Row = TypeVar("Row")


@transaction.atomic
def ask_for_file(
    *, wave: Wave, ending: str, language: str, reason: str, actor, now: datetime
) -> tuple[AnswersFile, bool]:
    """The file, and whether it is a new one: who asks twice has one file under way."""
    if not can_export(actor, wave):
        raise PermissionDenied
    own = wave.files.filter(asked_by=actor, ending=ending, language=language)
    waiting = own.filter(still_expected(now), made_at=None).defer("content").first()
    if waiting:
        return waiting, False
    own.delete()
    asked = {"ending": ending, "language": language, "reason": reason, "rows": wave.responses.count()}
    return AnswersFile.objects.create(wave=wave, asked_by=actor, asked_at=now, **asked), True


def still_expected(now: datetime) -> Q:
    """Made or yet to be made, and not too old."""
    lost = Q(has_failed=True) | Q(made_at=None, begun_at__lte=now - LONGEST)
    return Q(asked_at__gt=now - KEPT) & ~lost


def own_files(*, wave: Wave, actor, now: datetime) -> QuerySet[AnswersFile]:
    """What this person may still fetch or wait for, and what came to nothing; of nobody else."""
    return wave.files.filter(asked_by=actor, asked_at__gt=now - KEPT).defer("content")


def begin_file(*, pk: int, now: datetime) -> AnswersFile | None:
    """Taken by one worker; None where another has it or nobody waits for it any more."""
    free = AnswersFile.objects.filter(pk=pk, begun_at=None, has_failed=False, asked_at__gt=now - KEPT)
    if not free.order_by().update(begun_at=now):
        return None
    return AnswersFile.objects.select_related("wave__survey", "wave__version", "asked_by").get(pk=pk)


def noted(file: AnswersFile, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; how many have passed is told as they pass."""
    number = 0
    for number, row in enumerate(rows, 1):
        if number % EVERY == 0:
            AnswersFile.objects.filter(pk=file.pk).update(done=number)
        yield row
    AnswersFile.objects.filter(pk=file.pk).update(done=number, rows=number)


def keep_file(*, pk: int, content: bytes, now: datetime) -> None:
    AnswersFile.objects.filter(pk=pk).update(content=content, made_at=now)


def give_up_file(*, pk: int) -> None:
    AnswersFile.objects.filter(pk=pk).update(has_failed=True)


def forget_files(*, now: datetime) -> int:
    """Nobody can fetch them any more."""
    return AnswersFile.objects.filter(asked_at__lte=now - KEPT).delete()[0]
