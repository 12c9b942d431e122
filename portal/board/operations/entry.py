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
from portal.board.permissions import can_enter, can_enter_outside, can_revise
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
    outside: "Outside | None" = None
    groups: Sequence[str] = ()


@dataclass(frozen=True)
class Outside:
    """Of a figure that others measured: who, under which contract, of how many answers, with which interval."""

    measured_by: str
    contract: str
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    level: Decimal | None = None

    @property
    def result(self) -> dict[str, str | int]:
        bounds = {name: plain_number(getattr(self, name)) for name in ("low", "high", "level")}
        return {name: bound for name, bound in bounds.items() if bound} | ({} if self.n is None else {"n": self.n})


@transaction.atomic
def enter_observation(*, actor, now, indicator: Indicator, entry: Entry) -> Observation:
    """Of an indicator that the portal draws only what others measured is entered: it stands beside."""
    indicator = lock(indicator, "plan")
    if not (can_enter_outside if entry.outside else can_enter)(actor, indicator):
        raise PermissionDenied
    origin = Origin.OUTSIDE if entry.outside else Origin.ENTERED
    if Observation.objects.filter(indicator=indicator, period=entry.period, origin=origin).exists():
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


def _inputs(entry: Entry, stored: Sequence) -> dict:
    inputs: dict = {"files": sorted(file.sha256 for file in stored)}
    if entry.outside:
        inputs |= {"measured_by": entry.outside.measured_by, "contract": entry.outside.contract}
    return inputs | ({"groups": sorted(entry.groups)} if entry.groups else {})


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
        origin=Origin.OUTSIDE if entry.outside else Origin.ENTERED,
        owner=entry.owner,
        inputs=_inputs(entry, stored),
        result=entry.outside.result if entry.outside else {},
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
