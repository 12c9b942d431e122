"""What is kept for seconds, the oldest leaves first."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = most, clock, threading.Lock()
        self._things: OrderedDict[Hashable, tuple[float, Thing]] = OrderedDict()

    def get(self, key: Hashable) -> Thing | None:
        found = self._things.get(key)
        return found[1] if found and found[0] > self._clock() else None

    def left(self, key: Hashable) -> int:
        """Whole seconds for which it is still kept."""
        found = self._things.get(key)
        return max(0, int(found[0] - self._clock())) if found else 0

    def put(self, key: Hashable, thing: Thing, seconds: float) -> None:
        with self._lock:
            self._things.pop(key, None)
            self._things[key] = (self._clock() + seconds, thing)
            while len(self._things) > self._most:
                self._things.popitem(last=False)
