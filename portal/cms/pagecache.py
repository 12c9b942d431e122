"""Whole public pages, kept for a few seconds: what every stranger is shown alike is drawn once for all of them.

A page is kept only when whoever draws it says so (`shared`), and only for strangers: no session, no message,
no token. An entry lives for three seconds, so that whatever changes anywhere shows within five (one more is
the proxy's, docs/deploy/nginx.conf); what an editor publishes clears this process's entries at once.

When an entry has run out, one who asks draws it anew. The others get the old one for a second more, or wait for the new.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from hashlib import blake2b

SECONDS = 3.0
# How much longer the old one is given out while somebody draws; how long others wait; when who draws is given up.
OLD_SECONDS, WAIT_SECONDS, DRAWN_WITHIN = 0.8, 2.0, 5.0
BYTES_MOST = 16 * 1024 * 1024
ENTRY_MOST = 2 * 1024 * 1024
PAGES_MOST = 20_000
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
        self._changed = threading.Condition(self._lock)
        # Who draws what, since when.
        self._drawn: dict[tuple, float] = {}
        self._pages: OrderedDict[tuple, Kept] = OrderedDict()
        self._bytes = 0
        self.era = 0

    def get(self, key: tuple) -> Kept | None:
        """What is kept; None where the caller draws it, and says `done` when it has. May wait for another who draws."""
        with self._changed:
            kept = self._pages.get(key)
            if kept is None:  # nobody knows yet whether it can be kept
                return None
            if self._is_fit(kept) or (self._is_drawn(key) and self._is_fit(kept, OLD_SECONDS)):
                self._pages.move_to_end(key)
                return kept
            if self._is_drawn(key):
                self._changed.wait_for(lambda: not self._is_drawn(key), WAIT_SECONDS)
                kept = self._pages.get(key)
                if kept is not None and self._is_fit(kept):
                    return kept
            self._drawn[key] = self._clock()
            return None

    def done(self, key: tuple) -> None:
        """Whoever drew it has, kept or not."""
        with self._changed:
            if self._drawn.pop(key, None) is not None:
                self._changed.notify_all()

    def _is_fit(self, kept: Kept, longer: float = 0.0) -> bool:
        return self._clock() < kept.until + longer

    def _is_drawn(self, key: tuple) -> bool:
        return self._clock() < self._drawn.get(key, -DRAWN_WITHIN) + DRAWN_WITHIN

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
                while self._bytes > BYTES_MOST or len(self._pages) > PAGES_MOST:
                    self._drop(next(iter(self._pages)))
        return kept

    def clear(self) -> None:
        with self._lock:
            self.era += 1
            # That they can be kept is still known; what they showed is not.
            for key, kept in self._pages.items():
                self._pages[key] = replace(kept, body=b"", until=float("-inf"))
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
