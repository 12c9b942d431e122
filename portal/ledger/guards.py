"""SQL by which the database itself refuses to change or drop the rows of a table whose matter is closed.

A rule asks about the row alone (OLD, NEW) or about `held`, the rows of the same table; never about another table.
SQLite reads all triggers whenever a table is renamed, and a migration that rebuilds a table stops at the trigger of
another one that names it. The rebuild takes the table's own triggers along: such a migration ends with `install`,
which puts back what is missing. Rows that are closed can be changed between `remove` and `install` alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

CODE = "USING ERRCODE = 'integrity_constraint_violation'"
# Test databases are emptied between tests; no other database is.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION '%', TG_ARGV[0] {CODE}; END $$;
CREATE OR REPLACE FUNCTION guard_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT starts_with(current_database(), 'test_') THEN RAISE EXCEPTION '%', TG_ARGV[0] {CODE}; END IF;
    RETURN NULL;
  END $$
"""
STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
}
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = ANY(current_schemas(false))",
}


@dataclass(frozen=True)
class Guard:
    """What is refused of a table's rows, each as a condition in SQL, and what the database says then."""

    table: str
    words: str
    update: str
    delete: str
    # Of `held` and NEW: the new row would push the other out. REPLACE on SQLite does, and no DELETE trigger is asked.
    same: str
    # Of `held` and NEW: the row belongs to others that are closed, and comes too late.
    late: str = ""


def statements(vendor: str, guard: Guard) -> dict[str, str]:
    """Each of its triggers by name, with the statement that makes it."""
    rules = _postgresql(guard) if vendor == "postgresql" else _sqlite(guard)
    return {f"{guard.table}_{name}": made for name, made in rules}


def _sqlite(guard: Guard) -> Iterator[tuple[str, str]]:
    rules = {
        "fixed": ("UPDATE", guard.update),
        "kept": ("DELETE", guard.delete),
        "once": ("INSERT", _held(guard, guard.same)),
    }
    if guard.late:
        rules["late"] = ("INSERT", _held(guard, guard.late))
    for name, (event, rule) in rules.items():
        yield name, f"{_head(guard, name, event)} WHEN {rule} BEGIN SELECT RAISE(ABORT, '{guard.words}'); END"


def _postgresql(guard: Guard) -> Iterator[tuple[str, str]]:
    for name, event, rule in (("fixed", "UPDATE", guard.update), ("kept", "DELETE", guard.delete)):
        call = f"FOR EACH ROW WHEN ({rule}) EXECUTE FUNCTION guard_refuse('{guard.words}')"
        yield name, f"{_head(guard, name, event)} {call}"
    yield "whole", f"{_head(guard, 'whole', 'TRUNCATE')} EXECUTE FUNCTION guard_refuse_truncate('{guard.words}')"
    if guard.late:
        # The condition of a trigger may not ask about other rows here; a function may.
        name = f"{guard.table}_late"
        body = f"IF {_held(guard, guard.late)} THEN RAISE EXCEPTION '{guard.words}' {CODE}; END IF; RETURN NEW;"
        made = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        yield "late", f"{made}; {_head(guard, 'late', 'INSERT')} FOR EACH ROW EXECUTE FUNCTION {name}()"


def _head(guard: Guard, name: str, event: str) -> str:
    return f"CREATE TRIGGER {guard.table}_{name} BEFORE {event} ON {guard.table}"


def _held(guard: Guard, rule: str) -> str:
    return f"EXISTS (SELECT 1 FROM {guard.table} AS held WHERE {rule})"  # noqa: S608 - our own words alone


def install(connection: Any, guards: Iterable[Guard]) -> None:
    """Make the triggers that do not stand; those that do are left alone, and tables that a later migration makes."""
    tables = _names(connection, TABLES)
    guards = [guard for guard in guards if guard.table in tables]
    made = {name: line for guard in guards for name, line in statements(connection.vendor, guard).items()}
    lines = [made[name] for name in missing(connection, guards)]
    _run(connection, [FUNCTIONS, *lines] if connection.vendor == "postgresql" else lines)


def remove(connection: Any, guards: Iterable[Guard]) -> None:
    of_table = "" if connection.vendor == "sqlite" else " ON {}"
    names = [(name, of_table.format(guard.table)) for guard in guards for name in statements(connection.vendor, guard)]
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{where}" for name, where in names])


def missing(connection: Any, guards: Iterable[Guard]) -> list[str]:
    """Names of the triggers that do not stand in this database, or stand switched off."""
    standing = _names(connection, STANDING)
    return [name for guard in guards for name in statements(connection.vendor, guard) if name not in standing]


def _names(connection: Any, asked: dict[str, str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def _run(connection: Any, lines: list[str]) -> None:
    with connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)
