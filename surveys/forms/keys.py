"""The key that each form is handed out with: it makes a repeated post harmless and shows how long the form was open.

It is signed, so no stranger's page can post in a visitor's name with a key of its own making, and it needs no cookie.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

from surveys.models import Wave

LENGTH_LIMIT = 200
SIGNER = Signer(salt="surveys.form", sep="~")


class BadKeyError(Exception):
    """No key of this wave."""


@dataclass(frozen=True)
class Key:
    text: str
    handed_out_at: datetime


def new_key(wave: Wave, now: datetime) -> str:
    return SIGNER.sign(f"{wave.pk}.{int(now.timestamp())}.{secrets.token_urlsafe(12)}")


def read_key(text: str, wave: Wave) -> Key:
    try:
        content = SIGNER.unsign(text[:LENGTH_LIMIT])
    except BadSignature as error:
        raise BadKeyError from error
    wave_id, seconds, _ = content.split(".", 2)
    if wave_id != str(wave.pk):
        raise BadKeyError
    return Key(content, datetime.fromtimestamp(int(seconds), tz=UTC))
