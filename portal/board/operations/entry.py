"""A department says how an indicator stands; a correction is a new word beside the old."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.board.enums import Origin
from portal.board.figures.contents import hash_of
from portal.board.models import Observation, ObservationEvidence
from portal.board.notifications import ask_for_approval
from portal.board.permissions import can_enter, can_revise
from portal.directory.models import Department, Indicator
from portal.evidence.operations import take_in
from portal.ledger.operations import record
from portal.numbers import plain_number
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock


@dataclass(frozen=True)
class Entry:
    period: str
    source: str
    method: str
    value: Decimal | None = None
    verdict: str = ""
    text: str = ""
    issued: Decimal | None = None
    owner: Department | None = None
    files: Sequence = ()


@transaction.atomic
def enter_observation(*, actor, now, indicator: Indicator, entry: Entry) -> Observation:
    indicator = lock(indicator, "plan")
    if not can_enter(actor, indicator):
        raise PermissionDenied
    if Observation.objects.filter(indicator=indicator, period=entry.period).exists():
        words = _("There is already a figure for this period; correct that one instead.")
        raise Refused(Kind.UNFIT, words, field="period")
    return _write(actor=actor, now=now, indicator=indicator, entry=entry)


@transaction.atomic
def enter_observations(*, actor, now, entries: Sequence[tuple[Indicator, Entry]]) -> list[Observation]:
    """Many figures at once: all of them, or none."""
    return [enter_observation(actor=actor, now=now, indicator=indicator, entry=entry) for indicator, entry in entries]


@transaction.atomic
def revise_observation(*, actor, now, observation: Observation, entry: Entry, reason: str) -> Observation:
    held = lock(observation, "indicator__plan")
    if not can_revise(actor, held):
        raise PermissionDenied
    return _write(actor=actor, now=now, indicator=held.indicator, entry=entry, revision=(held, reason))


def _write(*, actor, now, indicator: Indicator, entry: Entry, revision=(None, "")) -> Observation:
    revised, reason = revision
    stored = [take_in(upload=upload, owner=actor, now=now) for upload in entry.files]
    observation = Observation(
        indicator=indicator,
        period=revised.period if revised else entry.period,
        value=entry.value,
        verdict=entry.verdict,
        text=entry.text,
        issued=entry.issued,
        unit=indicator.unit,
        source=entry.source,
        method=entry.method,
        origin=Origin.ENTERED,
        owner=entry.owner,
        inputs={"files": sorted(file.sha256 for file in stored)},
        revision_of=revised,
        reason=reason,
        entered_by=actor,
        entered_at=now,
    )
    observation.content_hash = hash_of(observation)
    observation.save(force_insert=True)
    ObservationEvidence.objects.bulk_create(
        ObservationEvidence(observation=observation, stored=file) for file in stored
    )
    record(
        actor=actor,
        now=now,
        action="observation.revise" if revised else "observation.enter",
        subject=observation,
        before={"content_hash": revised.content_hash} if revised else None,
        after={"content_hash": observation.content_hash, "value": plain_number(observation.value)},
        reason=reason,
    )
    ask_for_approval(observation, now=now)
    return observation
