"""How fast answers come from one network. Two hundred phones behind one address are people, so nothing is dropped:
what is too much at once is flagged, and what nobody can have read costs its phone a little work (portal/accounts/proof.py).
Where much came that nobody can have read, the rest is flagged too: a machine may well wait before it sends.

Addresses are kept as a hash with a salt that dies with the process, for minutes, and never beside an answer.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict, deque

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

SALT = secrets.token_bytes(16)
WINDOW_SECONDS = 600
BURST = 250  # answers from one address in a window, beyond which each is flagged
FLOOD = 1_000  # answers from one address in a window, beyond which each costs its phone a little work
UNREAD = 20  # answers faster than the form can be read, beyond which each costs that work too
KEPT_ADDRESSES = 20_000


class Window:
    """Counts events of the last minutes by source; the sources used longest ago are forgotten first."""

    def __init__(self):
        self._events: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, source: str, moment: float) -> int:
        """Note one event; how many there were before it in the window."""
        with self._lock:
            events = self._recent(source, moment)
            earlier = len(events)
            events.append(moment)
            self._events[source] = events
            self._events.move_to_end(source)
            while len(self._events) > KEPT_ADDRESSES:
                self._events.popitem(last=False)
            return earlier

    def count(self, source: str, moment: float) -> int:
        with self._lock:
            return len(self._recent(source, moment))

    def clear(self) -> None:
        with self._lock:
            self._events.clear()

    def _recent(self, source: str, moment: float) -> deque[float]:
        events = self._events.get(source, deque(maxlen=FLOOD + 1))
        while events and events[0] <= moment - WINDOW_SECONDS:
            events.popleft()
        return events


ALL = Window()
FAST = Window()


def source_of(request: HttpRequest) -> str:
    address = get_adapter(request).get_client_ip(request) or ""
    return hashlib.blake2b(address.encode(), key=SALT, digest_size=16).hexdigest()
