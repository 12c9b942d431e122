"""The keyed hash chain: what an entry's seal is made from, and where a chain breaks."""

import hmac
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from portal.clock import DISTRICT
from portal.keyring import Key

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One entry as the chain sees it."""

    sequence: int
    recorded_at: datetime
    actor: str
    action: str
    subject: str
    before: Any
    after: Any
    reason: str
    previous_hash: str
    hash: str = ""


@dataclass(frozen=True)
class Top:
    """The last link as the head record remembers it; `seal` shows that the portal wrote it."""

    sequence: int
    hash: str
    seal: str


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold."""

    sequence: int
    reason: str


def canonical(value: Any, as_text: Callable[[Any], str] | None = None) -> str:
    """One text for one value: sorted keys, no blanks, no NaN. Anything but JSON is a TypeError, or written `as_text`."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=as_text
    )


def _keyed(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


def link_hash(key: str, link: Link) -> str:
    instant = link.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [link.sequence, instant, link.actor, link.action, link.subject]
    return _keyed(key, canonical([*parts, link.before, link.after, link.reason, link.previous_hash]))


def head_seal(key: str, sequence: int, last_hash: str) -> str:
    return _keyed(key, canonical(["head", sequence, last_hash]))


def first_break(ring: Sequence[Key], links: Iterable[Link], top: Top | None, on: date | None = None) -> Break | None:
    """Where the chain breaks first, or None. `links` come in order of their sequence; the ring, its newest key first.

    An entry is sealed by a key that was in use on its day, and once a later key was used no earlier one comes back.
    `on`: a day on which the head's key, too, must be in use; None does not ask.
    """
    sequence, last_hash, keys = 0, GENESIS, list(reversed(ring))
    for link in links:
        if link.sequence != sequence + 1:
            return Break(sequence + 1, "missing")
        if link.previous_hash != last_hash:
            return Break(link.sequence, "detached")
        keys = _from_its_key_on(keys, link)
        if not keys:
            return Break(link.sequence, "altered")
        sequence, last_hash = link.sequence, link.hash
    live = [key for key in keys if on is None or key.held_on(on)]
    return _head_break(live, sequence, last_hash, top)


def _from_its_key_on(keys: list[Key], link: Link) -> list[Key]:
    """The keys from the one that sealed this entry, while it was in use, to the newest; none where none did."""
    day = link.recorded_at.astimezone(DISTRICT).date()
    for place, key in enumerate(keys):
        if key.held_on(day) and hmac.compare_digest(link.hash, link_hash(key.secret, link)):
            return keys[place:]
    return []


def _head_break(keys: list[Key], sequence: int, last_hash: str, top: Top | None) -> Break | None:
    if top is None:
        return Break(sequence + 1, "no head") if sequence else None
    if not any(hmac.compare_digest(top.seal, head_seal(key.secret, top.sequence, top.hash)) for key in keys):
        return Break(top.sequence, "head altered")
    if top.sequence > sequence:
        return Break(sequence + 1, "tail cut off")
    if (top.sequence, top.hash) != (sequence, last_hash):
        return Break(top.sequence + 1, "not under the head")
    return None
