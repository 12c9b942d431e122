"""PostgreSQL is restarted at once (immediate) while people send: `python -m bench.restarts [--restarts 50]`.

A server of its own on a port of its own, so that nobody else is disturbed. Phones answer the survey, residents leave
messages, a street officer logs events; each writes down what came back, and sends again what was not received, as the
page offers it; every other one that is told a fault gives up, and is looked up. Wanted: nothing lost, doubled or half;
no 500; and nobody told a fault about what was stored.
"""

import argparse
import hashlib
import http.client
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.phones import Phone, at_work, new_form, stamp_of
from tests.journeys.server import Server
from tests.own_servers import Cluster

PHONES, RESIDENTS, OFFICERS = 6, 3, 3
GIVE_UP = 60  # seconds until a form that is sent again and again has its receipt
EVENT = {
    "type": "talk",
    "day": "2026-11-20",
    "begins": "09:00",
    "ends": "11:00",
    "audiences": ["families"],
    "channel": "on_site",
    "people_reached": "45",
    "counting": "signed_in",
    "proof_kind": "photo",
    "proof_link": "https://example.org/news/7",
}
TOKEN = "t" * 32
COOKIES = """
import json
from django.test import Client
from portal.accounts.models import Grant
from portal.accounts.roles import Role
import tests.signed_in
found = []
for grant in Grant.objects.filter(role=Role.STREET_OFFICER)[:3]:
    client = Client()
    client.force_login(grant.user)
    found.append([client.cookies["sessionid"].value, grant.area.code])
print("cookies", json.dumps(found))
"""
ROWS = """
import json
from surveys.models import Response
from portal.home.models import Feedback
from campaigns.models import EventFiling
print("rows", json.dumps({
    "answers": list(Response.objects.values_list("key_digest", flat=True)),
    "waves": list(Response.objects.values_list("wave_id", flat=True).distinct()),
    "messages": [str(key) for key in Feedback.objects.exclude(key=None).values_list("key", flat=True)],
    "events": [str(key) for key in EventFiling.objects.values_list("key", flat=True)],
}))
"""


@dataclass
class Note:
    """One thing to be sent: what came back each time."""

    kind: str
    key: str
    statuses: list[int] = field(default_factory=list)
    is_received: bool = False
    is_given_up: bool = False  # after a fault nothing was sent again: was it stored?


@dataclass
class Journal:
    notes: list[Note] = field(default_factory=list)
    faults: Counter = field(default_factory=Counter)
    broken: int = 0
    received: int = 0
    stalls: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def deliver(journal: Journal, note: Note, send) -> None:
    """Again and again, the same form, until there is a receipt."""
    with journal.lock:
        journal.notes.append(note)
    end = time.monotonic() + GIVE_UP
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            status, location = send()
        except (OSError, http.client.HTTPException):
            journal.broken += 1
            time.sleep(0.2)
            continue
        finally:
            journal.stalls.append(time.monotonic() - began)
        note.statuses.append(status)
        if status == 302 and "/account/login" not in location:
            note.is_received = True
            journal.received += 1
            return
        journal.faults[f"{note.kind} {status}"] += 1
        if sum(journal.faults.values()) % 2 and set(note.statuses) == {status}:
            note.is_given_up = True
            return
        time.sleep(0.3)


def phone(server: Server, journal: Journal, done: threading.Event, path: str, stamp: str) -> None:
    address = server.url(path)
    while not done.is_set():
        wire, form = Phone(address), new_form(stamp)
        deliver(journal, Note("answers", form.word), lambda wire=wire, form=form: wire.send(form))


def resident(server: Server, journal: Journal, done: threading.Event) -> None:
    """Browsers that keep no cookies; each message is another person's."""
    while not done.is_set():
        wire = Phone(server.url("/feedback/"))
        key = str(uuid.uuid4())
        body = urlencode({"key": key, "about": "message", "text": f"北门的桶满了 {key}"})
        deliver(journal, Note("messages", key), lambda wire=wire, body=body: wire.ask("POST", "/feedback/", body)[:2])


def officer(server: Server, journal: Journal, done: threading.Event, cookie: str, area: str) -> None:
    wire = Phone(server.url("/events/log/"), {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}"})
    while not done.is_set():
        key = str(uuid.uuid4())
        own = {"key": key, "area": area, "csrfmiddlewaretoken": TOKEN, "title": f"宣传 {key}"}
        body = urlencode(EVENT | own, doseq=True)
        deliver(journal, Note("events", key), lambda body=body: wire.ask("POST", wire.path, body)[:2])


def restart_often(cluster: Cluster, restarts: int, journal: Journal) -> list[float]:
    """At random moments of work; seconds from each until somebody has a receipt again."""
    chance, times = random.Random(4), []
    for _ in range(restarts):
        time.sleep(chance.uniform(0.3, 1.5))
        before = journal.received
        began = time.monotonic()
        cluster.restart()
        while journal.received <= before + PHONES:
            if time.monotonic() - began > GIVE_UP:
                raise AssertionError("nobody gets a receipt any more")
            time.sleep(0.02)
        times.append(time.monotonic() - began)
    return times


def violations(journal: Journal, rows: dict) -> dict[str, list[str]]:
    """What the notes and the database do not agree on."""
    stored = Counter(rows["answers"]) + Counter(rows["messages"]) + Counter(rows["events"])
    found: dict[str, list[str]] = {
        name: [] for name in ("lost", "doubled", "told a fault although stored", "no receipt", "500")
    }
    for note in journal.notes:
        names = [note.key]
        if note.kind == "answers":
            names = [hashlib.sha256(f"{wave}.{note.key}".encode()).hexdigest() for wave in rows["waves"]]
        count = sum(stored[name] for name in names)
        line = f"{note.kind} {note.key}: {note.statuses}, {count} rows"
        if note.is_received and not count:
            found["lost"].append(line)
        if count > 1:
            found["doubled"].append(line)
        if note.is_given_up and count:
            found["told a fault although stored"].append(line)
        if not (note.is_received or note.is_given_up):
            found["no receipt"].append(line)
        if {500, 400, 403, 404} & set(note.statuses):
            found["500"].append(line)
    return found


@contextmanager
def under_load(server: Server) -> Iterator[Journal]:
    officers = json.loads(server.manage("shell", "-v0", "-c", COOKIES).partition("cookies ")[2])
    survey = next(survey["slug"] for survey in server.seed["surveys"] if survey["state"] == "open")
    journal, done = Journal(), threading.Event()
    path = f"/surveys/{survey}/"
    people = [(phone, path, stamp_of(server.url(path)))] * PHONES + [(resident,)] * RESIDENTS
    people += [(officer, *officers[n % len(officers)]) for n in range(OFFICERS)]
    threads = [threading.Thread(target=person, args=(server, journal, done, *own)) for person, *own in people]
    with at_work(threads, done):
        yield journal


@contextmanager
def portal_on_own_cluster(folder: Path) -> Iterator[tuple[Server, Cluster]]:
    """A filled portal and the PostgreSQL that is its alone; the environment names it from now on."""
    cluster = Cluster()
    cluster.start()
    os.environ |= {"DATABASE_URL": cluster.address, "CACHE_URL": "", "PORTAL_TRUSTED_PROXIES": "1"}
    server = Server(folder)
    try:
        server.prepare()
        server.fill()
        server.start(target="portal.wsgi:application")
        yield server, cluster
    finally:
        server.stop()
        cluster.stop()


def run(server: Server, cluster: Cluster, restarts: int) -> tuple[Journal, list[float], dict[str, list[str]]]:
    with under_load(server) as journal:
        times = restart_often(cluster, restarts, journal)
    rows = json.loads(server.manage("shell", "-v0", "-c", ROWS).partition("rows ")[2])
    server.manage("fold_answers", "--verify")  # fails where a tally differs
    server.manage("check_invariants")  # fails where one does not hold: nothing half
    return journal, times, violations(journal, rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.restarts", description=__doc__)
    parser.add_argument("--restarts", type=int, default=50)
    restarts = parser.parse_args().restarts
    with portal_on_own_cluster(Path(tempfile.mkdtemp(prefix="portal-restarts-"))) as (server, cluster):
        journal, times, found = run(server, cluster, restarts)
    received = Counter(note.kind for note in journal.notes if note.is_received)
    print(
        f"{restarts} restarts (immediate), {dict(received)} with a receipt; told to send again: "
        f"{dict(journal.faults)}; broken wires: {journal.broken}; back in {statistics.median(times):.1f} s "
        f"(slowest {max(times):.1f} s); longest wait of a sending {max(journal.stalls):.1f} s"
    )
    for name, lines in found.items():
        print(f"  {name}: {len(lines)}")
        for line in lines[:5]:
            print(f"    {line}")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
