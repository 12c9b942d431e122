"""The tables of an empty portal as SQL, from the migrations: `make schema` writes it, a test holds it against them.

A new SQLite portal is made from this file in a second, where 255 migrations take half a minute (portal/home/fresh.py).
A row is one line, so that a new migration changes the lines that it means.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from portal.home.fresh import SCHEMA

# Made by SQLite itself for a table of its full-text search.
SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")
# What every portal has of its own: when a migration was applied, and what Wagtail draws by lot for a page.
MADE_ANEW = {"applied": "CURRENT_TIMESTAMP", "translation_key": "lower(hex(randomblob(16)))"}


def tables(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Name and SQL of each table, but for those that SQLite makes itself."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    virtual = [name for name, sql in rows if sql.startswith("CREATE VIRTUAL")]
    shadows = {f"{name}{end}" for name in virtual for end in SHADOWS}
    return ((name, sql) for name, sql in rows if name not in shadows and not name.startswith("sqlite_"))


def lines(connection: sqlite3.Connection) -> Iterator[str]:
    found = list(tables(connection))
    yield "-- Written by `make schema` from the migrations."
    yield from (f"{sql};" for _name, sql in found)
    for name, sql in found:
        if not sql.startswith("CREATE VIRTUAL"):
            yield from inserts(connection, name)
    others = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, name"
    yield from (f"{sql};" for (sql,) in connection.execute(others))
    yield ""


def inserts(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    values = ", ".join(f"'{MADE_ANEW[name]}'" if name in MADE_ANEW else f'quote("{name}")' for name in columns)
    for row in connection.execute(f'SELECT {values} FROM "{table}" ORDER BY rowid'):  # noqa: S608 - names from the schema
        yield f'INSERT INTO "{table}" VALUES({", ".join(row)});'


def text() -> str:
    from tests import made  # noqa: PLC0415 - the suite's; the portal's own tools need no migrated copy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.sqlite3"
        made.copy_sqlite(path)
        connection = sqlite3.connect(path)
        try:
            return "\n".join(lines(connection))
        finally:
            connection.close()


def main() -> int:
    SCHEMA.write_text(text())
    print(f"{SCHEMA}: {SCHEMA.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
