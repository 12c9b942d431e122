"""A new SQLite portal's tables, read from one file: the migrations would take half a minute to the same end."""

from pathlib import Path

from django.db import connection

SCHEMA = Path(__file__).parent / "data" / "schema.sql"


def load_schema() -> bool:
    """Whether the tables were made; a database that has any is the migrations' own matter, as is PostgreSQL."""
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return False
    connection.close()
    connection.ensure_connection()
    connection.connection.executescript(f"BEGIN;\n{SCHEMA.read_text()}\nCOMMIT;")
    return True
