"""Doors that rooms keep before Django: what a door knows for certain it answers itself, all else goes on unchanged.

A door that breaks is shut for some seconds. Django answers in its place, also the request under which it broke, and
/readyz says so.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.faults import Trouble, is_gone, trouble_of
from portal.health import Line, State

logger = logging.getLogger(__name__)
SHUT_SECONDS, TOLD_SECONDS = 5.0, 600.0
# Tells Django that a connection died under the door: what was sent may be stored. No header of a visitor has such a name.
UNSURE = "portal.unsure"
Environ = dict[str, Any]
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)

    def with_headers(self, changed: dict[str, str | None], body: bytes) -> "Answer":
        """The same with other words in some headers; None takes one away."""
        headers = [(name, changed.get(name, value)) for name, value in self.headers]
        return Answer(self.status, [(name, value) for name, value in headers if value is not None], body)


Ask = Callable[[Environ], Answer]
# A room's own: gives None for what it leaves to Django. Of a body that it has read it leaves a copy in `wsgi.input`.
Door = Callable[[Environ, Ask], Answer | None]
Note = Callable[[str, int, float], None]


class Doors:
    """The WSGI application of the portal. `note` counts what a door answered: method, status, seconds."""

    def __init__(self, application: Callable[..., Iterable[bytes]], doors: Sequence[Door], note: Note | None = None):
        self.application, self.doors, self.note = application, doors, note

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()
        asked: list[Answer] = []

        def ask(changed: Environ) -> Answer:
            asked.append(whole(self.application, changed))
            return asked[-1]

        answer = self._answer(environ, ask)
        if answer is None:
            return self.application(environ, start)
        start(answer.status, answer.headers)
        if self.note and not asked:
            self.note(environ["REQUEST_METHOD"], int(answer.status[:3]), time.perf_counter() - began)
        return [answer.body]

    def _answer(self, environ: Environ, ask: Ask) -> Answer | None:
        if SHUT.is_shut:
            return None
        try:
            return next(filter(None, (door(environ, ask) for door in self.doors)), None)
        except Exception as fault:  # noqa: BLE001 - whatever it is, Django answers
            SHUT.note(fault)
            environ[UNSURE] = is_gone(fault)
            return None


def whole(application: Callable[..., Iterable[bytes]], environ: Environ) -> Answer:
    """What Django answers, read to its end."""
    told: list[Any] = []
    chunks = application(environ, lambda status, headers, _fault=None: told.extend((status, headers)))
    try:
        return Answer(told[0], told[1], b"".join(chunks))
    finally:
        if close := getattr(chunks, "close", None):
            close()


class Shut:
    """Whether doors are shut in this process, and since when. A database that is busy or was restarted shuts none."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._broke_at = clock, -TOLD_SECONDS

    @property
    def is_shut(self) -> bool:
        return self._clock() - self._broke_at < SHUT_SECONDS

    @property
    def is_told(self) -> bool:
        return self._clock() - self._broke_at < TOLD_SECONDS

    def note(self, fault: Exception) -> None:
        if is_gone(fault) or trouble_of(fault) is Trouble.BUSY:
            logger.warning("a door leaves a request to Django: %s", type(fault).__name__)
            return
        self._broke_at = self._clock()
        logger.error("a door broke and is shut for %d s; Django answers", SHUT_SECONDS, exc_info=fault)


SHUT = Shut()


def health_lines(_now: datetime) -> list[Line]:
    return [Line("doors", State.WARNING, "broke") if SHUT.is_told else Line("doors")]
