"""Honest figures on this machine, now: `make bench`. Speed is told as a ratio to a bare view of the same run.

Machines differ and are noisy: read the ratios and the medians, not single times.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import answers, board, cells, load, microdata, outreach, pages, processes, tallies
from tests.journeys.server import Server
from tools import machine


def middle(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} (from {min(values):.2f} to {max(values):.2f})"


def starting(server: Server) -> None:
    times, memory, idle = processes.second_starts(server, runs=3)
    print(f"second `make run`, seconds to the first answer: {middle(times)}; wanted: at most 5")
    for name, megabytes in memory.items():
        print(f"memory, {name}: {megabytes:.0f} MB")
    print(f"memory, all of make run: {sum(memory.values()):.0f} MB; wanted: at most 450, the web worker at most 180")
    print(f"idle: {idle:.1f} % of a core; wanted: under 3")


def speed(server: Server) -> None:
    server.start()
    with load.bare_server() as bare:
        base = load.measure(load.get(f"{bare}/"))
        print(f"a bare view: median {base.median:.1f} ms, p95 {base.p95:.1f} ms, {base.rate:.0f} a second")
        sections = (answers, outreach, board, cells)
        for title, ask in (pair for section in sections for pair in section.of(server)):
            found = load.measure(ask)
            print(
                f"{title}: median {found.median:.1f} ms ({found.median / base.median:.1f} times the bare view), "
                f"p95 {found.p95:.1f} ms, {found.rate:.0f} a second, {found.failed} failed"
            )


def on_postgresql() -> int:
    """Whole answers, where a PostgreSQL answers; not nought when one was lost or stored twice."""
    if not (address := machine.postgresql()):
        print("no PostgreSQL here: whole answers were not measured")
        return 0
    environment = os.environ | {"DATABASE_URL": f"{address}/postgres"}
    return subprocess.run([sys.executable, "-m", "bench.responses"], env=environment, check=False).returncode


def main() -> int:
    microdata.report()
    tallies.report()
    server = Server(Path(tempfile.mkdtemp(prefix="portal-bench-")))
    print("Preparing a portal with the acceptance seed …", flush=True)
    os.environ["PORTAL_TRUSTED_PROXIES"] = "1"  # so that each answer may come from a phone of its own
    try:
        server.prepare()
        server.fill()
        starting(server)
        speed(server)
        server.stop()
        pages.run(server)
    finally:
        server.stop()
        server.database.drop()
    return on_postgresql()


if __name__ == "__main__":
    sys.exit(main())
