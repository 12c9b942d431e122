import sys

import pytest

from tools import coverage, machine, suite
from tools.suite import Run, parts

POSTGRESQL, REDIS, CHROMIUM = "postgres://postgres@127.0.0.1:5432", "redis://127.0.0.1:6379", "/usr/bin/chromium"
UNITS = ["SQLite, units", "PostgreSQL, units", "No database, units", "No database, plain modules"]


def titles(found):
    return [run.title for run in found]


def test_everything_runs_where_everything_answers():
    assert titles(parts(CHROMIUM, POSTGRESQL, REDIS)) == [
        "SQLite, journeys",
        "SQLite, units",
        "PostgreSQL, units",
        "PostgreSQL, journeys",
        "SQLite, every page",
        "No database, units",
        "No database, plain modules",
    ]


def test_without_a_browser_journeys_are_left_out():
    assert titles(parts("", POSTGRESQL, REDIS)) == UNITS


def test_without_postgresql_its_parts_are_left_out():
    assert titles(parts(CHROMIUM, "", "")) == [
        "SQLite, journeys",
        "SQLite, units",
        "SQLite, every page",
        "No database, units",
        "No database, plain modules",
    ]


def test_no_two_parts_share_a_database():
    found = parts(CHROMIUM, POSTGRESQL, REDIS)
    for run in found:
        server = f"{POSTGRESQL}/portal_suite_" if run.title.startswith("PostgreSQL") else ""
        assert run.environment["DATABASE_URL"].startswith(server)
        assert bool(run.environment["CACHE_URL"]) == bool(server)
    places = [place for run in found for place in run.environment.values() if place]
    assert len({run.environment["PORTAL_TEST_PART"] for run in found}) == len(found)
    assert len(places) == len(set(places))


def test_redis_has_room_for_every_part():
    last = parts(CHROMIUM, POSTGRESQL, REDIS)[-1]
    assert last.environment["PORTAL_TEST_REDIS"] == f"{REDIS}/15"


def test_nothing_of_an_earlier_suite_is_left_in_the_cache(monkeypatch):
    emptied = []
    monkeypatch.setattr(machine, "empty", emptied.append)
    suite.make_room(parts("", POSTGRESQL, REDIS))
    assert emptied == [f"{REDIS}/{number}" for number in (3, 4, 5, 7, 9)]


@pytest.mark.parametrize(("words", "status"), [("print('fine')", 0), ("raise SystemExit(2)", 2)])
def test_run_keeps_its_words_and_status(tmp_path, monkeypatch, words, status):
    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    run = Run("One, two", [sys.executable, "-c", words])
    run.do()
    assert run.status == status
    assert run.report == tmp_path / "one-two.txt"
    assert run.report.read_text() == ("" if status else "fine\n")


def test_what_did_not_run_is_said_with_its_reason():
    needs = [
        machine.Need("Chromium", "", "journeys do not run", "chromium libatomic1"),
        machine.Need("Redis", REDIS, "tests are skipped", "redis-server"),
    ]
    assert machine.lacks(needs) == [
        "journeys do not run: no Chromium here, and it could not be installed; as root: apt-get install chromium libatomic1"
    ]


def test_what_lacks_is_said_before_anything_runs(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    monkeypatch.setattr(machine, "needs", lambda: [machine.Need("Chromium", "", "journeys do not run", "chromium")])
    monkeypatch.setattr(suite, "run_all", lambda needs: 0)
    assert suite.main([]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("journeys do not run: no Chromium here")


def test_a_browser_whose_driver_does_not_start_is_none(monkeypatch):
    monkeypatch.setattr(machine, "chromium_path", lambda: CHROMIUM)
    monkeypatch.setattr(machine, "compute_driver_executable", lambda: ("/usr/bin/false", ""))
    monkeypatch.setattr(machine, "apt_install", lambda *packages: False)
    assert machine.browser() == ""


def test_a_part_runs_on_both_databases_and_may_hold_nothing_for_one():
    sqlite, postgresql = suite.some(["tests/portal/statistics"], POSTGRESQL, REDIS)
    assert sqlite.command[-1] == "tests/portal/statistics"
    assert "--only-database" in postgresql.command
    assert (sqlite.good, postgresql.good) == ({0}, {0, 5})
    assert titles(suite.some(["tests/cells"], "", REDIS)) == ["SQLite, some"]


def test_plain_modules_must_be_covered_whole():
    files = {"cells/rubric.py": 99.0, "portal/statistics/raking.py": 100.0, "cells/views.py": 50.0}
    assert coverage.faults(files, 96.0, ["cells/rubric", "portal/statistics"]) == [
        "cells/rubric.py: 99.0 % of a plain module"
    ]


def test_total_below_the_gate_is_a_fault():
    assert coverage.faults({}, coverage.GATE - 1, []) == [
        f"all: {coverage.GATE - 1:.1f} %, at least {coverage.GATE:.0f} % wanted"
    ]


def test_without_a_gate_just_the_plain_modules_are_judged():
    assert coverage.faults({"cells/views.py": 0.0}, 0.0, ["cells/rubric"], None) == []


def test_plain_modules_are_those_of_the_import_contract():
    assert "portal/directory/plan" in coverage.plain_modules(suite.ROOT)


def test_each_plain_module_has_its_tests_where_its_lines_are_counted():
    assert all((suite.ROOT / place).exists() for place in suite.PLAIN)
    assert {"tests/portal/stores", "tests/portal/statistics", "tests/portal/test_health.py"} <= set(suite.PLAIN)
    for module in coverage.plain_modules(suite.ROOT):
        counted = f"tests/{module}/".startswith(
            tuple(f"{place}/" for place in suite.PLAIN if not place.endswith(".py"))
        )
        assert counted or f"tests/{module.replace('/', '/test_')}.py" in suite.PLAIN
