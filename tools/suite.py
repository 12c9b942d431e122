"""The whole suite, as `make test` and CI run it: `python -m tools.suite`; with paths, a part: `… tests/cells`.

Units and journeys run on SQLite and on PostgreSQL. What needs no database runs once; the plain modules must be covered
whole by their own tests. `make coverage` counts everything.

Parts wait in one queue, the longest first, and four run side by side on two cores, since a journey waits for its
pages nearly half of its time. Each part has a database and a cache of its own.
"""

import os
import subprocess
import sys
import time
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools import coverage, machine

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "build" / "reports"
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
COUNTED = [sys.executable, "-m", "coverage", "run", "-m", *PYTEST[2:]]
UNITS = ["-m", "not journey and not office"]
WITHOUT_DATABASE = [*UNITS, "--without-database"]


def tests_of(modules: list[str]) -> list[str]:
    """Where modules have their tests: the folder of their room, or the file of one that stands alone."""
    rooms = dict.fromkeys("/".join(module.split("/")[:2]) for module in modules)
    return [room if (ROOT / room).is_dir() else f"{room.replace('/', '/test_')}.py" for room in rooms]


# The tests of the plain modules, which count their lines; counting makes the others slower and tells nothing.
PLAIN = [f"tests/{place}" for place in tests_of(coverage.plain_modules(ROOT))]
DATABASE_UNITS = [*UNITS, "--only-database"]
# The crawl with axe takes a quarter of an hour: `make axe`.
JOURNEYS = ["-m", "journey and not crawl"]
# What a page answers, weighs and looks like, and what a keyboard reaches, is the same on either database, so pages are
# walked once; that each page answers on PostgreSQL too, the units ask.
PAGES = [f"tests/journeys/test_{name}.py" for name in ("every_page", "face", "keyboard", "preview", "sizes", "weights")]
OTHER_JOURNEYS = ["tests/journeys", *(f"--ignore={file}" for file in PAGES)]
# What asks the database something: faults, doubles, a whole round of each job, the turn of the year. What the browser
# does is the same on either.
ON_BOTH = (
    "backup kills lost_replies offline_survey own_survey round_cell round_event round_figures round_repeats round_survey"
    " round_units year_turn year_turn_plan"
)
BOTH = [f"tests/journeys/test_{name}.py" for name in ON_BOTH.split()]
# The longest first.
PARTS = [
    ("SQLite, journeys", [*PYTEST, *JOURNEYS, *OTHER_JOURNEYS]),
    ("SQLite, units", [*PYTEST, *DATABASE_UNITS]),
    ("PostgreSQL, units", [*PYTEST, *DATABASE_UNITS]),
    ("PostgreSQL, journeys", [*PYTEST, "-m", f"{JOURNEYS[1]} and not any_database", *BOTH]),
    ("SQLite, every page", [*PYTEST, *JOURNEYS, *PAGES]),
    ("No database, units", [*PYTEST, *WITHOUT_DATABASE, "tests", *(f"--ignore={path}" for path in PLAIN)]),
    ("No database, plain modules", [*COUNTED, *WITHOUT_DATABASE, *PLAIN]),
]
SIDE_BY_SIDE = 4
LEFT_OUT = (
    "left out on PostgreSQL: what says the same on every database (any_database; views; pages; journeys but ON_BOTH)",
    "left out: the walk of the second of each role over every page (make axe)",
    "left out: coverage of all that is not a plain module (make coverage)",
    "left out: axe over every page of every role in four looks, a quarter of an hour (make axe)",
)
# Redis numbers its databases from 0 to 15; 0 is the portal's own.
FIRST_CACHE = 2


@dataclass
class Run:
    """One pytest call; its words go to a file so that parts do not talk at once."""

    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    # pytest says 5 where no test was left to run.
    good: AbstractSet[int] = frozenset({0})
    status: int = -1
    seconds: float = 0
    processor: float = 0

    @property
    def passed(self) -> bool:
        return self.status in self.good

    @property
    def report(self) -> Path:
        return REPORTS / (self.title.lower().replace(" ", "-").replace(",", "") + ".txt")

    def do(self) -> None:
        began = time.monotonic()
        with self.report.open("w") as report:
            process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=report,
                stderr=subprocess.STDOUT,
            )
            # It says what the process and all that it waited for have used.
            _, status, used = os.wait4(process.pid, 0)
        self.status = process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.processor = time.monotonic() - began, used.ru_utime + used.ru_stime
        print(f"… {self.title}: {'passed' if self.passed else 'FAILED'} in {self.seconds:.0f} s", flush=True)


def parts(chromium: str, postgresql: str, redis: str) -> list[Run]:
    """What this machine can run, each with a database of its own on its server and two in Redis."""
    answering = [
        (title, command)
        for title, command in PARTS
        if (chromium or "tests/journeys" not in " ".join(command))
        and (postgresql or not title.startswith("PostgreSQL"))
    ]
    return [
        Run(title, command, own_places(postgresql if title.startswith("PostgreSQL") else "", redis, number))
        for number, (title, command) in enumerate(answering)
    ]


def own_places(server: str, redis: str, number: int) -> dict[str, str]:
    cache = FIRST_CACHE + 2 * number
    return {
        # Four parts share two cores: a connection may take longer here than a portal would let it.
        "DATABASE_URL": f"{server}/portal_suite_{os.getpid()}_{number}?connect_timeout=60" if server else "",
        "CACHE_URL": f"{redis}/{cache}" if server and redis else "",
        "PORTAL_TEST_PART": f"-{number}",
        "PORTAL_TEST_REDIS": f"{redis}/{cache + 1}" if redis else "",
    }


def make_room(running: list[Run]) -> None:
    """Empty the Redis databases that the parts use."""
    used = {run.environment[name] for run in running for name in ("CACHE_URL", "PORTAL_TEST_REDIS")}
    for address in sorted(filter(None, used), key=lambda address: int(address.rsplit("/", 1)[1])):
        machine.empty(address)


def some(paths: list[str], postgresql: str, redis: str) -> list[Run]:
    """A part of the suite: on SQLite, then what asks for a database on PostgreSQL too."""
    wanted = ["-m", "not crawl and not office", *paths]
    # Who asks for a part looks at what it shows: pictures of pages stand in build/journeys/.
    pictures = {"PORTAL_TEST_PICTURES": "1"}
    runs = [Run("SQLite, some", [*PYTEST, *wanted], own_places("", redis, 0) | pictures)]
    if postgresql:
        runs.append(
            Run("PostgreSQL, some", [*PYTEST, *wanted, "--only-database"], own_places(postgresql, redis, 1), {0, 5})
        )
    return runs


def run_some(paths: list[str], needs: list[machine.Need]) -> int:
    runs = some(paths, needs[1].found, needs[2].found)
    make_room(runs)
    for run in runs:
        run.do()
        print(run.report.read_text().rstrip(), flush=True)
    return 0 if all(run.passed for run in runs) else 1


def run_all(needs: list[machine.Need]) -> int:
    runs = parts(*(need.found for need in needs[:3]))
    make_room(runs)
    print(f"Running {len(runs)} parts of the suite; the words of each go to build/reports/ …", flush=True)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        list(pool.map(Run.do, runs))
    for run in runs:
        print(f"\n════ {run.title} ════\n{run.report.read_text().rstrip()}", flush=True)
    covered = coverage.report(ROOT, gate=None)
    print("\n════ In short ════")
    for run in runs:
        print(
            f"{'passed' if run.passed else 'FAILED'}  {run.title}  ({run.seconds:.0f} s, {run.processor:.0f} s of processor)"
        )
    print(f"processor: {sum(run.processor for run in runs) / 60:.1f} min (without PostgreSQL's and Redis's own)")
    for line in [*machine.lacks(needs), *LEFT_OUT]:
        print(line)
    return 0 if covered and all(run.passed for run in runs) else 1


def main(paths: list[str]) -> int:
    REPORTS.mkdir(parents=True, exist_ok=True)
    needs = machine.needs()
    for line in machine.lacks(needs):
        print(line, flush=True)
    return run_some(paths, needs) if paths else run_all(needs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
