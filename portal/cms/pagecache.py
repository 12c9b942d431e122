"""Whole public pages, kept for a few seconds: what every stranger is shown alike is drawn once for all of them.

A page is kept only when whoever draws it says so (`shared`), and only for strangers: no session, no message,
no token. An entry lives for three seconds, so that whatever changes anywhere shows within five (one more is
the proxy's, docs/deploy/nginx.conf); what an editor publishes clears this process's entries at once.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b

SECONDS = 3.0
BYTES_MOST = 16 * 1024 * 1024
ENTRY_MOST = 512 * 1024
NUMBERED = re.compile(r"page=[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Kept:
    body: bytes
    headers: tuple[tuple[str, str], ...]
    until: float
    etag: str


class PageCache:
    """Pages by what they depend on; the least recently asked for go first when room runs out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._pages: OrderedDict[tuple, Kept] = OrderedDict()
        self._bytes = 0
        self.era = 0

    def get(self, key: tuple) -> Kept | None:
        with self._lock:
            kept = self._pages.get(key)
            if kept is None:
                return None
            if kept.until <= self._clock():
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return kept

    def put(self, key: tuple, body: bytes, headers: tuple[tuple[str, str], ...], era: int) -> Kept | None:
        """Keep a page that was drawn in this era; one drawn before the last clearing may show what was."""
        if len(body) > ENTRY_MOST:
            return None
        etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
        kept = Kept(body, headers, self._clock() + SECONDS, etag)
        with self._lock:
            if era == self.era:
                self._drop(key)
                self._pages[key] = kept
                self._bytes += len(body)
                while self._bytes > BYTES_MOST:
                    self._drop(next(iter(self._pages)))
        return kept

    def clear(self) -> None:
        with self._lock:
            self.era += 1
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: tuple) -> None:
        gone = self._pages.pop(key, None)
        if gone is not None:
            self._bytes -= len(gone.body)


PAGES = PageCache()


def shared(view):
    """A view that shows every stranger the same."""

    @wraps(view)
    def drawn(request, *args, **kwargs):
        return mark_shared(view(request, *args, **kwargs))

    return drawn


def mark_shared(response):
    response.is_shared = True
    return response


def is_plain_query(query: str) -> bool:
    """No query at all, or the number of a page: anything else is drawn anew and not kept."""
    return not query or NUMBERED.fullmatch(query) is not None
