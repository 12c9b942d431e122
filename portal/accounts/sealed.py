"""Personal values that the database holds only sealed: by the newest key of the ring, opened by whichever sealed them.

Once the ring has former keys, what is sealed names its key; what no key is named for was sealed before that.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models

from portal.clock import DISTRICT
from portal.keyring import ID_LENGTH, Key, ring_of

MARK = "2"


def seal_ring() -> tuple[Key, ...]:
    return ring_of(settings.PORTAL_SEAL_KEY, settings.PORTAL_SEAL_FORMER)


def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


@lru_cache(maxsize=16)
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, "seal")))


def newest_mark() -> str:
    """What everything begins with that today's key seals; "" while it is the only one there ever was."""
    ring = seal_ring()
    return f"{MARK}{ring[0].id}" if len(ring) > 1 else ""


def seal(text: str) -> str:
    return newest_mark() + _box(settings.PORTAL_SEAL_KEY).encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """InvalidToken for what no key of the ring sealed while it sealed."""
    ring, plain = seal_ring(), token
    if token.startswith(MARK):
        ring = tuple(key for key in ring if key.id == token[1 : 1 + ID_LENGTH])
        plain = token[1 + ID_LENGTH :]
    for key in ring:
        try:
            text = _box(key.secret).decrypt(plain.encode()).decode()
        except InvalidToken:
            continue
        if key.held_on(_sealed_on(key, plain)):
            return text
    raise InvalidToken


def _sealed_on(key: Key, token: str):
    moment = _box(key.secret).extract_timestamp(token.encode())
    return datetime.fromtimestamp(moment, UTC).astimezone(DISTRICT).date()


def blind_index(text: str) -> str:
    """A keyed digest by which a sealed value can be found, and only found, by who knows it."""
    return _digest(settings.PORTAL_SEAL_KEY, text)


def blind_indexes(text: str) -> list[str]:
    """The same by every key of the ring: what was kept before a change of key is found until it is sealed anew."""
    return [_digest(key.secret, text) for key in seal_ring()]


def _digest(secret: str, text: str) -> str:
    return hmac.new(_derived(secret, "index"), text.encode(), hashlib.sha256).hexdigest()


class SealedTextField(models.TextField):
    """Text that is encrypted at rest; it cannot be filtered or ordered by.

    `index`: the field beside it with the blind index of the same text, where there is one.
    """

    def __init__(self, *args, index: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.index = index

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value, expression, connection):
        return unseal(value) if value else value

    def get_lookup(self, lookup_name):
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
