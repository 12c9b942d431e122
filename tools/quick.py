"""What a change can touch, in at most a minute: `make quick`, or `python -m tools.quick FILE …`.

The change is what differs from the branch's start on main and what is not committed. Python files reach the tests that
import them, however far; templates, words, data and scripts reach the tests that stand where they stand. The nearest
run first, on SQLite, without a browser; when the minute is over the rest is named, not dropped in silence.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 45.0  # so that starting and the test in hand fit into the minute
ROOMS = ("portal", "cells", "campaigns", "surveys", "tools", "bench", "tests")
ALWAYS = ["tests/test_house.py"]
# What is no Python: where it stands, and the tests that read it.
READERS = (
    ("templates/", ["tests/test_templates.py"]),
    ("locale/", ["tests/test_words.py"]),
    ("docs/", ["tests/test_docs.py"]),
    ("README", ["tests/test_docs.py"]),
    ("Makefile", ["tests/test_docs.py", "tests/tools"]),
)


def git(*words: str) -> list[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def changed() -> list[str]:
    """Paths of this branch's change and of what is not committed; on main itself, of the last commit too."""
    on_main = git("rev-parse", "HEAD") == git("rev-parse", "main")
    base = "HEAD~1" if on_main else git("merge-base", "HEAD", "main")[0]
    return sorted({*git("diff", "--name-only", base), *git("ls-files", "--others", "--exclude-standard")})


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def by_import(paths: Iterable[str], graph: grimp.ImportGraph) -> dict[str, int]:
    """Test files that import one of these files, with how many imports lie between."""
    found: dict[str, int] = {}
    layer, distance = {module_of(path) for path in paths if path.endswith(".py")} & graph.modules, 0
    seen: set[str] = set()
    while layer:
        for module in layer:
            if module.rpartition(".")[2].startswith("test_"):
                found.setdefault(f"{module.replace('.', '/')}.py", distance)
        seen |= layer
        layer = {above for module in layer for above in graph.find_modules_that_directly_import(module)} - seen
        distance += 1
    return found


def by_place(paths: Iterable[str]) -> dict[str, int]:
    """Tests that stand where a file of another kind stands, and those that read all files of its kind."""
    found: dict[str, int] = {}
    for path in paths:
        for start, readers in READERS:
            if path.startswith(start):
                found |= dict.fromkeys(readers, 0)
        room = path.removeprefix("templates/").removeprefix("locale/").split("/")[0]
        for place in (f"tests/{room}", f"tests/portal/{room}"):
            if not path.endswith(".py") and room != "tests" and (ROOT / place).is_dir():
                found.setdefault(place, 2)
    return found


def chosen(paths: list[str], graph: grimp.ImportGraph) -> list[str]:
    """What to run, the nearest first; journeys and the office need more than a minute."""
    found = by_place(paths) | by_import(paths, graph) | dict.fromkeys(ALWAYS, 1)
    files = [name for name in found if (ROOT / name).exists()]
    near = [name for name in files if not name.startswith(("tests/journeys/", "tests/office/"))]
    return sorted(near, key=lambda name: (found[name], name))


class Minute:
    """Ends the run when the time is over and keeps which files were not reached."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.end = clock() + seconds
        self.left: list[str] = []
        self.failed = 0

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.failed = session.testsfailed

    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        if self.clock() < self.end:
            return None
        items = item.session.items
        self.left = list(dict.fromkeys(str(rest.path.relative_to(ROOT)) for rest in items[items.index(item) :]))
        item.session.shouldstop = "the minute is over"
        return True


def main(paths: list[str]) -> int:
    graph = grimp.build_graph(*ROOMS, cache_dir=str(ROOT / "build" / "grimp"))
    files = chosen(paths or changed(), graph)
    print(f"{len(files)} test files or folders that the change can touch, the nearest first", flush=True)
    minute = Minute(SECONDS)
    words = ["-q", "-p", "no:cacheprovider", "-m", "not journey and not office and not crawl", *files]
    status = int(pytest.main(words, plugins=[minute]))
    if minute.left:
        print(f"The minute is over. Not run: {', '.join(minute.left[:8])}{' …' if len(minute.left) > 8 else ''}")
        print("make test runs everything; make test T=tests/cells a part.")
        return int(bool(minute.failed))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
