import sys

import pytest

from tools import coverage, machine, suite
from tools.suite import Run, lanes

POSTGRESQL, REDIS, CHROMIUM = "postgres://postgres@127.0.0.1:5432", "redis://127.0.0.1:6379", "/usr/bin/chromium"


def titles(found):
    return [[run.title for run in lane] for lane in found]


def test_everything_runs_where_everything_answers():
    assert titles(lanes(CHROMIUM, POSTGRESQL, REDIS)) == [
        ["SQLite, units", "SQLite, journeys"],
        ["No database, units", "PostgreSQL, units", "PostgreSQL, journeys"],
    ]


def test_without_a_browser_journeys_are_left_out():
    assert titles(lanes("", POSTGRESQL, REDIS)) == [["SQLite, units"], ["No database, units", "PostgreSQL, units"]]


def test_without_postgresql_its_lane_is_left_out():
    assert titles(lanes(CHROMIUM, "", "")) == [["No database, units", "SQLite, units", "SQLite, journeys"]]


def test_each_lane_has_its_own_database():
    (sqlite,), (plain, postgresql) = lanes("", POSTGRESQL, REDIS)
    assert {sqlite.environment["DATABASE_URL"], plain.environment["DATABASE_URL"]} == {""}
    assert postgresql.environment["DATABASE_URL"].startswith(f"{POSTGRESQL}/portal_suite_")
    counts = [
        run.environment[name] for run in (sqlite, postgresql, plain) for name in ("PORTAL_TEST_REDIS", "CACHE_URL")
    ]
    assert counts == [f"{REDIS}/8", "", f"{REDIS}/9", f"{REDIS}/10", f"{REDIS}/11", ""]


def test_nothing_of_an_earlier_suite_is_left_in_the_cache(monkeypatch):
    emptied = []
    monkeypatch.setattr(machine, "empty", emptied.append)
    suite.make_room(lanes("", POSTGRESQL, REDIS))
    assert emptied == [f"{REDIS}/{number}" for number in (8, 9, 10, 11)]


@pytest.mark.parametrize(("words", "status"), [("print('fine')", 0), ("raise SystemExit(2)", 2)])
def test_run_keeps_its_words_and_status(tmp_path, monkeypatch, words, status):
    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    run = Run("One, two", [sys.executable, "-c", words])
    run.do()
    assert run.status == status
    assert run.report == tmp_path / "one-two.txt"
    assert run.report.read_text() == ("" if status else "fine\n")


def test_what_did_not_run_is_said_with_its_reason():
    needs = [("Chromium", "", "journeys did not run"), ("Redis", REDIS, "none")]
    assert machine.missing(needs) == ["journeys did not run: Chromium is not here and apt could not install it"]


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
