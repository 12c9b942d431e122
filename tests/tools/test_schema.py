"""What a new SQLite portal is made from is what the migrations make."""

import re
import sqlite3

from portal.home.fresh import SCHEMA
from tools import schema


def test_the_file_is_what_the_migrations_make():
    written, made = SCHEMA.read_text(), schema.text()
    assert written == made, "run `make schema`"


def test_what_it_makes_is_the_same_again():
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text())
    assert "\n".join(schema.lines(connection)) == SCHEMA.read_text()


def test_nothing_in_it_was_drawn_by_lot():
    """Else it would be another file each time, and every portal's keys the same."""
    assert re.findall(r"'[0-9a-f]{32}'|'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'", SCHEMA.read_text()) == []
