"""Noting how far a form of a pilot came."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from surveys.models import PilotVisit, Wave
from surveys.permissions import can_answer

MOST = 5_000  # forms a pilot; one needs a few dozen


@dataclass(frozen=True)
class Note:
    word: str
    question: str
    seconds: int
    is_sent: bool


@transaction.atomic
def note_visit(*, wave: Wave, note: Note, actor, now: datetime) -> None:
    """The last note of a form stands, whichever came first; what was sent stays. A wave that is no open pilot notes nothing."""
    if not can_answer(actor):
        raise PermissionDenied
    if not (wave.is_pilot and wave.takes_answers(now)):
        return
    stored = PilotVisit.objects.select_for_update().filter(wave=wave, word=note.word).first()
    if stored is None and wave.visits.count() >= MOST:
        return
    if stored and (stored.is_sent or note.seconds < stored.seconds):
        return
    PilotVisit.objects.update_or_create(
        wave=wave,
        word=note.word,
        defaults={"question": note.question, "seconds": note.seconds, "is_sent": note.is_sent},
    )
