"""What must hold whatever happened: each invariant of the fault model as a search for rows that break it.

Ids are opaque (public ids, sequence numbers, references), so that the report can be handed around.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum
from django.utils.translation import gettext_noop
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from campaigns.models import Event, EventFiling, EventProof
from cells.models import AnswerEvidence, Application
from cells.results.numbering import numbering_faults
from cells.results.trail import strayed
from cells.workflow import RUNNING
from portal.administration.queries import altered_grants
from portal.board.drift import drifts, unguarded
from portal.evidence.models import StoredFile
from portal.evidence.queries import damage
from portal.inbox.enums import State
from portal.inbox.models import OutgoingMessage
from portal.ledger.queries import chain_break, entries_about
from surveys.enums import EstimateState, Layer, Tier
from surveys.models import Estimate, Response, Wave
from surveys.operations.estimates import recompute
from surveys.operations.tallying import full_count
from surveys.queries import tally_of, unfolded
from surveys.questionnaire import route

SILENCE = timedelta(minutes=5)
Search = Callable[[datetime], Iterator[str]]


def no_loss(now: datetime) -> Iterator[str]:
    """I1: every reference that was shown is there, complete, once."""
    for row in Response.objects.select_related("version").iterator(chunk_size=500):
        asked = route(row.version.questionnaire, row.answers).items
        if any(item.required and not row.answers.get(item.id) for item in asked):
            yield f"response:{row.reference}"
    for application in Application.objects.exclude(submitted_at=None).iterator(chunk_size=500):
        if not entries_about(application).filter(action="application.submit").exists():
            yield f"application:{application.public_id}"


def no_double(now: datetime) -> Iterator[str]:
    """I2: one key, at most one row; one invitation, at most one answer."""
    yield from _repeated(Response.objects.values("wave_id", "key_digest"), "response-key")
    yield from _repeated(EventFiling.objects.values("key"), "event-key")
    used = Wave.objects.filter(invitations__used=True).annotate(spent=Count("invitations"))
    for wave in used:
        if wave.responses.filter(tier=Tier.INVITED).count() > wave.spent:
            yield f"wave:{wave.public_id}"


def no_half(now: datetime) -> Iterator[str]:
    """I3: a file that is recorded is on the disk, of that size and content, pages' pictures too; SQLite's own is sound."""
    for stored in StoredFile.objects.iterator(chunk_size=500):
        if what := damage(stored):
            yield f"file:{stored.public_id}:{what}"
    for model in (get_image_model(), get_document_model()):
        for row in model.objects.only("file").iterator(chunk_size=500):
            if not row.file.storage.exists(row.file.name):
                yield f"{model._meta.label_lower}:{row.pk}:missing"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = [line for (line,) in cursor.execute("PRAGMA quick_check").fetchall()]
        yield from (f"database:{line}" for line in said if line != "ok")


def totals_are_derived(now: datetime) -> Iterator[str]:
    """I4: a mark, a decision, a tally, an estimate and a published figure follow from what they were made from."""
    for wave in Wave.objects.exclude(responses=None).distinct():
        if not unfolded(wave) and any(tally_of(wave, layer) != full_count(wave, layer) for layer in Layer):
            yield f"wave:{wave.public_id}"
    for estimate in Estimate.objects.filter(state=EstimateState.PUBLISHED):
        if recompute(estimate) != estimate.result:
            yield f"estimate:{estimate.public_id}"
    yield from (f"{drift.subject}:{drift.what}" for drift in drifts())


def order(now: datetime) -> Iterator[str]:
    """I5: the ledger has no gap and no changed entry; each matter and each role stands where steps led; all is guarded."""
    if broken := chain_break():
        yield f"ledger:{broken.sequence}"
    yield from strayed()
    yield from altered_grants()
    for event in Event.objects.iterator(chunk_size=500):
        if not entries_about(event).exists():
            yield f"campaigns.event:{event.public_id}"
    yield from (f"trigger:{name}" for name in unguarded())


def numbers(now: datetime) -> Iterator[str]:
    """I6: serials of a year run in order without a gap; each has its certificate, or is void with a reason."""
    yield from numbering_faults()


def quotas(now: datetime) -> Iterator[str]:
    """I7: nobody stores more than the quota; a unit has one running application."""
    stored = StoredFile.objects.values("owner__public_id").annotate(total=Sum("size"))
    yield from (f"account:{row['owner__public_id']}" for row in stored if row["total"] > settings.PORTAL_EVIDENCE_QUOTA)
    running = Application.objects.filter(status__in=RUNNING).values("organisation__public_id")
    yield from _repeated(running, "organisation")


def honesty(now: datetime) -> Iterator[str]:
    """I8: a message that waits past its time shows as waiting to the operator: none is stuck unseen."""
    late = OutgoingMessage.objects.filter(state=State.WAITING, attempts=0, due_at__lt=now - SILENCE)
    yield from (f"message:{public_id}" for public_id in late.values_list("public_id", flat=True))


def isolation(now: datetime) -> Iterator[str]:
    """I9: no file of one unit stands in another unit's application, and none of one street in another's event."""
    units = AnswerEvidence.objects.exclude(stored=None).values("stored__public_id")
    owners = units.annotate(times=Count("answer__application__organisation", distinct=True))
    yield from (f"file:{row['stored__public_id']}" for row in owners.filter(times__gt=1).order_by())
    streets = EventProof.objects.exclude(file=None).values("file__public_id")
    owners = streets.annotate(times=Count("event__area", distinct=True))
    yield from (f"file:{row['file__public_id']}" for row in owners.filter(times__gt=1).order_by())


def _repeated(rows, name: str) -> Iterator[str]:
    for row in rows.annotate(times=Count("*")).filter(times__gt=1).order_by():
        yield f"{name}:" + ":".join(str(value) for key, value in row.items() if key != "times")


INVARIANTS: dict[str, Search] = {
    "I1": no_loss,
    "I2": no_double,
    "I3": no_half,
    "I4": totals_are_derived,
    "I5": order,
    "I6": numbers,
    "I7": quotas,
    "I8": honesty,
    "I9": isolation,
}

# What a broken one means, for the page that shows it.
MEANINGS: dict[str, str] = {
    "I1": gettext_noop("Something that was handed in is incomplete or without its entry in the ledger: %(row)s"),
    "I2": gettext_noop("Something stands twice: %(row)s"),
    "I3": gettext_noop("A file is missing or not as it was taken in: %(row)s"),
    "I4": gettext_noop("A mark, count or figure does not follow from its records: %(row)s"),
    "I5": gettext_noop("Steps or guards are not as the ledger says: %(row)s"),
    "I6": gettext_noop("The numbers of certificates have a gap: %(row)s"),
    "I7": gettext_noop("A limit is exceeded: %(row)s"),
    "I8": gettext_noop("A message waits past its time: %(row)s"),
    "I9": gettext_noop("A file stands with somebody to whom it does not belong: %(row)s"),
}
