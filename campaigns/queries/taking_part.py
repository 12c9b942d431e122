"""Who may still register, check in or answer, and what it came to. All of it is counts."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.crypto import constant_time_compare, salted_hmac

from campaigns.enums import EventState, Learnt, Worth
from campaigns.models import Event

EARLY = LATE = dt.timedelta(hours=1)
ANSWERS_FOR = dt.timedelta(days=30)
SIGNS = 12
WORDS_SHOWN = 50


@dataclass(frozen=True)
class TakenPart:
    registered: int
    checked_in: int
    answers: int
    worth: list[tuple[str, int]]
    learnt: list[tuple[str, int]]
    words: list[str]


def takes_registrations(event: Event, now) -> bool:
    is_coming = event.state == EventState.PLANNED and event.announced and now < event.starts_at
    return is_coming and event.seats is not None


def takes_check_ins(event: Event, now) -> bool:
    """The clock of the portal decides, and nothing that a phone says."""
    is_time = event.starts_at - EARLY <= now <= event.ends_at + LATE
    return event.takes_check_ins and event.state != EventState.WITHDRAWN and is_time


def takes_impressions(event: Event, now) -> bool:
    is_time = event.starts_at <= now <= event.ends_at + ANSWERS_FOR
    return (event.announced or event.state == EventState.VERIFIED) and event.state != EventState.WITHDRAWN and is_time


def seats_left(event: Event) -> int:
    return max(0, (event.seats or 0) - registered(event))


def registered(event: Event) -> int:
    return _people(event.registrations.filter(cancelled_at=None))


def checked_in(event: Event) -> int:
    return _people(event.check_ins)


def check_in_sign(event: Event) -> str:
    """What the code at the place knows: only who stands before it can check in."""
    return salted_hmac("campaigns.check-in", str(event.public_id), algorithm="sha256").hexdigest()[:SIGNS]


def is_check_in_sign(event: Event, sign: str) -> bool:
    return constant_time_compare(sign, check_in_sign(event))


def taken_part(event: Event) -> TakenPart | None:
    """For the reporting street and the district; None while nobody did."""
    impressions = event.impressions.order_by("pk")
    answers, coming, there = impressions.count(), registered(event), checked_in(event)
    if not (answers or coming or there):
        return None
    words = list(impressions.exclude(words="").order_by("-pk").values_list("words", flat=True)[:WORDS_SHOWN])
    return TakenPart(
        coming, there, answers, _counts(impressions, "worth", Worth), _counts(impressions, "learnt", Learnt), words
    )


def _people(rows) -> int:
    return rows.aggregate(all=Sum("people", default=0))["all"]


def _counts(impressions, name: str, codes) -> list[tuple[str, int]]:
    found = dict(impressions.order_by().values_list(name).annotate(Count("pk")))
    return [(str(label), found.get(code, 0)) for code, label in codes.choices]
