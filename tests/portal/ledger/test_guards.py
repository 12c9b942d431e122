"""The statements alone, on a database without Django."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from portal.ledger import guards

GUARD = guards.Guard(
    table="sheet",
    words="closed",
    update="OLD.done OR NEW.id <> OLD.id",
    delete="OLD.done",
    same="held.id = NEW.id AND held.done",
    late="held.parent = NEW.parent AND held.done",
)


class Connection:
    vendor = "sqlite"

    def __init__(self) -> None:
        self._raw = sqlite3.connect(":memory:", isolation_level=None)

    def cursor(self):
        return closing(self._raw.cursor())


@pytest.fixture
def connection():
    made = Connection()
    guards._run(made, ["CREATE TABLE sheet (id INTEGER PRIMARY KEY, parent, done, word)"])
    guards._run(made, ["INSERT INTO sheet VALUES (1, 1, 1, 'a'), (2, 2, 0, 'b')"])
    guards.install(made, [GUARD])
    return made


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sheet SET word = 'x' WHERE id = 1",
        "UPDATE OR REPLACE sheet SET id = 1 WHERE id = 2",
        "DELETE FROM sheet WHERE id = 1",
        "INSERT OR REPLACE INTO sheet VALUES (1, 3, 0, 'x')",
        "INSERT INTO sheet VALUES (3, 1, 0, 'x')",
    ],
)
def test_what_is_closed_is_refused(connection, statement):
    with pytest.raises(sqlite3.IntegrityError, match="closed"):
        guards._run(connection, [statement])


def test_what_is_open_passes(connection):
    guards._run(connection, ["UPDATE sheet SET word = 'x' WHERE id = 2", "INSERT INTO sheet VALUES (3, 2, 0, 'c')"])
    guards._run(connection, ["INSERT OR REPLACE INTO sheet VALUES (2, 2, 0, 'd')", "DELETE FROM sheet WHERE id = 2"])


def test_only_what_is_missing_is_installed(connection):
    assert guards.missing(connection, [GUARD]) == []
    guards._run(connection, ["DROP TRIGGER sheet_kept"])
    assert guards.missing(connection, [GUARD]) == ["sheet_kept"]
    guards.install(connection, [GUARD])
    assert guards.missing(connection, [GUARD]) == []
    guards.remove(connection, [GUARD])
    assert guards.missing(connection, [GUARD]) == ["sheet_fixed", "sheet_kept", "sheet_once", "sheet_late"]


def test_a_table_that_a_later_migration_makes_is_left_to_it(connection):
    later = replace(GUARD, table="later")
    guards.install(connection, [GUARD, later])
    assert guards.missing(connection, [GUARD]) == []
    guards._run(connection, ["CREATE TABLE later (id INTEGER PRIMARY KEY, parent, done, word)"])
    guards.install(connection, [GUARD, later])
    assert guards.missing(connection, [later]) == []


def test_postgresql_has_a_trigger_for_emptying_and_a_function_where_other_rows_are_asked():
    found = guards.statements("postgresql", GUARD)
    assert list(found) == ["sheet_fixed", "sheet_kept", "sheet_whole", "sheet_late"]
    assert "BEFORE TRUNCATE" in found["sheet_whole"]
    assert "CREATE OR REPLACE FUNCTION sheet_late()" in found["sheet_late"]


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_rows_that_belong_to_no_others_have_no_trigger_for_what_comes_late(vendor):
    alone = replace(GUARD, late="")
    assert set(guards.statements(vendor, GUARD)) - set(guards.statements(vendor, alone)) == {"sheet_late"}
