"""How often something may be tried: every limit of the house is asked here, by its name in ACCOUNT_RATE_LIMITS.

Counting is allauth's: in the shared cache, under a lock that one try holds at a time, in whichever process it runs.
Who does not get the lock within a second is refused. A count that is kept anywhere else (a session, a row that is
read and written back) is weighed by as many parallel tries as there are workers.
"""

import logging

from allauth.core import ratelimit

from portal.faults import Trouble, trouble_of

logger = logging.getLogger(__name__)
# Where residents take part nothing but noise is held back, so they go on while the cache is away; doors stay shut.
LENIENT = frozenset({"taking_part"})


def within(request, limit: str, *, key: str | None = None) -> bool:
    """Count one try that changes or asks something (no GET); whether it is still within the limit of that name."""
    try:
        return ratelimit.consume(request, action=limit, key=key)
    except Exception as fault:
        if limit not in LENIENT or trouble_of(fault) is not Trouble.AWAY:
            raise
        logger.warning("%s is not counted: the cache does not answer", limit)
        return True


def may_text(request, phone: str) -> bool:
    """Whether this number (E.164) may be sent a message, within its own limits and the day's budget of the site.

    Counted once in a request: the form asks before it answers, the sender before it sends.
    """
    granted = request.__dict__.setdefault("_texts", {})
    if phone not in granted:
        granted[phone] = within(request, "sms_to_number", key=phone) and within(request, "sms_budget", key="all")
    return granted[phone]
