"""Personal values that the database holds only sealed."""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


def _derived(purpose: str) -> bytes:
    return hmac.new(settings.PORTAL_SEAL_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


@lru_cache(maxsize=4)
def _box(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key))


def seal(text: str) -> str:
    return _box(_derived("seal")).encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    return _box(_derived("seal")).decrypt(token.encode()).decode()


def blind_index(text: str) -> str:
    """A keyed digest by which a sealed value can be found, and only found, by who knows it."""
    return hmac.new(_derived("index"), text.encode(), hashlib.sha256).hexdigest()


class SealedTextField(models.TextField):
    """Text that is encrypted at rest; it cannot be filtered or ordered by."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value, expression, connection):
        return unseal(value) if value else value

    def get_lookup(self, lookup_name):
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
