"""An answer within seconds, whatever hangs: each source is asked in a thread of its own, and waited for no longer."""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connections

from portal.health import Line, State
from portal.upkeep.queries.state import SOURCES, Source

LIMIT = 2.0


class Question(threading.Thread):
    """One source, asked once. It may hang as long as it likes; it leaves no connection behind."""

    def __init__(self, name: str, source: Source, now: datetime) -> None:
        super().__init__(name=f"ready-{name}", daemon=True)
        self.source, self.now = source, now
        self.answer: Sequence[Line] | None = None

    def run(self) -> None:
        try:
            self.answer = self.source(self.now)
        except Exception:  # noqa: BLE001 - whatever it is, the source does not answer
            self.answer = None
        finally:
            connections.close_all()


# Those that were asked last: while one hangs, it is not asked again, so that threads do not pile up.
_asked: dict[str, Question] = {}


def report(now: datetime, sources: Mapping[str, Source] = SOURCES, limit: float = LIMIT) -> list[Line]:
    """The lines of all sources; one line that says so for a source that does not answer in time."""
    for name, source in sources.items():
        if name not in _asked or not _asked[name].is_alive():
            _asked[name] = Question(name, source, now)
            _asked[name].start()
    found: list[Line] = []
    for name in sources:
        question = _asked[name]
        question.join(limit)
        found += question.answer or [Line(name, State.FAILING, "silent", alarm=True)]
    return found


def is_ready(lines: Sequence[Line]) -> bool:
    return all(line.state is not State.FAILING for line in lines)
