"""What residents named gets an answer, an office, a day, and in the end a proof."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.directory.models import Department
from portal.procedure.deadlines import day_of
from portal.procedure.refusals import Kind, Refused
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take
from surveys.enums import CommitmentStep
from surveys.models import Commitment, TextCode, Wave
from surveys.notifications import tell_replied
from surveys.permissions import can_reply
from surveys.workflow import COMMITMENTS


@transaction.atomic
def name_concern(
    *, wave: Wave, concern: str, concern_en: str = "", heading: TextCode | None = None, actor, now: datetime
) -> Commitment:
    """Something that many residents named in this wave; a heading of the sorted texts gives its words."""
    wave = lock(wave)
    words = {"concern": concern.strip() or (heading.label if heading else ""), "concern_en": concern_en.strip()}
    if heading and not words["concern_en"]:
        words["concern_en"] = heading.label_en
    row = Commitment(wave=wave, heading=heading, state=NOWHERE)
    return _take(row, CommitmentStep.NAME, actor=actor, now=now, values=words)


@transaction.atomic
def promise(  # noqa: PLR0913 - keywords all
    *,
    commitment: Commitment,
    answer: str,
    answer_en: str,
    office: Department | None,
    due_on: date | None,
    actor,
    now: datetime,
) -> Commitment:
    """What will be done, by whom, by when."""
    row = lock(commitment, "wave")
    _check_day(due_on, now)
    values = {"answer": answer.strip(), "answer_en": answer_en.strip(), "office": office, "due_on": due_on}
    return _take(row, CommitmentStep.PROMISE, actor=actor, now=now, values=values)


@transaction.atomic
def decline(
    *, commitment: Commitment, answer: str, answer_en: str, office: Department | None, actor, now: datetime
) -> Commitment:
    """It will not be done; residents read why, and who says so."""
    row = lock(commitment, "wave")
    values = {"answer": answer.strip(), "answer_en": answer_en.strip(), "office": office}
    return _take(row, CommitmentStep.DECLINE, actor=actor, now=now, values=values)


@transaction.atomic
def move_commitment(*, commitment: Commitment, due_on: date | None, reason: str, actor, now: datetime) -> Commitment:
    """Another day, with the reason on record."""
    row = lock(commitment, "wave")
    _check_day(due_on, now)
    return _take(row, CommitmentStep.MOVE, actor=actor, now=now, reason=reason.strip(), values={"due_on": due_on})


@transaction.atomic
def finish_commitment(*, commitment: Commitment, proof: str, actor, now: datetime) -> Commitment:
    row = lock(commitment, "wave")
    values = {"proof": proof.strip(), "finished_on": day_of(now)}
    return _take(row, CommitmentStep.FINISH, actor=actor, now=now, values=values)


def _check_day(due_on: date | None, now: datetime) -> None:
    if due_on is not None and due_on < day_of(now):
        raise Refused(Kind.UNFIT, _("The day is already past."), field="due_on")


def _take(row: Commitment, step: CommitmentStep, *, actor, now: datetime, values: dict, reason: str = "") -> Commitment:
    return take(
        row,
        COMMITMENTS,
        step,
        actor=actor,
        now=now,
        can=can_reply(actor, row.wave),
        reason=reason,
        values=values,
        snapshot=_snapshot,
        tell=lambda row, now: tell_replied(row.wave, now=now),
    )


def _snapshot(row: Commitment) -> dict:
    return {
        "state": str(row.state),
        "concern": row.concern,
        "answer": row.answer,
        "office": row.office.code if row.office else "",
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "proof": row.proof,
    }
