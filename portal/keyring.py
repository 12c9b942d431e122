"""Keys that follow each other: the newest works today, each before it holds for what it made up to its last day."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Key:
    """`last`: the last day on which it was used; None for the newest. Its id tells nothing of the secret."""

    id: str
    secret: str
    last: date | None

    def held_on(self, day: date) -> bool:
        return self.last is None or day <= self.last


def key_id(secret: str) -> str:
    digest = hashlib.sha256(b"portal.keyring:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:ID_LENGTH]


def ring_of(newest: str, former: Mapping[str, str]) -> tuple[Key, ...]:
    """The newest first, then `former` from its end: each change adds one there. A day that is none raises ValueError."""
    return _ring(newest, tuple(former.items()))


@lru_cache(maxsize=8)
def _ring(newest: str, former: tuple[tuple[str, str], ...]) -> tuple[Key, ...]:
    older = [Key(key_id(secret), secret, date.fromisoformat(day)) for secret, day in former if secret != newest]
    return (Key(key_id(newest), newest, None), *reversed(older))


def rotated(name: str, fresh: str, newest: str, former: Mapping[str, str], day: date) -> list[str]:
    """The lines of the environment that put a fresh key before the newest; `name` as in PORTAL_SEAL."""
    ring = {**former, newest: day.isoformat()}
    return [f"{name}_KEY={fresh}", f"{name}_FORMER={' '.join(f'{secret}={last}' for secret, last in ring.items())}"]
