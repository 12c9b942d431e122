"""What goes wrong with several nodes, while people answer: `make chaos`, ten minutes at most.

A node is killed; the database is switched over to its standby; Redis is lost; the store of files is away; one node's
clock is an hour off; one node runs the version before. Everybody writes down what was sent and what came back. Wanted: no
answer lost, doubled or half; what was away is told in seconds.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.kills import Journal, poster, stored_rows, violations
from bench.nodes import NODES, Shared, balanced, web_nodes
from bench.phones import at_work, stamp_of
from tests.journeys.server import ROOT

POSTERS, QUIET, LIMIT = 4, 6.0, 600.0
HOUR_OFF = "2026-11-24T10:00:00+08:00"
WAVE = """
from datetime import timedelta
from portal.clock import now
from tests.factories import surveys as factory
span = {"opens_at": now() - timedelta(1), "closes_at": now() + timedelta(9)}
wave = factory.WaveFactory(survey__slug="chaos", survey__questionnaire_code="resident", **span)
print("slug", wave.survey.slug)
"""


def pause(seconds: float) -> None:
    threading.Event().wait(seconds)


class Watch:
    """When the last answer was stored; the longest time without one."""

    def __init__(self, journal: Journal) -> None:
        self.journal, self.longest = journal, 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        self.longest, ended = 0.0, threading.Event()
        thread = threading.Thread(target=self._look, args=(ended,))
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _look(self, ended: threading.Event) -> None:
        seen, since = self.journal.replies, time.monotonic()
        while not ended.wait(0.02):
            if self.journal.replies != seen:
                seen, since = self.journal.replies, time.monotonic()
            self.longest = max(self.longest, time.monotonic() - since)

    def until_it_flows(self, answers: int = 20) -> None:
        wanted, end = self.journal.replies + answers, time.monotonic() + 60
        while self.journal.replies < wanted:
            assert time.monotonic() < end, "nobody answers any more"
            pause(0.02)


def killed(units) -> None:
    for unit in units[:2]:
        with contextlib.suppress(ProcessLookupError, TypeError):
            os.kill(unit.pid, signal.SIGKILL)
        pause(QUIET / 2)


def switched(server: Shared) -> None:
    """The primary dies at once; the standby has every answer that was told."""
    server.primary.stop("immediate")
    server.standby.promote()


def redis_lost(server: Shared) -> None:
    server.redis.stop()
    pause(QUIET)
    server.redis.start()


def store_away(server: Shared) -> None:
    with server.store.away():
        pause(QUIET)


def version_before(folder: Path) -> Path:
    """The source as it was at the last tag, or a day's work ago, with today's packages."""
    asked = ["git", "-C", str(ROOT)]
    tag = subprocess.run(
        [*asked, "describe", "--tags", "--abbrev=0"], capture_output=True, text=True, check=False
    ).stdout.strip()
    packed = subprocess.run([*asked, "archive", tag or "HEAD~10"], capture_output=True, check=True).stdout
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    words = "from pathlib import Path; from portal.cms import catalogues; catalogues.compile_catalogues(Path.cwd())"
    subprocess.run([sys.executable, "-c", words], cwd=folder, check=True)
    return folder


def open_survey(server: Shared) -> str:
    """A wave that is open to all who come; its questionnaire is the shipped one of residents."""
    return server.manage("shell", "-v0", "-c", WAVE).partition("slug ")[2].strip()


def main() -> int:
    began, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="portal-chaos-"))
    server = Shared(folder)
    try:
        server.prepare()
        survey = open_survey(server)
        server.follow()
        server.stop_commands()
        before = {row[0] for row in stored_rows(server)}
        older = version_before(folder / "before")
        own = [{}, {"PORTAL_FAKE_NOW": HOUR_OFF}, {"PORTAL_ALLOW_NEWER_DATABASE": "1"}]
        with (
            web_nodes(server, folder, own, [ROOT, ROOT, older]) as units,
            balanced(folder, [unit.port for unit in units]) as address,
        ):
            journal, told = loaded(f"{address}/surveys/{survey}/", server, units)
        rows = [row for row in stored_rows(server) if row[0] not in before]
        server.manage("fold_answers", "--verify")
        faults = violations(journal, rows)
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)
    took = time.monotonic() - began
    print(
        f"{NODES} nodes, one an hour off, one of the version before: {len(rows)} answers, {journal.unanswered} broken off"
    )
    for what, seconds in told.items():
        print(f"{what}: {seconds:.1f} s without an answer stored")
    print(f"lost, doubled, half: {len(faults)}; {took:.0f} s in all")
    print("\n".join(faults))
    return bool(faults) or took > LIMIT


def until_it_answers(address: str) -> None:
    for _ in range(120):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=10).close()
            return
        pause(0.5)
    raise AssertionError("no node answers behind the proxy")


def loaded(address: str, server: Shared, units) -> tuple[Journal, dict[str, float]]:
    journal, done, told = Journal(), threading.Event(), {}
    steps: dict[str, Callable[[], None]] = {
        "all is well": lambda: pause(QUIET),
        "two nodes killed one after the other": lambda: killed(units),
        "Redis lost": lambda: redis_lost(server),
        "store of files away": lambda: store_away(server),
        "database switched over": lambda: switched(server),
    }
    until_it_answers(address)
    watch, stamp = Watch(journal), stamp_of(address)
    with at_work(
        [threading.Thread(target=poster, args=([address], stamp, journal, done)) for _ in range(POSTERS)], done
    ):
        for what, step in steps.items():
            watch.until_it_flows()
            with watch.measured():
                step()
                watch.until_it_flows()
            told[what] = watch.longest
    return journal, told


if __name__ == "__main__":
    raise SystemExit(main())
