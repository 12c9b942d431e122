"""The day of a village meeting (PERF-04): 30 requests a second of every kind for three minutes, on 200,000 answers.

Requests leave by the clock, whether or not earlier ones are answered, and each is timed from when it was due: a server
that falls behind is seen to. Wanted, and no request failed: what bar.md 6.3 says of the server; of pages that are asked
for so seldom that each is drawn anew, 200 ms. `bench.meeting_rows` fills the database.
"""

import itertools
import json
import random
import statistics
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.load import filled
from bench.outreach import opened
from bench.phones import Phone, new_form, stamp_of
from bench.processes import memory, tree
from tests.journeys.server import Server

ANSWERS = 200_000
RATE, SECONDS, PEOPLE = 30, 180, 48
PHONES, BURST_SECONDS = 200, 60
FILL = "from bench.meeting_rows import tell; tell()"
OK = range(200, 400)


@dataclass(frozen=True)
class Kind:
    """A kind of request: how many of a hundred, and the p95 in milliseconds that it may take."""

    title: str
    share: int
    limit: float
    ask: Callable[[], int]


def fetched(server: Server, *paths: str) -> Callable[[], int]:
    """What strangers share: one path after the other."""
    turn = itertools.cycle(paths)

    def ask() -> int:
        with urllib.request.urlopen(server.url(next(turn)), timeout=60) as answer:
            answer.read()
            return answer.status

    return ask


def answered(server: Server, path: str) -> Callable[[], int]:
    """A phone of its own sends a form that it had open for a minute."""
    address = server.url(path)
    stamp = stamp_of(address)
    return lambda: Phone(address).send(new_form(stamp))[0]


def in_turn(asks: Iterable[Callable[[], int]]) -> Callable[[], int]:
    turns = itertools.cycle(asks)

    def ask() -> int:
        return next(turns)()

    return ask


def kinds(server: Server, facts: dict[str, str]) -> list[Kind]:
    survey, work = f"/surveys/{facts['slug']}/", f"/surveys/work/{facts['open']}/"
    indicators = [f"/board/2022-2025/{number}/" for number in range(1, 53)]
    dashboards = (work, "/board/work/", "/events/ledger/")
    return [
        Kind("the home page", 20, 50, fetched(server, "/")),
        Kind(
            "news, guide, calendar",
            8,
            200,
            fetched(server, "/news/", "/sorting/", "/events/", "/events/month/2026-10/"),
        ),
        Kind("the board and its 52 pages, with fifteen years", 15, 200, fetched(server, "/board/", *indicators)),
        Kind("the survey, opened", 25, 150, fetched(server, survey)),
        Kind("the survey, answered", 28, 300, answered(server, survey)),
        Kind(
            "an officer's dashboards",
            4,
            800,
            in_turn(opened(server.url(path), facts["reviewer"]) for path in dashboards),
        ),
    ]


def timed(kind: Kind, due: float) -> tuple[str, float, bool]:
    time.sleep(max(0, due - time.monotonic()))
    try:
        is_fine = kind.ask() in OK
    except OSError:
        is_fine = False
    return kind.title, 1000 * (time.monotonic() - due), is_fine


def by_the_clock(mixed: list[Kind], rate: float) -> dict[str, list[tuple[float, bool]]]:
    began, told = time.monotonic() + 0.5, defaultdict(list)
    with ThreadPoolExecutor(PEOPLE) as people:
        waiting = [people.submit(timed, kind, began + number / rate) for number, kind in enumerate(mixed)]
        for done in waiting:
            title, took, is_fine = done.result()
            told[title].append((took, is_fine))
    return told


def tell(kind: Kind, found: list[tuple[float, bool]]) -> None:
    times, failed = [took for took, _ in found], sum(not is_fine for _, is_fine in found)
    p95 = statistics.quantiles(times, n=20)[-1]
    is_well = p95 <= kind.limit and not failed
    print(
        f"meeting, {kind.title}: {len(found)} requests, median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms; "
        f"wanted: at most {kind.limit:.0f} and none failed; {failed} failed: {'OK' if is_well else 'FAIL'}",
        flush=True,
    )


def kept_by(server: Server) -> float:
    """Megabytes of the server and all that it started."""
    return sum(map(memory, tree(server.pid)))


def export(server: Server, facts: dict[str, str]) -> None:
    """100,000 answers as CSV, as they come."""
    address = server.url(f"/surveys/work/{facts['closed']}/answers/")
    before, began, most, size = kept_by(server), time.monotonic(), 0.0, 0
    request = urllib.request.Request(address, headers={"Cookie": facts["reviewer"]})
    with urllib.request.urlopen(request, timeout=60) as page:
        token = page.read().decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        cookies = f"{facts['reviewer']}; {page.headers['Set-Cookie'].partition(';')[0]}"
    headers = {"Cookie": cookies, "Origin": server.address, "Referer": address}
    request = urllib.request.Request(address, f"ending=csv&reason=bench&csrfmiddlewaretoken={token}".encode(), headers)
    with urllib.request.urlopen(request, timeout=300) as file:
        while part := file.read(2**20):
            size, most = size + part.count(b"\n"), max(most, kept_by(server))
    took = time.monotonic() - began
    is_well = took <= 60 and most - before <= 150 and size > ANSWERS // 2
    print(
        f"meeting, export of {size - 1} answers: {took:.0f} s, {most - before:.0f} MB more; "
        f"wanted: at most 60 s and 150 MB: {'OK' if is_well else 'FAIL'}",
        flush=True,
    )


def run(server: Server, start: Callable[[Server], None]) -> None:
    """Prints each; leaves the server stopped."""
    began = time.monotonic()
    facts = json.loads(filled(server, FILL).partition("facts ")[2])
    print(f"meeting: {ANSWERS} answers and the events filled in and counted in {time.monotonic() - began:.0f} s")
    start(server)
    offered = kinds(server, facts)
    for kind in offered:
        kind.ask()
    mixed = random.Random(4).choices(offered, [kind.share for kind in offered], k=RATE * SECONDS)
    told = by_the_clock(mixed, RATE)
    for kind in offered:
        tell(kind, told[kind.title])
    survey = f"/surveys/{facts['slug']}/"
    both = Kind("a burst of 200 phones in a minute", 1, 300, burst(server, survey))
    tell(both, by_the_clock([both] * PHONES, PHONES / BURST_SECONDS)[both.title])
    export(server, facts)
    server.stop()


def burst(server: Server, path: str) -> Callable[[], int]:
    """Each a whole visit: the form, the answer, the receipt."""
    address = server.url(path)

    def ask() -> int:
        phone = Phone(address)
        status, _, page = phone.ask("GET", path)
        sent, receipt = phone.send(new_form(stamp_of(address)))
        return max(status, sent, phone.ask("GET", receipt)[0]) if page and receipt else 500

    return ask
