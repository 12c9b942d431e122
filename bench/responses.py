"""Whole answers a second on PostgreSQL, each by a new visitor: form, post, receipt. `python -m bench.responses`.

Beside it in the same run, on the same server and database: one view with a form written by hand (bench.bare_survey).
Every accepted answer is counted in the database afterwards.
"""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench import processes
from bench.pages import first_answer
from bench.phones import ADDRESSES, KEY, READING, RESIDENT
from bench.proxy import proxy
from tests.journeys.server import ROOT, Server, free_port

SECONDS, WARM_SECONDS = 8.0, 2.0
CLIENTS = (8, 32)
WANTED = {8: 1.20, 32: 1.50}
PGBENCH = "/usr/lib/postgresql"
FACTS = """
from surveys.models import Place, Response, Wave
from portal.directory.models import Area
import json
wave = Wave.objects.get(survey__slug="{slug}", state="open")
from portal.accounts.models import User
area, survey = Area.objects.get(code="hongmei"), wave.survey
place, _ = Place.objects.get_or_create(survey=survey, area=area, venue="x", defaults={{"created_by": User.objects.first()}})
known = {{"wave_id": wave.pk, "version_id": wave.version_id, "area_id": area.pk, "code": "/q/" + place.token}}
print("facts", json.dumps(known))
"""
COUNTED = """
from surveys.models import Response, PendingTally
print("facts", [Response.objects.count(), Response.objects.values("reference").distinct().count()])
"""


@dataclass
class Told:
    """What the visitors of one client saw."""

    accepted: int = 0
    failed: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    rate: float
    p95: float
    work: float  # milliseconds of the server's processor for an answer
    accepted: int
    failed: list[str]


class Visitor:
    """Somebody new: a connection of their own, from an address of their own."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.path, number = parts.path or "/", next(ADDRESSES)
        source = f"127.{number.partition('.')[2]}"
        self.wire = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30, source_address=(source, 0))
        self.headers = {"X-Forwarded-For": number, "Content-Type": "application/x-www-form-urlencoded"}

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, bytes]:
        self.wire.request(method, path, body, self.headers)
        answer = self.wire.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read()

    def answer(self) -> str:
        """Nothing, or what went wrong."""
        status, _, page = self.ask("GET", self.path)
        key = KEY.search(page.decode())
        fields = RESIDENT | ({"key": key[1], "taken": READING} if key else {})
        told, receipt, _ = self.ask("POST", self.path, urlencode(fields))
        seen = self.ask("GET", receipt)[0] if receipt else 0
        self.wire.close()
        return "" if (status, told, seen) == (200, 302, 200) else f"{status}, {told}, {seen}"


def visit(address: str, end: float, told: Told) -> None:
    while time.perf_counter() < end:
        began = time.perf_counter()
        trouble = Visitor(address).answer()
        told.milliseconds.append(1000 * (time.perf_counter() - began))
        if trouble:
            told.failed.append(trouble)
        else:
            told.accepted += 1


def measured(address: str, clients: int, seconds: float, root: int) -> Found:
    told, end = [Told() for _ in range(clients)], time.perf_counter() + seconds
    threads = [threading.Thread(target=visit, args=(address, end, one)) for one in told]
    before, began = processes.worked(root), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, spent = time.perf_counter() - began, processes.worked(root) - before
    accepted = sum(one.accepted for one in told)
    times = [milliseconds for one in told for milliseconds in one.milliseconds]
    failed = [trouble for one in told for trouble in one.failed]
    p95 = statistics.quantiles(times, n=20)[-1]
    return Found(accepted / took, p95, 1000 * spent / max(accepted, 1), accepted, failed)


@contextmanager
def bare(server: Server, facts: dict[str, int]) -> Iterator[tuple[str, int]]:
    port = free_port()
    words = ["--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"]
    known = {f"BARE_{name.upper()}": str(value) for name, value in facts.items()}
    command = [sys.executable, "-m", "granian", *words, "--log-level", "warning", "bench.bare_survey:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=server.environment() | known)
    try:
        first_answer(f"http://localhost:{port}/")
        yield f"http://localhost:{port}/", process.pid
    finally:
        process.terminate()
        process.wait()


def facts_of(server: Server, script: str) -> object:
    return json.loads(server.manage("shell", "-v0", "-c", script).partition("facts ")[2])


def insert_limit(server: Server) -> float | None:
    """Rows of a width like ours that PostgreSQL alone stores a second, one transaction each, at 8 clients."""
    programs = sorted(Path(PGBENCH).glob("*/bin/pgbench"))
    if not programs:
        return None
    script = server.folder / "insert.sql"
    script.write_text("INSERT INTO bench_rows VALUES (gen_random_uuid(), repeat('x', 600));\n")
    made = "CREATE TABLE bench_rows (id uuid PRIMARY KEY, answers text)"
    psql = programs[-1].with_name("psql")
    subprocess.run([str(psql), "-qc", made, server.database.address], check=True)
    command = [str(programs[-1]), "-n", "-c8", "-j2", "-T5", "-f", str(script), server.database.address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([0-9.]+)", said)[1])


def tell(title: str, found: Found, base: Found | None = None, wanted: str = "") -> None:
    ratio = f", {found.rate / base.rate:.2f} of the bare view" if base else ""
    print(
        f"{title}: {found.rate:.0f} answers a second{ratio}{wanted}; p95 {found.p95:.0f} ms, "
        f"{found.work:.1f} ms of the server's processor each; {len(found.failed)} failed",
        flush=True,
    )
    for trouble in sorted(set(found.failed))[:5]:
        print(f"  {found.failed.count(trouble)} times {trouble}")


def ours(server: Server, path: str, code: str, clients: int, base: Found) -> int:
    """The portal alone, by a printed code, then behind nginx; how many answers it accepted."""
    by_code = measured(server.url(code), clients, SECONDS, server.pid)
    tell(f"the portal by a printed code, {clients} clients", by_code, base, f"; wanted: {WANTED[clients]}")
    alone = measured(server.url(path), clients, SECONDS, server.pid)
    tell(f"the portal, {clients} clients", alone, base, f"; wanted: {WANTED[clients]}, 6 ms, p95 100 ms at 8")
    with proxy(server.folder / f"nginx-{clients}", server.port) as front:
        if front is None:
            print("behind nginx: not measured, there is no nginx on this machine")
            return alone.accepted + by_code.accepted
        first_answer(f"{front}/")
        behind = measured(front + path, clients, SECONDS, server.pid)
        tell(f"the portal behind nginx, {clients} clients", behind, base, "; wanted: 1.50")
    return alone.accepted + behind.accepted + by_code.accepted


def run(server: Server) -> bool:
    slug = next(survey["slug"] for survey in server.seed["surveys"] if survey["state"] == "open")
    facts = facts_of(server, FACTS.format(slug=slug))
    code = facts.pop("code")
    path = f"/surveys/{slug}/"
    print(f"PostgreSQL alone (pgbench): {insert_limit(server) or 0:.0f} inserts a second at 8 clients")
    stored, accepted = facts_of(server, COUNTED)[0], 0
    server.start(target="portal.wsgi:application")  # as docs/deploy runs it: the duties have a process of their own
    with bare(server, facts) as (plain, pid):
        for address, root in ((plain, pid), (server.url(path), server.pid)):
            accepted += measured(address, CLIENTS[0], WARM_SECONDS, root).accepted
        for clients in CLIENTS:
            base = measured(plain, clients, SECONDS, pid)
            tell(f"a view by hand, {clients} clients", base)
            accepted += base.accepted + ours(server, path, code, clients, base)
    server.stop()
    rows, references = facts_of(server, COUNTED)
    server.manage("fold_answers", "--verify")
    is_whole = rows - stored == accepted and references == rows
    print(f"accepted {accepted}, stored {rows - stored}, references {references} of {rows} rows: {is_whole}")
    return is_whole


def main() -> int:
    os.environ["PORTAL_TRUSTED_PROXIES"] = "1"
    server = Server(Path(tempfile.mkdtemp(prefix="portal-responses-")))
    if server.database.kind != "postgresql" or not os.environ.get("CACHE_URL"):
        print("bench.responses wants PostgreSQL and Redis, as production does: set DATABASE_URL and CACHE_URL")
        return 2
    try:
        server.prepare()
        server.fill()
        return 0 if run(server) else 1
    finally:
        server.stop()
        server.database.drop()


if __name__ == "__main__":
    sys.exit(main())
