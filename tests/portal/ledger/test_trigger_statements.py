"""The statements alone, on a database without Django."""

import sqlite3
from contextlib import closing

import pytest

from portal.ledger import triggers


class Connection:
    vendor = "sqlite"

    def __init__(self) -> None:
        self._raw = sqlite3.connect(":memory:", isolation_level=None)

    def cursor(self):
        return closing(self._raw.cursor())


@pytest.fixture
def connection():
    made = Connection()
    triggers.run(made, ["CREATE TABLE ledger_entry (sequence)", "CREATE TABLE ledger_head (id, sequence)"])
    return made


def test_installed_they_stand_and_removed_they_are_missed(connection):
    assert triggers.missing(connection) == sorted(triggers.SQLITE)
    triggers.run(connection, triggers.statements("sqlite"))
    assert triggers.missing(connection) == []
    triggers.run(connection, ["INSERT INTO ledger_entry VALUES (1)"])
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        triggers.run(connection, ["DELETE FROM ledger_entry"])
    triggers.run(connection, triggers.removals("sqlite"))
    assert triggers.missing(connection) == sorted(triggers.SQLITE)


def test_postgresql_makes_its_functions_first_and_drops_them_with_what_hangs_on_them():
    first, *rest = triggers.statements("postgresql")
    assert first.count("CREATE FUNCTION") == 2
    assert len(rest) == len(triggers.POSTGRESQL)
    assert all(line.endswith("CASCADE") for line in triggers.removals("postgresql"))
