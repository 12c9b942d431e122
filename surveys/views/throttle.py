"""How fast answers come from one network. Two hundred phones behind one address are people, so nothing is dropped:
what is too much at once is flagged, and what nobody can have read costs its phone a little work (portal/accounts/proof.py).
Where much came that nobody can have read, the rest is flagged too: a machine may well wait before it sends.

All workers count together (portal/accounts/limits.py). Addresses are kept as a keyed hash, for minutes, and never
beside an answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal.accounts.limits import how_full

# Answers from one address, beyond which each is flagged; and those beyond it, until each costs its phone some work.
ANSWERS, FLOOD = "survey_answers", "survey_flood"
# Answers faster than the form can be read, beyond which each costs that work too.
UNREAD = "survey_unread"
COUNTED = "surveys.counted"
Counted = TypeVar("Counted")


@dataclass(frozen=True)
class Pace:
    """How answers come from one address, this one counted."""

    is_much: bool  # too many lately, or too many that nobody can have read
    is_flood: bool  # so many beyond what is flagged that each has to show some work


def can_be_unread(request: HttpRequest) -> bool:
    """Count one more that nobody can have read."""
    return _once(request, UNREAD, lambda: not how_full(request, _source(request), UNREAD)[0])


def pace_of(request: HttpRequest) -> Pace:
    """Count one answer."""
    return _once(request, ANSWERS, lambda: _pace(request))


def _pace(request: HttpRequest) -> Pace:
    source = _source(request)
    is_full, is_unread = how_full(request, source, ANSWERS, UNREAD)
    return Pace(is_full or is_unread, is_full and how_full(request, source, FLOOD)[0])


def _once(request: HttpRequest, name: str, count: Callable[[], Counted]) -> Counted:
    """One sending counts once, also where it is carried out anew (portal.cms.attempts) or a door leaves it to Django."""
    counted = request.META.setdefault(COUNTED, {})
    if name not in counted:
        counted[name] = count()
    return counted[name]


def _source(request: HttpRequest) -> str:
    address = get_adapter(request).get_client_ip(request) or ""
    return salted_hmac("surveys.throttle", address, algorithm="sha256").hexdigest()
