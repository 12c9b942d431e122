"""Opening and closing a wave."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.procedure.deadlines import day_of
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock, take
from surveys.enums import Admission, StatutoryCheck, WaveState, WaveStep
from surveys.models import QuestionnaireVersion, Survey, Wave
from surveys.notifications import tell_closed
from surveys.operations.flags import flag_at_close
from surveys.operations.numbers import erase_numbers
from surveys.permissions import can_close_wave, can_open_wave
from surveys.queries import is_replied_to
from surveys.workflow import WAVES


@transaction.atomic
def set_admission(*, wave: Wave, admission: Admission, reason: str, actor, now: datetime) -> Wave:
    """Who may answer: said before the wave opens, with a reason, and fixed from then on."""
    wave = lock(wave)
    return take(
        wave,
        WAVES,
        WaveStep.ADMIT,
        actor=actor,
        now=now,
        can=can_open_wave(actor, wave),
        reason=reason.strip(),
        values={"admission": admission},
        snapshot=lambda wave: {"admission": wave.admission},
        check=_check_invitations,
    )


def _check_invitations(wave: Wave) -> None:
    if wave.admission == Admission.OPEN and wave.invitations.exists():
        words = _("Invitations were made for this wave: it can no longer be open to all in one pool.")
        raise Refused(Kind.UNFIT, words, field="admission")


@transaction.atomic
def open_wave(*, wave: Wave, actor, now: datetime, reason: str = "") -> Wave:
    """From now on the version is frozen. Without a reply to the last wave a recorded reason is needed."""
    wave = lock(wave, "survey")
    if not can_open_wave(actor, wave):
        raise PermissionDenied
    gaps = _opening_gaps(wave, now)
    version = version_to_ask(wave)
    if not reason and _is_unanswered(wave):
        words = _(
            "What residents named in the last wave of this survey is not answered yet. Answer each concern, or state a reason."
        )
        raise Refused(Kind.UNFIT, words, field="reason")
    version.first_opened_at = version.first_opened_at or now
    version.save(update_fields=["first_opened_at"])
    privacy = wave.survey.privacy_version
    return take(
        wave,
        WAVES,
        WaveStep.OPEN,
        actor=actor,
        now=now,
        can=True,
        reason=reason,
        values={"version": version, "privacy_version": privacy, "promises": wave.survey.promises},
        facts={
            "admission": wave.admission,
            "questionnaire": version.content_hash,
            "privacy": privacy,
            "promises": wave.survey.promises,
            "missing": list(gaps),
            **({"pilot": True} if wave.is_pilot else {}),
        },
    )


def _opening_gaps(wave: Wave, now: datetime) -> tuple[str, ...]:
    if wave.closes_at <= now:
        raise Refused(Kind.UNFIT, _("The window of this wave is already past."), field="closes_at")
    if Wave.objects.filter(survey=wave.survey, state=WaveState.OPEN).exists():
        raise Refused(Kind.UNFIT, _("Another wave of this survey is open."))
    gaps = tuple(wave.survey.statutory_gaps(day_of(now)))
    if gaps and wave.survey.statutory_check == StatutoryCheck.BLOCK:
        marks = _(", ").join(str(Survey._meta.get_field(name).verbose_name) for name in gaps)
        words = _("The form lacks marks that the Statistics Law asks for: %(marks)s.") % {"marks": marks}
        raise Refused(Kind.UNFIT, words, items=gaps)
    return gaps


def version_to_ask(wave: Wave) -> QuestionnaireVersion:
    """What the wave asks, or the newest version of its questionnaire, held. Refused where there is none."""
    versions = QuestionnaireVersion.objects.select_for_update().filter(code=wave.survey.questionnaire_code)
    version = versions.filter(pk=wave.version_id).first() or versions.order_by("-number").first()
    if version is None:
        raise Refused(Kind.UNFIT, _("There is no questionnaire of this name."))
    return version


def _is_unanswered(wave: Wave) -> bool:
    last = wave.survey.waves.real().filter(state=WaveState.CLOSED).order_by("-number").first()
    return last is not None and not is_replied_to(last)


@transaction.atomic
def move_end(*, wave: Wave, closes_at: datetime, reason: str, actor, now: datetime) -> Wave:
    """Announce another end while answers come in; the reason is on record and stands with the results."""
    wave = lock(wave)
    if closes_at <= max(now, wave.opens_at):
        raise Refused(Kind.UNFIT, _("The new end is already past. To end now, close the wave."), field="closes_at")
    before = wave.closes_at
    return take(
        wave,
        WAVES,
        WaveStep.MOVE,
        actor=actor,
        now=now,
        can=can_close_wave(actor, wave),
        reason=reason.strip(),
        values={"closes_at": closes_at, "moves": _moves(wave, closes_at, reason.strip(), now)},
        facts={"closes_at": closes_at.isoformat(), "instead_of": before.isoformat()},
    )


def _moves(wave: Wave, closes_at: datetime, reason: str, now: datetime) -> list[dict]:
    """The changes of the announced end, this one the last."""
    if closes_at == wave.closes_at:
        return wave.moves
    ends = {"from": wave.closes_at.isoformat(), "to": closes_at.isoformat()}
    return [*wave.moves, {"on": day_of(now).isoformat(), **ends, "reason": reason}]


@transaction.atomic
def close_wave(*, wave: Wave, actor, now: datetime, reason: str = "") -> Wave:
    wave = lock(wave)
    can = can_close_wave(actor, wave)
    if can and now < wave.closes_at and not reason:
        raise Refused(Kind.UNFIT, _("Closing before the announced end needs a reason."), field="reason")
    return take(
        wave,
        WAVES,
        WaveStep.CLOSE,
        actor=actor,
        now=now,
        can=can,
        reason=reason,
        values={"closes_at": min(wave.closes_at, now), "moves": _moves(wave, min(wave.closes_at, now), reason, now)},
        beside=lambda wave: _end_fieldwork(wave, actor, now),
        tell=tell_closed,
    )


def _end_fieldwork(wave: Wave, actor, now: datetime) -> None:
    flag_at_close(wave=wave)
    erase_numbers(wave=wave, actor=actor, now=now)
