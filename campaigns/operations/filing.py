"""What a street officer sends: a plan, a changed plan, a report, a corrected report."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from campaigns import notifications
from campaigns.enums import Step
from campaigns.models import Event, EventFiling, EventProof
from campaigns.operations.closing import freeze_rules
from campaigns.operations.steps import take_event
from campaigns.queries.partners import unanswered_areas
from campaigns.quotas import is_late
from campaigns.validators import check_has_happened
from portal.directory.models import Area
from portal.evidence.intake import CleanFile
from portal.evidence.operations import take_in
from portal.procedure.taking import lock

__all__ = [
    "Filing",
    "OtherFactsError",
    "Proof",
    "plan_event",
    "report_event",
    "resubmit_event",
    "revise_event",
]

FACTS = (
    *("title", "type", "channel", "audiences", "campaign", "starts_at", "ends_at", "place", "community"),
    *("organiser", "partners", "description", "people_reached", "counting", "households", "leaflets"),
    *("consultations", "outcome", "announced", "seats", "takes_check_ins"),
)
REPORTS = frozenset({Step.REPORT, Step.RESUBMIT})


class OtherFactsError(Exception):
    """The very sending arrived before, and what it says now differs: what stands there stays until a person decides."""

    def __init__(self, event: Event, differences: Mapping[str, tuple]) -> None:
        super().__init__(str(event.public_id))
        self.event, self.differences = event, differences


@dataclass(frozen=True, kw_only=True)
class Proof:
    kind: str
    url: str = ""
    upload: CleanFile | None = None


@dataclass(frozen=True, kw_only=True)
class Filing:
    """The facts and the proof, with a key that lets the same sending arrive twice."""

    key: UUID
    facts: Mapping[str, object]
    partner_areas: Collection[Area] | None = None
    proofs: Collection[Proof] = ()
    removed: Collection[UUID] = ()
    version: int | None = None


def plan_event(*, actor, now, area: Area, filing: Filing) -> Event:
    return _file(actor, now, Step.PLAN, filing, Event(area=area, created_by=actor, created_at=now))


def revise_event(*, actor, now, event: Event, filing: Filing) -> Event:
    return _file(actor, now, Step.REVISE, filing, event)


def report_event(*, actor, now, filing: Filing, area: Area | None = None, event: Event | None = None) -> Event:
    """Report a planned event as held, or a new one at once."""
    event = event or Event(area=area, created_by=actor, created_at=now)
    return _file(actor, now, Step.REPORT, filing, event)


def resubmit_event(*, actor, now, event: Event, filing: Filing) -> Event:
    return _file(actor, now, Step.RESUBMIT, filing, event)


def _file(actor, now, step: Step, filing: Filing, event: Event) -> Event:
    """Sent again it is the same event; where it says something else now, the person is asked."""
    try:
        with transaction.atomic():
            return _repeated(actor, filing) or _write(actor, now, step, filing, event)
    except IntegrityError:
        if found := _repeated(actor, filing):
            return found
        raise


def _repeated(actor, filing: Filing) -> Event | None:
    event = _filed_before(actor, filing)
    if event and (differences := _differences(event, filing)):
        raise OtherFactsError(event, differences)
    return event


def _differences(event: Event, filing: Filing) -> dict[str, tuple]:
    """By name, what stands there and what was sent now. Proof that is not sent again is no difference."""
    found = {
        name: (getattr(event, name), filing.facts[name])
        for name in FACTS
        if name in filing.facts and getattr(event, name) != filing.facts[name]
    }
    if filing.partner_areas is not None:
        stands, sent = set(event.partner_areas.all()), set(filing.partner_areas) - {event.area}
        if stands != sent:
            found["partner_areas"] = (sorted(map(str, stands)), sorted(map(str, sent)))
    proofs = event.proofs.select_related("file")
    known = {proof.file.sha256 if proof.file else proof.url for proof in proofs}
    new = [
        proof.upload.name if proof.upload else proof.url
        for proof in filing.proofs
        if (proof.upload.sha256 if proof.upload else proof.url) not in known
    ]
    if new:
        found["proofs"] = ([proof.file.name if proof.file else proof.url for proof in proofs], new)
    return found


def _filed_before(actor, filing: Filing) -> Event | None:
    """The event that this very sending led to, if it arrived before."""
    earlier = EventFiling.objects.filter(key=filing.key).select_related("event").first()
    if earlier is None:
        return None
    if earlier.by_id != actor.pk:
        raise PermissionDenied
    return earlier.event


def _write(actor, now, step: Step, filing: Filing, event: Event) -> Event:
    fresh = event.pk is None
    event = event if fresh else lock(event)
    values = {name: filing.facts[name] for name in FACTS if name in filing.facts}
    if step in REPORTS:
        ends_at, reported_at = values.get("ends_at", event.ends_at), event.reported_at or now
        check_has_happened(ends_at, now)
        values |= {"reported_by": actor, "reported_at": reported_at, "late": is_late(ends_at, reported_at)}
    return take_event(
        event,
        step,
        actor=actor,
        now=now,
        revision=None if fresh else filing.version,
        values=values,
        check=Event.full_clean,
        beside=lambda event: _write_beside(actor, now, step, filing, event),
        tell=partial(notifications.tell_filed, step=step),
    )


def _write_beside(actor, now, step: Step, filing: Filing, event: Event) -> None:
    EventFiling.objects.create(key=filing.key, event=event, step=step, by=actor, filed_at=now)
    if filing.partner_areas is not None:
        _name_partners(event, set(filing.partner_areas) - {event.area}, now)
    _keep_proofs(actor, now, filing, event, needed=step in REPORTS)
    freeze_rules(quarter=event.quarter, now=now)


def _name_partners(event: Event, named: set[Area], now) -> None:
    """Who is named is asked; who is named no longer is asked no longer."""
    dropped = set(event.partner_areas.all()) - named
    event.partner_areas.set(named)
    event.confirmations.filter(area__in=dropped).delete()
    notifications.ask_partners(event, unanswered=unanswered_areas(event), dropped=dropped, now=now)


def _keep_proofs(actor, now, filing: Filing, event: Event, *, needed: bool) -> None:
    event.proofs.filter(public_id__in=filing.removed, removed_at=None).update(removed_at=now)
    for proof in filing.proofs:
        file = take_in(upload=proof.upload, owner=actor, now=now) if proof.upload else None
        EventProof.objects.create(event=event, kind=proof.kind, url=proof.url, file=file, added_by=actor, added_at=now)
    if needed and not event.proofs.filter(removed_at=None).exists():
        raise ValidationError(
            {"proof_files": _("Add one proof of any kind: a public link, a sign-in sheet, a notice or a photo.")},
            code="proof",
        )
