"""How often something may be tried: every limit of the house is asked here, by its name in ACCOUNT_RATE_LIMITS.

Counting is allauth's: in the shared cache, under a lock that one try holds at a time, in whichever process it runs.
Who does not get the lock within a second is refused. A count that is kept anywhere else (a session, a process, a row
that is read and written back) is weighed by as many parallel tries as there are workers.
"""

import logging
import time
from datetime import datetime
from functools import cache as once
from functools import wraps

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as counting
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from portal.accounts.devices import is_stranger
from portal.faults import Trouble, trouble_of
from portal.health import Line, texts_lines

APP = "allauth.account"
TOO_MANY = _("Too many from this connection at once. Please try again in a few minutes.")
RETRY_SECONDS = 60

logger = logging.getLogger(__name__)
# Where nothing but noise is held back people go on while the cache is away; doors stay shut.
LENIENT = frozenset({
    "taking_part", "look_up", "open_data", "feedback", "objection", "look", "invitation",
    "survey_answers", "survey_flood", "survey_unread", "survey_visits",
})  # fmt: skip

# Each window is a list of moments, the newest first. What is over goes; the first window takes one more if it has room.
WINDOWS = """
local time = redis.call('TIME')
local now, full = time[1] * 1000 + math.floor(time[2] / 1000), {}
for place, key in ipairs(KEYS) do
  local most, span = tonumber(ARGV[2 * place - 1]), tonumber(ARGV[2 * place])
  local oldest = redis.call('LINDEX', key, -1)
  while oldest and tonumber(oldest) <= now - span do
    redis.call('RPOP', key)
    oldest = redis.call('LINDEX', key, -1)
  end
  full[place] = redis.call('LLEN', key) >= most and 1 or 0
  if place == 1 and full[1] == 0 then
    redis.call('LPUSH', key, string.format('%.0f', now))
    redis.call('PEXPIRE', key, span)
  end
end
return full
"""


def within(request, limit: str, *, key: str | None = None) -> bool:
    """Count one try; whether it is still within the limit of that name. A name without a limit is a KeyError."""
    if limit not in settings.ACCOUNT_RATE_LIMITS:
        raise KeyError(limit)
    try:
        return bool(counting.consume(request, app=APP, action=limit, key=key, limit_get=True))
    except Exception as fault:
        if limit not in LENIENT or trouble_of(fault) is not Trouble.AWAY:
            raise
        logger.warning("%s is not counted: the cache does not answer", limit)
        return True


def is_full(request, limit: str, *, key: str | None = None) -> bool:
    """Whether nothing more is within it; counts nothing and waits for nobody."""
    rates = counting.get_rates(app=APP, action=limit)
    keys = {counting.get_cache_key(request, app=APP, action=limit, rate=rate, key=key): rate for rate in rates}
    return not all(
        counting.apply_rate(cache.get(k, []), time.time(), rate, dry_run=True)[0] for k, rate in keys.items()
    )


def is_over(request, limit: str, *, key: str | None = None) -> bool:
    """Count one try of what hurts nobody; whether the limit is full. A lock that is held too long lets it pass."""
    return not within(request, limit, key=key) and is_full(request, limit, key=key)


def how_full(request, key: str, *limits: str) -> list[bool]:
    """Of limits that hurt nobody: whether each is full, and one more counted in the first where it is not.

    In Redis this is one question, which others cannot come between; what is counted so is counted nowhere else.
    """
    location = settings.CACHES["default"].get("LOCATION")
    if not settings.CACHES["default"]["BACKEND"].endswith(".RedisCache"):
        return [is_over(request, limits[0], key=key), *(is_full(request, limit, key=key) for limit in limits[1:])]
    rates = [settings.ACCOUNT_RATE_LIMITS[limit] for limit in limits]
    try:
        full = _windows(str(location))(
            keys=[f"window:{limit}:{rate}:{key}" for limit, rate in zip(limits, rates, strict=True)],
            args=[number for rate in rates for number in _most_within(rate)],
        )
    except Exception as fault:
        if not LENIENT.issuperset(limits) or trouble_of(fault) is not Trouble.AWAY:
            raise
        logger.warning("%s is not counted: the cache does not answer", limits[0])
        return [False for _ in limits]
    return [bool(number) for number in full]


@once
def _windows(_location: str):
    """The script on its server, once in a process."""
    return cache._cache.get_client(write=True).register_script(WINDOWS)  # noqa: SLF001 - Django's way to Redis itself


@once
def _most_within(rate: str) -> tuple[int, int]:
    """How many, in how many milliseconds."""
    (parsed,) = counting.parse_rates(rate)
    return parsed.amount, int(parsed.duration * 1000)


def _lets(request, limit: str) -> bool:
    """Where only noise is held back, whoever cannot be counted (a full disk, a lock that is held) is let in."""
    return not is_over(request, limit) if limit in LENIENT else within(request, limit)


def limited(limit: str):
    """A view that anybody may ask for something by its number or code: beyond the limit nothing is looked up."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if _lets(request, limit):
                return view(request, *args, **kwargs)
            response = ratelimit.respond_429(request)
            response["Retry-After"] = RETRY_SECONDS
            return response

        return guarded

    return decorate


def is_taken(request, form, limit: str) -> bool:
    """Whether a form is right and within the limit; beyond it the form says so, and what was typed stays in it."""
    if not form.is_valid():
        return False
    if not _lets(request, limit):
        form.add_error(None, TOO_MANY)
    return not form.errors


def can_text(request, phone: str) -> bool:
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
    return not is_stranger(request, phone) or _can_strangers(request)


def _can_strangers(request) -> bool:
    """Half of their part goes to whoever asks, as many as one network address sends: a street may stand behind it.

    Once that half is gone an address gets no more than its share, so that a hundred and fifty of them cannot take all.
    """
    has_share = within(request, "sms_share_of_address")
    is_calm = within(request, "sms_strangers_calm", key="all")
    return (has_share or is_calm) and within(request, "sms_strangers", key="all")


def health_lines(now: datetime) -> list[Line]:
    return texts_lines(*texts_today())


def texts_today() -> tuple[int, int]:
    """How many messages of the last 24 hours count against the budget, and the budget."""
    (rate,) = counting.get_rates(app=APP, action="sms_budget")
    key = counting.get_cache_key(None, app=APP, action="sms_budget", rate=rate, key="all")
    since = time.time() - rate.duration
    return sum(moment > since for moment in cache.get(key, [])), rate.amount
