"""How long a request waits for a database that does not answer: once. What it asks afterwards is refused at once."""

import time
from contextvars import ContextVar

# A thread without requests asks again after so long.
MEMORY_SECONDS = 2.0
_gave_up: ContextVar[float] = ContextVar("gave_up", default=-MEMORY_SECONDS)


def give_up() -> None:
    _gave_up.set(time.monotonic())


def has_given_up() -> bool:
    return time.monotonic() - _gave_up.get() < MEMORY_SECONDS


def begin_anew() -> None:
    """Another request waits for itself."""
    _gave_up.set(-MEMORY_SECONDS)
