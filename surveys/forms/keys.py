"""The key that each form goes out with: it makes a repeated post harmless and shows how long the form was open.

Three parts: a stamp that we signed for this wave (no stranger's page can make one, and no cookie is needed), the second
at which the form was handed out, and a random word that no other form has. The last two are filled in as the page
leaves, by us, by the proxy or by the script of the page; so one drawn page serves everybody. Only the stamp is
trusted; the second merely helps to see who answers faster than anyone reads.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

from surveys.models import Wave

LENGTH_LIMIT = 200
SIGNER = Signer(salt="surveys.form", sep="~")
WORD = re.compile(r"[A-Za-z0-9_-]{16,64}")
SECONDS = re.compile(r"[0-9]{1,11}")
PART = "!"
OPENED, UNIQUE = "--opened--", "--unique--"  # what stands in a drawn page until it leaves


class BadKeyError(Exception):
    """No key of this wave."""


@dataclass(frozen=True)
class Key:
    text: str
    word: str
    handed_out_at: datetime


def blank_key(wave: Wave, now: datetime) -> str:
    """The key as it stands in a page that many will get."""
    stamp = SIGNER.sign(f"{wave.pk}.{int(now.timestamp()) // 60 * 60}")
    return PART.join((stamp, OPENED, UNIQUE))


def fill(page: bytes, now: datetime) -> bytes:
    """A drawn page for one visitor."""
    opened, unique = str(int(now.timestamp())), secrets.token_urlsafe(16)
    return page.replace(OPENED.encode(), opened.encode()).replace(UNIQUE.encode(), unique.encode())


def read_key(text: str, wave: Wave) -> Key:
    parts = text[:LENGTH_LIMIT].split(PART)
    if len(parts) != 3 or not SECONDS.fullmatch(parts[1]) or not WORD.fullmatch(parts[2]):  # noqa: PLR2004 - see above
        raise BadKeyError
    stamp, opened, word = parts
    try:
        wave_id, _, seconds = SIGNER.unsign(stamp).partition(".")
    except BadSignature as error:
        raise BadKeyError from error
    if wave_id != str(wave.pk):
        raise BadKeyError
    latest = max(int(seconds), int(opened))
    return Key(f"{wave_id}.{word}", word, datetime.fromtimestamp(latest, tz=UTC))


def stamp_of(text: str) -> str:
    """The part that is the same for all who got one drawn page."""
    return text[:LENGTH_LIMIT].partition(PART)[0]
