"""A little work that a phone does by itself where very much comes at once, or before a stranger's first message: find a
number whose hash, together with a word of ours, begins with enough zero bits. People notice a second; who sends
thousands pays for each. Nothing is asked of another host, and nobody has to recognise traffic lights."""

import hashlib
import re
import secrets
from datetime import datetime
from enum import Enum

from django.core import signing

BITS = 14
NUMBER = re.compile(r"[0-9]{1,10}")
SALT = "portal.accounts.proof"
# Who cannot work (no scripts) waits; a word is good for an hour, and once (portal.accounts.limits).
WAIT_SECONDS, LIFE_SECONDS = 60, 60 * 60


class Shown(Enum):
    WORK = "work"
    PATIENCE = "patience"
    NOTHING = "nothing"


def is_proof(word: str, number: str, bits: int = BITS) -> bool:
    """Whether sha256("word:number") begins with so many zero bits."""
    if not NUMBER.fullmatch(number):
        return False
    digest = hashlib.sha256(f"{word}:{number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - bits) == 0


def new_word(now: datetime) -> str:
    """A word that goes out with a form, and says when."""
    return signing.dumps([secrets.token_hex(8), int(now.timestamp())], salt=SALT)


def seconds_since(word: str, now: datetime) -> int | None:
    """How long ago the word went out; None where it is not ours, or too old."""
    try:
        _, at = signing.loads(word, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    passed = int(now.timestamp()) - at
    return passed if 0 <= passed <= LIFE_SECONDS else None


def shown(word: str, number: str, now: datetime) -> Shown:
    """What a form shows that came back with its word: that it worked, or that it waited."""
    passed = seconds_since(word, now)
    if passed is None:
        return Shown.NOTHING
    if is_proof(word, number):
        return Shown.WORK
    return Shown.PATIENCE if passed >= WAIT_SECONDS else Shown.NOTHING
