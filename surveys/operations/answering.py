"""Taking one answer: one transaction, one row, one reference, however often the request comes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from portal.accounts.models import User
from portal.clock import DISTRICT
from surveys.admission import refusal
from surveys.enums import CallOutcome, Channel, Dimension, Door, FlagKind, Mode, Refusal, Tier, Token, WaveState
from surveys.models import Call, Flag, Interviewed, Invitation, PendingTally, Place, Response, Wave
from surveys.models.response import new_reference
from surveys.permissions import can_answer
from surveys.questionnaire import COMMUNITY

REFERENCE_ATTEMPTS = 5
OPEN_WAVE = "SELECT 1 FROM surveys_wave WHERE id = %s AND state = %s"
# By hand: asked for with every answer, and the ORM takes longer to write the question than the database to answer it.
WHERE = "SELECT (SELECT id FROM directory_area WHERE code = %s), (SELECT id FROM directory_community WHERE code = %s)"
STAFF_DOORS = {Mode.ASSISTED: Door.ASSISTED, Mode.TELEPHONE: Door.TELEPHONE, Mode.PAPER: Door.PAPER}
DOORS = {
    Channel.OPEN: Door.ADDRESS,
    Channel.PLACE: Door.PLACE,
    Channel.UNKNOWN: Door.BROKEN_CODE,
    Channel.INVITATION: Door.INVITATION,
}


class WaveClosedError(Exception):
    """The window is shut."""


class NotAdmittedError(Exception):
    """Who comes so may not answer this wave."""

    def __init__(self, refusal: Refusal):
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True)
class Arrival:
    """How an answer came in."""

    channel: Channel = Channel.OPEN
    mode: Mode = Mode.OWN_PHONE
    place: Place | None = None
    invitation: Invitation | None = None
    entered_by_staff: bool = False  # an officer wrote down what a resident said
    called_by: User | None = None  # who held the telephone
    officer: User | None = None  # whose interviews are counted, of those who ask

    @property
    def door(self) -> Door:
        if self.entered_by_staff:
            return STAFF_DOORS[self.mode]
        return DOORS[self.channel]

    def refusal(self, wave: Wave) -> Refusal | None:
        """Why this wave does not take what comes so; None where it does."""
        return refusal(wave.admission, self.door, self._token(wave))

    def _token(self, wave: Wave) -> Token:
        if self.invitation is None:
            return Token.NONE
        if self.invitation.wave_id != wave.pk:
            return Token.FOREIGN
        return Token.USED if self.invitation.used else Token.FRESH

    @property
    def tier(self) -> Tier:
        if self.invitation:
            return Tier.INVITED
        if self.mode == Mode.PAPER:
            return Tier.OPEN  # nobody saw who filled in the sheet
        if self.entered_by_staff:
            return Tier.ASSISTED
        return Tier.PLACE if self.channel == Channel.PLACE else Tier.OPEN


def at_place(place: Place) -> Arrival:
    """By the signed code that hangs there."""
    return Arrival(Channel.PLACE, place.mode, place)


@dataclass(frozen=True)
class Sheet:
    """One filled-in form: the key it was handed out with, checked answers, signs that nobody read it and what they saw."""

    key: str
    answers: Mapping[str, list[str]]
    signs: Iterable[FlagKind] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    reference: str
    repeated: bool  # the same form had arrived before
    same: bool  # and it said the same


def key_digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def take_answer(*, wave: Wave, sheet: Sheet, arrival: Arrival, actor, now: datetime) -> Receipt:
    """The answers have passed `questionnaire.check` against the version of the wave."""
    if not (can_answer(actor) or arrival.entered_by_staff):
        raise PermissionDenied
    if not _is_open_to(wave, arrival, now):
        return _earlier_or(WaveClosedError(), wave, sheet)
    if refused := arrival.refusal(wave):
        return _earlier_or(NotAdmittedError(refused), wave, sheet)
    row = Response(
        wave=wave,
        version_id=wave.version_id,
        key_digest=key_digest(sheet.key),
        place=arrival.place,
        mode=arrival.mode,
        channel=arrival.channel,
        tier=arrival.tier,
        answers=dict(sheet.answers),
        **_whereabouts(wave, sheet.answers),
    )
    for _ in range(REFERENCE_ATTEMPTS):
        try:
            return _write(row, arrival, sheet, now)
        except IntegrityError:
            earlier = earlier_receipt(wave=wave, sheet=sheet)
            if earlier:
                return earlier
            row.reference = new_reference()
    raise RuntimeError("no free reference")


def earlier_receipt(*, wave: Wave, sheet: Sheet) -> Receipt | None:
    """The receipt of this very form, if it has arrived before."""
    row = Response.objects.filter(wave=wave, key_digest=key_digest(sheet.key)).values("reference", "answers").first()
    return row and Receipt(row["reference"], repeated=True, same=row["answers"] == dict(sheet.answers))


def _earlier_or(error: Exception, wave: Wave, sheet: Sheet) -> Receipt:
    """What was taken and comes again learns its reference, also after the end."""
    earlier = earlier_receipt(wave=wave, sheet=sheet)
    if earlier is None:
        raise error
    return earlier


def _is_open_to(wave: Wave, arrival: Arrival, now: datetime) -> bool:
    """Paper that came in time may be entered until a person closes the wave."""
    return wave.takes_answers(now) or (arrival.mode == Mode.PAPER and wave.state == WaveState.OPEN)


@transaction.atomic
def _write(row: Response, arrival: Arrival, sheet: Sheet, now: datetime) -> Receipt:
    row.save(force_insert=True)
    if not _is_held_open(row.wave_id):
        raise WaveClosedError
    if arrival.invitation:
        unused = Invitation.objects.filter(pk=arrival.invitation.pk, wave=row.wave, used=False)
        if not unused.update(used=True):
            raise NotAdmittedError(Refusal.USED)
    if arrival.called_by:
        day = now.astimezone(DISTRICT).date()
        Call.objects.create(wave=row.wave, day=day, outcome=CallOutcome.COMPLETE, made_by=arrival.called_by)
    PendingTally.objects.create(response=row)
    signs = list(dict.fromkeys(sheet.signs))
    Flag.objects.bulk_create(Flag(response=row, kind=kind, seen=dict(sheet.seen)) for kind in signs)
    if arrival.officer:
        _count_interview(row, arrival, is_doubtful=bool(signs))
    return Receipt(row.reference, repeated=False, same=True)


def _count_interview(row: Response, arrival: Arrival, *, is_doubtful: bool) -> None:
    """How many an officer brought there, and no more: nothing leads from them to this answer."""
    place = arrival.place.code if arrival.place else ""
    whose = {"wave_id": row.wave_id, "officer": arrival.officer, "mode": row.mode, "place": place}
    counted, _made = Interviewed.objects.get_or_create(**whose)
    more = {"answers": F("answers") + 1, "doubtful": F("doubtful") + int(is_doubtful)}
    Interviewed.objects.filter(pk=counted.pk).update(**more)


def _is_held_open(wave_id: int) -> bool:
    """Whether the wave is open, and stays so until this answer is stored: who closes it has done so, or waits.

    Answers do not wait for each other, as they would behind `select_for_update`; SQLite has one writer as it is.
    """
    held = OPEN_WAVE + " FOR KEY SHARE" if connection.features.has_select_for_update else OPEN_WAVE
    with connection.cursor() as cursor:
        cursor.execute(held, [wave_id, WaveState.OPEN.value])
        return cursor.fetchone() is not None


def _whereabouts(wave: Wave, answers: Mapping[str, list[str]]) -> dict:
    """The rows that the stated area and community name; nothing where they are not known."""
    item = wave.version.questionnaire.question_of(Dimension.AREA)
    if item is None:
        return {}
    codes = [answers.get(name, [""])[0] for name in (item.id, item.id + COMMUNITY)]
    with connection.cursor() as cursor:
        cursor.execute(WHERE, codes)
        area, community = cursor.fetchone()
    return {"area_id": area, "community_id": community}
