"""Why a message was not taken, and whether the same message may be tried again by itself.

What the providers call their refusals is theirs; each is one of these here. A code that nobody knows is tried again:
an answer that says no has sent nothing, so trying costs little, and giving up silently would cost the message.
"""

from collections.abc import Mapping
from enum import StrEnum


class Refusal(StrEnum):
    LIMIT = "limit"  # too many, to this number or altogether
    BALANCE = "balance"  # the account is empty or suspended
    ACCESS = "access"  # the key, its signature or its rights
    BUSY = "busy"  # the provider's own trouble
    NUMBER = "number"  # no such number, or one that wants no messages
    TEMPLATE = "template"  # sign, template or a value that the provider does not let through


# The next try meets the same answer, until a person has changed something.
FINAL = frozenset({Refusal.NUMBER, Refusal.TEMPLATE})


class UndeliveredError(Exception):
    """The message was not taken. Where `__cause__` says that the line broke, it may have been taken all the same."""

    refusal: Refusal | None = None

    @property
    def is_final(self) -> bool:
        return self.refusal in FINAL


class RefusedError(UndeliveredError):
    """The provider answered, and its answer is no."""

    def __init__(self, refusal: Refusal, code: str) -> None:
        super().__init__(f"{refusal} ({code})")
        self.refusal = refusal


class UnreadableError(UndeliveredError):
    """An answer came that says neither yes nor no: nobody knows what became of the message."""


def refusal_of(code: str, known: Mapping[Refusal, tuple[str, ...]]) -> Refusal:
    """What a provider's code means: the longest beginning that is known; else its own trouble."""
    fitting = [(len(start), kind) for kind, starts in known.items() for start in starts if code.startswith(start)]
    return max(fitting)[1] if fitting else Refusal.BUSY
