"""Workers are killed while people answer: `python -m bench.kills [--kills 200]`, with DATABASE_URL on PostgreSQL.

`--groups 30`: all processes of the server at once, as when the machine goes; then it is started again by hand.

There the two units that we ship run, started anew as systemd would; on SQLite one server, started by hand.

Everybody writes down what was sent and what came back; afterwards the notes are held against the database. Who got no
reply sends the same form again, as the page does. Nothing may be lost and nothing stored twice. No violation in 200
kills bounds the rate of violations below 1.5 % (95 % confidence).
"""

import argparse
import contextlib
import hashlib
import http.client
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.phones import Form, Phone, at_work, new_form, stamp_of
from bench.processes import fields, tree
from bench.unit import Behind, Pair
from tests.journeys.server import Server

POSTERS = 10
REPLY_LIMIT = 60  # seconds until a form that is sent again and again has its receipt
STARTS_WITHIN = 10  # seconds until a server that was killed whole serves again
PAUSE = 0.2  # seconds before a form that got no reply is sent again
ROWS = """
from surveys.models import Response
import json
print("rows", json.dumps(list(Response.objects.values_list("key_digest", "reference", "wave_id"))))
"""


@dataclass
class Journal:
    """What the phones know: by the word of a form, each receipt that was shown for it."""

    shown: dict[str, set[str]] = field(default_factory=dict)
    unanswered: int = 0  # sendings that broke off: stored or not, the phone cannot know
    refused: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    replies: int = 0

    def note(self, form: Form, receipt: str) -> None:
        with self.lock:
            self.shown.setdefault(form.word, set()).add(receipt.rpartition("/receipts/")[2].partition("/")[0])
            self.replies += 1


def poster(addresses: list[str], stamp: str, journal: Journal, done: threading.Event) -> None:
    while not done.is_set():
        # An address of its own each: answers as quick as these from one phone would be a machine's.
        phone = Behind(addresses) if len(addresses) > 1 else Phone(addresses[0])
        deliver(phone, new_form(stamp), journal)


def deliver(phone: Phone, form: Form, journal: Journal) -> None:
    end = time.monotonic() + REPLY_LIMIT
    while time.monotonic() < end:
        try:
            status, receipt = phone.send(form)
        except (OSError, http.client.HTTPException):
            journal.unanswered += 1
            time.sleep(PAUSE)
            continue
        if status == 302:
            journal.note(form, receipt)
            return
        if status not in {409, 503}:
            journal.refused.append(status)
            return
        time.sleep(PAUSE)
    journal.refused.append(0)


def alive(root: int) -> list[int]:
    """A server and the processes that answer for it."""
    found = []
    for pid in tree(root):
        try:
            line, state = Path(f"/proc/{pid}/cmdline").read_bytes(), fields(pid)
        except OSError:
            continue
        if state[0] != "Z" and b"resource_tracker" not in line:
            found.append(pid)
    return found


def kill_group(server: Server, kills: int, journal: Journal, pair: Pair | None) -> list[float]:
    """All processes at once, again and again; seconds until the server, started by hand, serves its first page."""
    chance, times = random.Random(4), []
    for _ in range(kills):
        before = journal.replies
        while journal.replies <= before + POSTERS:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.3))
        for pid in alive(server.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        server.stop()
        began = time.monotonic()
        server.start()
        times.append(time.monotonic() - began)
    return times


def kill_workers(server: Server, kills: int, journal: Journal, pair: Pair | None) -> list[float]:
    """One kill at a random moment of work, again and again; seconds until each was followed by replies."""
    chance, times = random.Random(4), []
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.4))
        roots = [unit.pid for unit in pair.units if unit.pid] if pair else [server.pid]
        victims = [pid for root in roots for pid in alive(root)[0 if pair else 1 :]]
        if victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(victims), signal.SIGKILL)
        began, before = time.monotonic(), journal.replies
        if not pair:
            server.stop()
            server.start()
        while journal.replies <= before + POSTERS:
            if time.monotonic() - began > REPLY_LIMIT:
                raise AssertionError(f"nobody answers any more:\n{server.words()[-2000:]}")
            time.sleep(0.01)
        times.append(time.monotonic() - began)
    return times


@contextmanager
def under_load(addresses: list[str]) -> Iterator[Journal]:
    journal, done, stamp = Journal(), threading.Event(), stamp_of(addresses[0])
    threads = [threading.Thread(target=poster, args=(addresses, stamp, journal, done)) for _ in range(POSTERS)]
    with at_work(threads, done):
        yield journal


def violations(journal: Journal, rows: list[list]) -> list[str]:
    """What the notes and the database do not agree on: lost, doubled, changed, never sent."""
    stored: dict[str, list[str]] = {}
    for digest, reference, _ in rows:
        stored.setdefault(digest, []).append(reference)
    waves = {wave for *_, wave in rows}
    found = [f"refused with {status}" for status in journal.refused]
    sent = set()
    for word, receipts in journal.shown.items():
        digests = [hashlib.sha256(f"{wave}.{word}".encode()).hexdigest() for wave in waves]
        sent.update(digests)
        references = [reference for digest in digests for reference in stored.get(digest, [])]
        if len(references) != 1:
            found.append(f"{word}: {len(references)} rows")
        if set(references) != receipts:
            found.append(f"{word}: told {sorted(receipts)}, stored {references}")
    return found + [f"{digest}: stored and never sent" for digest in stored.keys() - sent]


def run(
    server: Server, kills: int, pair: Pair | None = None, way=kill_workers
) -> tuple[Journal, list[float], list[str]]:
    """Kill, then hold the notes against the rows, and the tallies against a full recount."""
    survey = next(survey["slug"] for survey in server.seed["surveys"] if survey["state"] == "open")
    earlier = {row[0] for row in stored_rows(server)}
    path = f"/surveys/{survey}/"
    with under_load(pair.addresses(path) if pair else [server.url(path)]) as journal:
        times = way(server, kills, journal, pair)
    rows = [row for row in stored_rows(server) if row[0] not in earlier]
    server.manage("fold_answers", "--verify")  # fails where a tally differs
    slow = [f"a start took {took:.1f} s" for took in times if way is kill_group and took > STARTS_WITHIN]
    return journal, times, violations(journal, rows) + unsound(server) + slow


def unsound(server: Server) -> list[str]:
    """What SQLite itself finds wrong with its file."""
    if server.database.kind != "sqlite":
        return []
    with contextlib.closing(sqlite3.connect(server.folder / "var" / "portal.sqlite3")) as database:
        return [said for (said,) in database.execute("PRAGMA integrity_check") if said != "ok"]


def stored_rows(server: Server) -> list[list]:
    said = server.manage("shell", "-v0", "-c", ROWS)
    return json.loads(said.partition("rows ")[2])


def asked() -> tuple[int, Callable]:
    """How often, and what is killed."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--groups", type=int, default=0)
    words = parser.parse_args()
    return (words.groups, kill_group) if words.groups else (words.kills, kill_workers)


def main() -> int:
    kills, way = asked()
    os.environ["PORTAL_TRUSTED_PROXIES"] = "1"
    server, pair = Server(Path(tempfile.mkdtemp(prefix="portal-kills-"))), None
    try:
        server.prepare()
        server.fill()
        if server.database.kind == "postgresql" and way is kill_workers:
            pair = Pair(server)
            pair.start()
        else:
            server.start()
        journal, times, found = run(server, kills, pair, way)
        if pair:
            found += [f"the unit on port {unit.port} was given up" for unit in pair.units if unit.has_given_up]
        server.manage("check_invariants")  # fails where one does not hold
    finally:
        if pair:
            pair.stop()
        server.stop()
        server.database.drop()
    print(
        f"{server.database.kind}: {kills} kills, {len(journal.shown)} answers with a receipt, "
        f"{journal.unanswered} sendings cut off and sent again; back in {sorted(times)[len(times) // 2]:.1f} s "
        f"(slowest {max(times):.1f} s); violations: {len(found)}"
    )
    for line in found[:20]:
        print(f"  {line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
