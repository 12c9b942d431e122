"""The identity of frozen content: the same data gives the same bytes, whatever the order of its keys."""

from collections.abc import Callable
from hashlib import sha256

from portal.ledger.chain import canonical


def digest_of(data: object, as_text: Callable[[object], str] | None = None) -> str:
    """SHA-256 of the canonical JSON; `as_text` writes what JSON does not know."""
    return sha256(canonical(data, as_text).encode()).hexdigest()
