"""Opening and closing a wave, and saying afterwards what was done with it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.clock import DISTRICT
from portal.ledger.operations import record
from surveys.enums import Admission, StatutoryCheck, WaveState
from surveys.models import QuestionnaireVersion, Wave
from surveys.notifications import tell_closed, tell_replied
from surveys.operations.flags import flag_at_close
from surveys.permissions import can_close_wave, can_open_wave, can_reply


class WaveError(Exception):
    """Why a wave cannot take this step: a code, and what is missing."""

    def __init__(self, code: str, details: tuple[str, ...] = ()):
        super().__init__(code, *details)
        self.code = code
        self.details = details


@transaction.atomic
def set_admission(*, wave: Wave, admission: Admission, reason: str, actor, now: datetime) -> Wave:
    """Who may answer: said before the wave opens, with a reason, and fixed from then on."""
    wave = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    if not can_open_wave(actor, wave):
        raise PermissionDenied
    if not reason.strip():
        raise WaveError("reason_is_missing")
    if admission == Admission.OPEN and wave.invitations.exists():
        raise WaveError("invitations_are_out")
    before, wave.admission = wave.admission, admission
    wave.save(update_fields=["admission"])
    record(
        actor=actor,
        now=now,
        action="wave.admission",
        subject=wave,
        before={"admission": before},
        after={"admission": wave.admission},
        reason=reason.strip(),
    )
    return wave


@transaction.atomic
def open_wave(*, wave: Wave, actor, now: datetime, reason: str = "") -> Wave:
    """From now on the version is frozen. Without a reply to the last wave a recorded reason is needed."""
    wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave.pk)
    if not can_open_wave(actor, wave):
        raise PermissionDenied
    gaps = _opening_gaps(wave, now)
    version = _version(wave)
    if not reason and _is_unanswered(wave):
        raise WaveError("last_wave_without_reply")
    version.first_opened_at = version.first_opened_at or now
    version.save(update_fields=["first_opened_at"])
    wave.version, wave.state, wave.privacy_version = version, WaveState.OPEN, wave.survey.privacy_version
    wave.save(update_fields=["version", "state", "privacy_version"])
    after = {
        "state": wave.state,
        "admission": wave.admission,
        "questionnaire": version.content_hash,
        "privacy": wave.privacy_version,
        "missing": list(gaps),
    }
    record(
        actor=actor,
        now=now,
        action="wave.open",
        subject=wave,
        before={"state": WaveState.PLANNED},
        after=after,
        reason=reason,
    )
    return wave


def _opening_gaps(wave: Wave, now: datetime) -> tuple[str, ...]:
    if wave.closes_at <= now:
        raise WaveError("window_is_past")
    if Wave.objects.filter(survey=wave.survey, state=WaveState.OPEN).exists():
        raise WaveError("another_wave_is_open")
    gaps = tuple(wave.survey.statutory_gaps(now.astimezone(DISTRICT).date()))
    if gaps and wave.survey.statutory_check == StatutoryCheck.BLOCK:
        raise WaveError("statutory_marks_missing", gaps)
    return gaps


def _version(wave: Wave) -> QuestionnaireVersion:
    versions = QuestionnaireVersion.objects.select_for_update().filter(code=wave.survey.questionnaire_code)
    version = versions.filter(pk=wave.version_id).first() or versions.order_by("-number").first()
    if version is None:
        raise WaveError("no_questionnaire")
    return version


def _is_unanswered(wave: Wave) -> bool:
    last = wave.survey.waves.filter(state=WaveState.CLOSED).order_by("-number").first()
    return last is not None and last.replied_on is None


@transaction.atomic
def close_wave(*, wave: Wave, actor, now: datetime, reason: str = "") -> Wave:
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if not can_close_wave(actor, wave):
        raise PermissionDenied
    if now < wave.closes_at and not reason:
        raise WaveError("closing_early_needs_a_reason")
    wave.state = WaveState.CLOSED
    wave.closes_at = min(wave.closes_at, now)
    wave.save(update_fields=["state", "closes_at"])
    flag_at_close(wave=wave)
    tell_closed(wave=wave, now=now)
    record(
        actor=actor,
        now=now,
        action="wave.close",
        subject=wave,
        before={"state": WaveState.OPEN},
        after={"state": wave.state},
        reason=reason,
    )
    return wave


@transaction.atomic
def publish_reply(*, wave: Wave, reply: str, reply_en: str, actor, now: datetime) -> Wave:
    """You said, we did."""
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if not can_reply(actor, wave):
        raise PermissionDenied
    if not reply.strip():
        raise WaveError("reply_is_empty")
    wave.reply, wave.reply_en, wave.replied_on = reply.strip(), reply_en.strip(), now.astimezone(DISTRICT).date()
    wave.save(update_fields=["reply", "reply_en", "replied_on"])
    tell_replied(wave=wave, now=now)
    record(actor=actor, now=now, action="wave.reply", subject=wave, after={"replied_on": wave.replied_on.isoformat()})
    return wave
