"""How often something may be tried: every limit of the house is asked here, by its name in ACCOUNT_RATE_LIMITS.

Counting is allauth's: in the shared cache, under a lock that one try holds at a time, in whichever process it runs.
Who does not get the lock within a second is refused. A count that is kept anywhere else (a session, a row that is
read and written back) is weighed by as many parallel tries as there are workers.
"""

import time

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as counting
from django.core.cache import cache

from portal.accounts.devices import is_stranger

APP = "allauth.account"


def within(request, limit: str, *, key: str | None = None) -> bool:
    """Count one try that changes or asks something (no GET); whether it is still within the limit of that name."""
    return ratelimit.consume(request, action=limit, key=key)


def may_text(request, phone: str) -> bool:
    """Whether this number (E.164) may be sent a message, within its own limits and the day's budget of the site.

    Counted once in a request: the form asks before it answers, the sender before it sends.
    """
    granted = request.__dict__.setdefault("_texts", {})
    if phone not in granted:
        granted[phone] = (
            within(request, "sms_to_number", key=phone)
            and _has_a_part(request, phone)
            and within(request, "sms_budget", key="all")
        )
    return granted[phone]


def _has_a_part(request, phone: str) -> bool:
    """Strangers share two thirds of the budget: however many come, who was here before still gets a code."""
    if request.user.is_authenticated:
        return within(request, "sms_by_account", key=str(request.user.pk))
    return not is_stranger(request, phone) or _strangers_may(request)


def _strangers_may(request) -> bool:
    """Half of their part goes to whoever asks, as many as one network address sends: a street may stand behind it.

    Once that half is gone an address gets no more than its share, so that a hundred and fifty of them cannot take all.
    """
    has_share = within(request, "sms_share_of_address")
    is_calm = within(request, "sms_strangers_calm", key="all")
    return (has_share or is_calm) and within(request, "sms_strangers", key="all")


def texts_today() -> tuple[int, int]:
    """How many messages of the last 24 hours count against the budget, and the budget."""
    (rate,) = counting.get_rates(app=APP, action="sms_budget")
    key = counting.get_cache_key(None, app=APP, action="sms_budget", rate=rate, key="all")
    since = time.time() - rate.duration
    return sum(moment > since for moment in cache.get(key, [])), rate.amount
