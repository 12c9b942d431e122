"""Events that look like the same one: a hint for the officer and the verifier to look; nothing follows from it by itself."""

import datetime as dt
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.enums import EventState, ProofKind
from campaigns.models import Event, EventProof
from campaigns.permissions import can_verify
from campaigns.quarters import district_day, midnight
from campaigns.queries.events import visible_events
from portal.evidence.enums import Kind

WORTH_COMPARING = 20
SAME_WORDS, SAME_TITLE = 0.9, 0.8
NEAR = dt.timedelta(days=100)
DAY = dt.timedelta(days=1)
MOST_COMPARED = 300


@dataclass(frozen=True)
class Resemblance:
    kind: str
    event: Event
    is_visible: bool


def resemblances(event: Event, user) -> list[Resemblance]:
    """Other events with the same photo, link or words, or the same name and day; each once a kind."""
    found = {
        "photo": _with_same_photo(event),
        "link": _with_same_link(event),
        "text": _with_same_words(event),
        "day": _on_same_day(event),
    }
    keys = set().union(*found.values())
    if not keys:
        return []
    events = Event.objects.with_places().in_bulk(keys)
    seen = set(visible_events(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [Resemblance(kind, events[key], key in seen) for kind, some in found.items() for key in sorted(some)]


@dataclass(frozen=True)
class Sorted:
    """`clean`: nothing speaks against them. `doubtful`: each with what does, in words."""

    clean: list[Event]
    doubtful: list[tuple[Event, list[str]]]


def sorted_out(user, events) -> Sorted:
    """Which reports may be verified together, and which are better looked at one by one."""
    clean, doubtful = [], []
    for event in events.prefetch_related("proofs"):
        found = _doubts(user, event)
        if found:
            doubtful.append((event, found))
        else:
            clean.append(event)
    return Sorted(clean, doubtful)


def _doubts(user, event: Event) -> list[str]:
    said = {
        _("You entered or reported it yourself."): not can_verify(user, event),
        _("It was reported late."): event.late,
        _("It was returned before."): event.returned_items.exists(),
        _("Its photos have not been compared yet."): any(
            proof.marks is None and proof.file_id and proof.kind == ProofKind.PHOTO for proof in event.proofs.all()
        ),
        _("It looks like another event."): bool(resemblances(event, user)),
    }
    return [str(words) for words, holds in said.items() if holds]


def photos_unseen():
    """Photos that were not compared yet, the oldest first."""
    return _photos().filter(marks=None).select_related("file").order_by("pk")


def photos_beside(proof: EventProof):
    """Key and marks of the photos of other events, the newest first."""
    others = _photos().exclude(event=proof.event_id).exclude(marks=None)
    return others.order_by("-pk").values_list("pk", "marks")


def _photos():
    return EventProof.objects.filter(file__kind=Kind.IMAGE)


def _with_same_photo(event: Event) -> set[int]:
    proofs = EventProof.objects.filter(removed_at=None).exclude(event__state=EventState.WITHDRAWN)
    own = proofs.filter(event=event, file__isnull=False)
    same = Q(resembles__in=own) | Q(file__sha256__in=own.values("file__sha256"))
    return set(proofs.filter(same).exclude(event=event).values_list("event", flat=True))


def _with_same_link(event: Event) -> set[int]:
    """Whichever area has it: one report in the press stands for one event."""
    own = event.proofs.filter(removed_at=None).exclude(url="").values("url")
    others = EventProof.objects.filter(removed_at=None, url__in=own).exclude(event=event)
    return set(others.exclude(event__state=EventState.WITHDRAWN).values_list("event", flat=True))


def _with_same_words(event: Event) -> set[int]:
    if len(event.outcome) < WORTH_COMPARING:
        return set()
    near = _others(event, event.starts_at - NEAR, event.starts_at + NEAR).exclude(outcome="")
    return _near_in_words(event.outcome, near.values_list("pk", "outcome")[:MOST_COMPARED], SAME_WORDS)


def _on_same_day(event: Event) -> set[int]:
    """A joint event that a partner entered once more, or one that was entered twice."""
    day = midnight(district_day(event.starts_at))
    return _near_in_words(event.title, _others(event, day, day + DAY).values_list("pk", "title"), SAME_TITLE)


def _others(event: Event, since: dt.datetime, until: dt.datetime):
    """Events of that time which the area of this one, or one of its partners, leads or takes part in."""
    areas = [event.area_id, *event.partner_areas.values_list("pk", flat=True)]
    near = Event.objects.of_areas(areas).exclude(pk=event.pk).exclude(state=EventState.WITHDRAWN)
    return near.filter(starts_at__gte=since, starts_at__lt=until).order_by("-starts_at", "-pk")


def _near_in_words(words: str, others, ratio: float) -> set[int]:
    matcher = SequenceMatcher(None, b=words, autojunk=False)
    found = set()
    for key, other in others:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > ratio and matcher.ratio() > ratio:
            found.add(key)
    return found
