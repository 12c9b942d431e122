"""A contractor's file becomes a wave: read without fault by one person, confirmed by another."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.directory.models import Area, Community
from portal.procedure.refusals import Kind, Refused
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take
from surveys.enums import Admission, Channel, DeliveryState, DeliveryStep, Dimension, Mode, Tier, WaveStep
from surveys.models import Delivery, DesignPart, PendingTally, Response, Wave
from surveys.notifications import tell_closed, tell_delivered, tell_delivery_decided
from surveys.operations.answering import key_digest
from surveys.operations.tallying import fold_answers
from surveys.operations.waves import version_to_ask
from surveys.permissions import can_decide_delivery, can_deliver
from surveys.questionnaire import COMMUNITY
from surveys.workflow import DELIVERIES, DELIVERY_DECISION, WAVES

AT_ONCE = 500
MOST_PARTS = 99_999


@dataclass(frozen=True)
class Contract:
    """Who asked, how, and out of whom; the file by name and SHA-256; which column was read as which question."""

    contractor: str
    method: str
    frame: str
    file_name: str
    file_hash: str
    code_map: dict[str, Any]


@dataclass(frozen=True)
class Contents:
    """``interviews``: answers, stratum, cluster and weight of each; ``outcomes``: AAPOR code to cases; ``facts``: counts."""

    interviews: list[dict[str, Any]]
    outcomes: dict[str, int]
    facts: dict[str, Any]


@transaction.atomic
def try_delivery(*, wave: Wave, contract: Contract, contents: Contents, actor, now: datetime) -> Delivery:
    """Keep what was read without fault; another file of the same wave that nobody handed on is replaced."""
    wave = lock(wave)
    wave.deliveries.filter(state=DeliveryState.TRIED).delete()
    row = Delivery(
        wave=wave, handed_in_by=actor, handed_in_at=now, state=NOWHERE, **asdict(contract), **asdict(contents)
    )
    return _take(row, DeliveryStep.TRY, wave, actor=actor, now=now, can=can_deliver(actor, wave))


@transaction.atomic
def hand_on(*, delivery: Delivery, actor, now: datetime) -> Delivery:
    """To the second person."""
    delivery = lock(delivery, "wave__survey")
    can = can_deliver(actor, delivery.wave) and delivery.handed_in_by_id == actor.pk
    return _take(delivery, DeliveryStep.HAND_ON, delivery.wave, actor=actor, now=now, can=can, tell=tell_delivered)


@transaction.atomic
def refuse_delivery(*, delivery: Delivery, reason: str, actor, now: datetime) -> Delivery:
    """The file goes back; its rows are kept no longer."""
    delivery = lock(delivery, "wave__survey")
    values = {**DELIVERY_DECISION.signed(actor, now, reason), "interviews": []}
    can = can_decide_delivery(actor, delivery)
    said = {"values": values, "reason": reason.strip(), "tell": tell_delivery_decided}
    return _take(delivery, DeliveryStep.REFUSE, delivery.wave, actor=actor, now=now, can=can, **said)


@transaction.atomic
def confirm_delivery(*, delivery: Delivery, actor, now: datetime) -> Delivery:
    """The rows become answers of a wave that is closed with them; figures are made of it as of any other."""
    wave = lock(delivery.wave, "survey")
    delivery = lock(delivery)
    delivery.wave = wave
    if not can_decide_delivery(actor, delivery):
        raise PermissionDenied
    if wave.opens_at >= now:
        raise Refused(Kind.UNFIT, _("The time in which people were asked has not begun yet."), field="opens_at")
    _close_with(wave, delivery, actor, now)
    _store(wave, delivery)
    fold_answers(wave=wave)
    values = {**DELIVERY_DECISION.signed(actor, now, ""), "interviews": []}
    said = {"values": values, "tell": tell_delivery_decided}
    return _take(delivery, DeliveryStep.CONFIRM, wave, actor=actor, now=now, can=True, **said)


def _take(delivery: Delivery, step: DeliveryStep, wave: Wave, **given) -> Delivery:
    facts = {"file": delivery.file_hash, **delivery.facts}
    return take(delivery, DELIVERIES, step, about=wave, facts=facts, **given)


def _close_with(wave: Wave, delivery: Delivery, actor, now: datetime) -> None:
    version = version_to_ask(wave)
    version.first_opened_at = version.first_opened_at or now
    version.save(update_fields=["first_opened_at"])
    values = {
        "version": version,
        # Who was drawn was asked; nobody else could answer.
        "admission": Admission.INVITED,
        "privacy_version": wave.survey.privacy_version,
        "promises": wave.survey.promises,
        "closes_at": min(wave.closes_at, now),
    }
    facts = {"questionnaire": version.content_hash, "file": delivery.file_hash}
    take(
        wave, WAVES, WaveStep.DELIVER, actor=actor, now=now, can=True, values=values, facts=facts, tell=tell_closed
    )  # fmt: skip


def _store(wave: Wave, delivery: Delivery) -> None:
    parts = _parts(wave, delivery.interviews)
    areas, communities = (dict(model.objects.values_list("code", "pk")) for model in (Area, Community))
    home = wave.version.questionnaire.question_of(Dimension.AREA)

    def where(answers: Mapping[str, list[str]], ending: str, known: Mapping[str, int]) -> int | None:
        return known.get((answers.get(f"{home.id}{ending}") or [""])[0]) if home else None

    rows = [
        Response(
            wave=wave,
            version=wave.version,
            key_digest=key_digest(f"delivery-{delivery.public_id}-{number}"),
            part=parts[_drawn(interview)],
            area_id=where(interview["answers"], "", areas),
            community_id=where(interview["answers"], COMMUNITY, communities),
            mode=Mode.CONTRACTED,
            channel=Channel.DELIVERED,
            tier=Tier.INVITED,
            answers=interview["answers"],
        )
        for number, interview in enumerate(delivery.interviews)
    ]
    Response.objects.bulk_create(rows, batch_size=AT_ONCE)
    PendingTally.objects.bulk_create((PendingTally(response=row) for row in rows), batch_size=AT_ONCE)


def _drawn(interview: Mapping[str, Any]) -> tuple[str, str, float]:
    return interview["stratum"], interview["cluster"], interview["weight"]


def _parts(wave: Wave, interviews: list[dict[str, Any]]) -> dict[tuple[str, str, float], DesignPart]:
    """One for all who were drawn alike, in the order of their names."""
    drawn = sorted({_drawn(interview) for interview in interviews})
    if len(drawn) > MOST_PARTS:
        raise Refused(Kind.UNFIT, _("The file has more different weights and clusters than can be told apart."))
    made = [
        DesignPart(wave=wave, code=f"#{number:05d}", stratum=stratum, cluster=cluster, weight=weight)
        for number, (stratum, cluster, weight) in enumerate(drawn, 1)
    ]
    DesignPart.objects.bulk_create(made, batch_size=AT_ONCE)
    return dict(zip(drawn, made, strict=True))
