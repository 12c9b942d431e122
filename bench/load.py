"""A few people at once ask for the same thing; a bare Django view in the same run is the measure."""

import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from bench.processes import first_answer
from tests.journeys.server import ROOT, Server, free_port

PEOPLE, REQUESTS, WARM = 4, 400, 40

Ask = Callable[[], int]


def filled(server: Server, script: str) -> str:
    """What a script prints that fills the database; PostgreSQL then counts its rows, as it does by itself in a minute."""
    told = server.manage("shell", "-v", "0", "-c", script).strip()
    if server.database.kind == "postgresql":
        with psycopg.connect(server.database.address, autocommit=True) as connection:
            connection.execute("ANALYZE")
    return told


@dataclass(frozen=True)
class Measured:
    median: float
    p95: float
    rate: float
    failed: int


def get(address: str) -> Ask:
    def ask() -> int:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                answer.read()
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    return ask


def timed(ask: Ask) -> tuple[float, int]:
    began = time.perf_counter()
    status = ask()
    return 1000 * (time.perf_counter() - began), status


def measure(ask: Ask) -> Measured:
    for _ in range(WARM):
        ask()
    began = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as people:
        found = list(people.map(lambda _: timed(ask), range(REQUESTS)))
    took = time.perf_counter() - began
    times = [milliseconds for milliseconds, _ in found]
    return Measured(
        median=statistics.median(times),
        p95=statistics.quantiles(times, n=20)[-1],
        rate=REQUESTS / took,
        failed=sum(status >= 400 for _, status in found),
    )


@contextmanager
def bare_server() -> Iterator[str]:
    port = free_port()
    words = ["--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"]
    process = subprocess.Popen([sys.executable, "-m", "granian", *words, "bench.bare:application"], cwd=ROOT)
    try:
        first_answer(f"http://localhost:{port}", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()
