"""The keyed hash chain: what an entry's seal is made from, and where a chain breaks."""

import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

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


def first_break(key: str, links: Iterable[Link], top: Top | None) -> Break | None:
    """Where the chain breaks first, or None. `links` come in order of their sequence."""
    sequence, last_hash = 0, GENESIS
    for link in links:
        if link.sequence != sequence + 1:
            return Break(sequence + 1, "missing")
        if link.previous_hash != last_hash:
            return Break(link.sequence, "detached")
        if not hmac.compare_digest(link.hash, link_hash(key, link)):
            return Break(link.sequence, "altered")
        sequence, last_hash = link.sequence, link.hash
    return _head_break(key, sequence, last_hash, top)


def _head_break(key: str, sequence: int, last_hash: str, top: Top | None) -> Break | None:
    if top is None:
        return Break(sequence + 1, "no head") if sequence else None
    if not hmac.compare_digest(top.seal, head_seal(key, top.sequence, top.hash)):
        return Break(top.sequence, "head altered")
    if top.sequence > sequence:
        return Break(sequence + 1, "tail cut off")
    if (top.sequence, top.hash) != (sequence, last_hash):
        return Break(top.sequence + 1, "not under the head")
    return None
