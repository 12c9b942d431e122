"""The whole suite, as `make test` and CI run it: `python -m tools.suite`.

Two lanes side by side: units and journeys on SQLite, units and journeys on PostgreSQL. What needs no database runs
once, at the head of the second lane, which is the shorter one, with its lines counted: the plain modules must be
covered whole. `make coverage` counts everything.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools import coverage, machine

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "build" / "reports"
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
COUNTED = [sys.executable, "-m", "coverage", "run", "-m", *PYTEST[2:]]
UNITS = ["-m", "not journey and not office"]
PLAIN_UNITS = [*UNITS, "--without-database"]
DATABASE_UNITS = [*UNITS, "--only-database"]
# The crawl with axe takes a quarter of an hour: `make axe`.
JOURNEYS = ["-m", "journey and not crawl", "tests/journeys"]
# What every page answers is the same on either database; that each page answers there, the units ask.
SECOND_JOURNEYS = [*JOURNEYS, "--ignore=tests/journeys/test_every_page.py"]


@dataclass
class Run:
    """One pytest call; its words go to a file so that two lanes do not talk at once."""

    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    status: int = -1
    seconds: float = 0

    @property
    def report(self) -> Path:
        return REPORTS / (self.title.lower().replace(" ", "-").replace(",", "") + ".txt")

    def do(self) -> None:
        began = time.monotonic()
        with self.report.open("w") as report:
            self.status = subprocess.run(
                self.command,
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=report,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        self.seconds = time.monotonic() - began
        print(f"… {self.title}: {'passed' if self.status == 0 else 'FAILED'} in {self.seconds:.0f} s", flush=True)


def lanes(chromium: str, postgresql: str, redis: str) -> list[list[Run]]:
    shared = {
        "PORTAL_CHROMIUM": chromium,
        "PORTAL_TEST_REDIS": redis and f"{redis}/8",
        "DATABASE_URL": "",
        "CACHE_URL": "",
    }
    server = shared | {
        "DATABASE_URL": f"{postgresql}/portal_suite_{os.getpid()}",
        "CACHE_URL": redis and f"{redis}/10",
        "PORTAL_TEST_REDIS": redis and f"{redis}/9",
    }
    plain = Run("No database, units", [*COUNTED, *PLAIN_UNITS], shared | {"PORTAL_TEST_REDIS": redis and f"{redis}/11"})
    found = [
        [Run("SQLite, units", [*PYTEST, *DATABASE_UNITS], shared)],
        [plain, Run("PostgreSQL, units", [*PYTEST, *DATABASE_UNITS], server)],
    ]
    if chromium:
        found[0].append(Run("SQLite, journeys", [*PYTEST, *JOURNEYS], shared))
        found[1].append(Run("PostgreSQL, journeys", [*PYTEST, *SECOND_JOURNEYS], server))
    return found if postgresql else [[plain, *found[0]]]


def make_room(running: list[list[Run]]) -> None:
    """Empty the Redis databases that the lanes use."""
    used = {run.environment[name] for lane in running for run in lane for name in ("CACHE_URL", "PORTAL_TEST_REDIS")}
    for address in sorted(filter(None, used), key=lambda address: int(address.rsplit("/", 1)[1])):
        machine.empty(address)


def run_lane(lane: list[Run]) -> None:
    for run in lane:
        run.do()


def main() -> int:
    REPORTS.mkdir(parents=True, exist_ok=True)
    chromium, postgresql, redis = machine.browser(), machine.postgresql(), machine.redis()
    running = lanes(chromium, postgresql, redis)
    make_room(running)
    print(f"Running {sum(map(len, running))} parts of the suite; the words of each go to build/reports/ …", flush=True)
    with ThreadPoolExecutor() as pool:
        list(pool.map(run_lane, running))
    runs = [run for lane in running for run in lane]
    for run in runs:
        print(f"\n════ {run.title} ════\n{run.report.read_text().rstrip()}", flush=True)
    covered = coverage.report(ROOT, gate=None)
    print("\n════ In short ════")
    for run in runs:
        print(f"{'passed' if run.status == 0 else 'FAILED'}  {run.title}  ({run.seconds:.0f} s)")
    needs = [
        ("Chromium", chromium, "journeys did not run"),
        ("PostgreSQL", postgresql, "nothing ran on PostgreSQL"),
        ("Redis", redis, "tests of the Redis cache were skipped"),
    ]
    for line in machine.missing(needs):
        print(line)
    print("left out on PostgreSQL: the walk over every page of every role, which runs on SQLite")
    print("left out: coverage of all that is not a plain module (make coverage)")
    print("left out: axe over every page of every role in four looks, a quarter of an hour (make axe)")
    return 0 if covered and all(run.status == 0 for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
