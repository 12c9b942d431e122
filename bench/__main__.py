"""Honest figures on this machine, now: `make bench`, or some of it: `python -m bench pages cells`.

Speed is told as a ratio to a bare view of the same run. Machines differ and are noisy: read the ratios and the medians,
not single times. The start and the first answers are measured as `make run` serves, lists and pages as the service of
docs/deploy does: two workers on PostgreSQL. Where no PostgreSQL answers, the embedded server is measured, and it says so.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from bench import (
    answers,
    board,
    cells,
    heavy,
    load,
    meeting,
    microdata,
    outreach,
    pages,
    paint,
    processes,
    responses,
    tallies,
)
from tests.journeys.server import Server
from tools import machine

LISTS = {"outreach": outreach, "board": board, "cells": cells}
Start = Callable[[Server], None]
SECTIONS = ("microdata", "tallies", "start", "answers", *LISTS, "pages", "meeting", "heavy", "paint", "responses")


def middle(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} (from {min(values):.2f} to {max(values):.2f})"


@contextmanager
def filled(database: str) -> Iterator[Server]:
    """A portal with the acceptance seed; SQLite when `database` is empty."""
    os.environ["DATABASE_URL"] = database
    server = Server(Path(tempfile.mkdtemp(prefix="portal-bench-")))
    print(f"Preparing a portal with the acceptance seed on {server.database.kind} …", flush=True)
    try:
        server.prepare()
        server.fill()
        yield server
    finally:
        server.stop()
        server.database.drop()


def shipped(server: Server) -> None:
    """As docs/deploy runs it: the duties have a process of their own."""
    server.start("--workers", "2", target="portal.wsgi:application")


def starting(server: Server) -> None:
    times, memory, idle = processes.second_starts(server, runs=3)
    print(f"second `make run`, seconds to the first answer: {middle(times)}; wanted: at most 5")
    for name, megabytes in memory.items():
        print(f"memory, {name}: {megabytes:.0f} MB")
    print(f"memory, all of make run: {sum(memory.values()):.0f} MB; wanted: at most 450, the web worker at most 180")
    print(f"idle: {idle:.1f} % of a core; wanted: under 3")


def speed(server: Server, section: ModuleType, start: Start) -> None:
    start(server)
    with load.bare_server() as bare:
        base = load.measure(load.get(f"{bare}/"))
        print(f"a bare view: median {base.median:.1f} ms, p95 {base.p95:.1f} ms, {base.rate:.0f} a second")
        for title, ask in section.of(server):
            found = load.measure(ask)
            print(
                f"{title}: median {found.median:.1f} ms ({found.median / base.median:.1f} times the bare view), "
                f"p95 {found.p95:.1f} ms, {found.rate:.0f} a second, {found.failed} failed",
                flush=True,
            )
    server.stop()


def as_made(wanted: list[str]) -> None:
    with filled("") as server:
        if "start" in wanted:
            starting(server)
        if "answers" in wanted:
            speed(server, answers, Server.start)


def as_shipped(wanted: list[str], database: str) -> None:
    with filled(database) as server:
        start = shipped if database else Server.start
        for name, section in LISTS.items():
            if name in wanted:
                speed(server, section, start)
        if "pages" in wanted:
            pages.run(server, start)
        if "meeting" in wanted:
            meeting.run(server, start)
        if "heavy" in wanted:
            heavy.run(server, start)
        if "paint" in wanted:
            paint.run(server, start)


def on_postgresql(database: str) -> int:
    """Whole answers; not nought when one was lost or stored twice."""
    if not database:
        print("no PostgreSQL here: whole answers were not measured")
        return 0
    os.environ["DATABASE_URL"] = database
    return responses.main()


def main(names: list[str]) -> int:
    wanted = names or list(SECTIONS)
    if unknown := set(wanted) - set(SECTIONS):
        print(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
        return 2
    os.environ["PORTAL_TRUSTED_PROXIES"] = "1"  # so that each answer may come from a phone of its own
    database = (address := machine.postgresql()) and f"{address}/postgres"
    plain: dict[str, Callable[[], None]] = {"microdata": microdata.report, "tallies": tallies.report}
    for name in plain.keys() & set(wanted):
        plain[name]()
    if {"start", "answers"} & set(wanted):
        as_made(wanted)
    if {*LISTS, "pages", "meeting", "heavy", "paint"} & set(wanted):
        as_shipped(wanted, database)
    return on_postgresql(database) if "responses" in wanted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
