"""How fast answers come from one network. Two hundred phones behind one address are people, so nothing is dropped:
what is too much at once is flagged, and what nobody can have read costs its phone a little work (portal/accounts/proof.py).
Where much came that nobody can have read, the rest is flagged too: a machine may well wait before it sends.

All workers count together (portal/accounts/limits.py). Addresses are kept as a keyed hash, for minutes, and never
beside an answer.
"""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal.accounts.limits import is_full, is_over, within

# Answers from one address, beyond which each is flagged; and those beyond it, until each costs its phone some work.
ANSWERS, FLOOD = "survey_answers", "survey_flood"
# Answers faster than the form can be read, beyond which each costs that work too.
UNREAD = "survey_unread"


def can_be_unread(request: HttpRequest) -> bool:
    """Count one more that nobody can have read."""
    return within(request, UNREAD, key=_source(request))


def is_much(request: HttpRequest) -> bool:
    """Count one answer; whether too many came from its address lately, or too many that nobody can have read."""
    source = _source(request)
    return is_over(request, ANSWERS, key=source) or is_full(request, UNREAD, key=source)


def is_flood(request: HttpRequest) -> bool:
    """Whether so many came, beyond what is flagged, that each has to show some work."""
    source = _source(request)
    return is_full(request, ANSWERS, key=source) and is_over(request, FLOOD, key=source)


def _source(request: HttpRequest) -> str:
    address = get_adapter(request).get_client_ip(request) or ""
    return salted_hmac("surveys.throttle", address, algorithm="sha256").hexdigest()
