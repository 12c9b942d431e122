"""What a room makes of the rows of a table: each judged, by itself and by the room's own form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm

from portal.papers.columns import Column
from portal.papers.errors import UnreadableError
from portal.papers.rows import Row
from portal.papers.tables import Table
from portal.papers.words import errors_of, note, place_words


@dataclass
class Judged:
    """`subject`: what the row is about. `outcome`: what becomes of it, with `tone` of a chip. `entry`: what the room
    keeps of it; a row that is not new is right and stays as it is."""

    row: Row
    subject: str
    errors: list[tuple[str, str]] = field(default_factory=list)
    outcome: str = ""
    tone: str = ""
    is_new: bool = True
    entry: Any = None

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def notes(self) -> list[tuple[str, str]]:
        return [(cell.column.label, note(cell)) for cell in self.row.interpreted]

    @property
    def understood(self) -> list[tuple[str, str]]:
        return [(cell.column.label, cell.shown) for cell in self.row.cells.values() if cell.shown]

    @property
    def choices(self) -> list[tuple[str, str, list[str]]]:
        """The field of a choice, the word that is not known, and what may be meant by it."""
        return [(field_of(self.row, name), word, offers) for name, word, offers in offered(self.row)]


def offered(row: Row) -> list[tuple[str, str, list[str]]]:
    """Cells whose word is nearly one that is known: the column, the word, what may be meant."""
    told = [(name, error.values) for name, error in row.errors if isinstance(error, UnreadableError)]
    return [(name, values["word"], values["offers"]) for name, values in told if values.get("offers")]


def field_of(row: Row, name: str) -> str:
    return f"meant-{row.number}-{name}"


def put_right(table: Table, rows: Iterable[Row], chosen: Mapping[str, str]) -> None:
    """Into the cells what the person chose of what was offered; the rest of a cell stays."""
    for row in rows:
        for name, word, offers in offered(row):
            meant = chosen.get(field_of(row, name))
            if meant in offers:
                table.put(row.line, name, row.text(name).replace(word, meant, 1))


def judged(row: Row, table: Table, columns: list[Column], form: BaseForm | None, **facts: Any) -> Judged:
    """What the readers refused, then what the form refuses of the other columns."""
    refused = {name for name, _error in row.errors}
    errors = errors_of(row, table, columns)
    labels = {column.name: column.label for column in columns}
    elsewhere: dict[str, str] = facts.pop("elsewhere", {})
    for name, messages in form.errors.items() if form else ():
        column = elsewhere.get(name, name)
        if column not in refused:
            place = place_words(labels.get(column, ""), table.place(row.line, column))
            errors += [(place, message) for message in messages]
    return Judged(row, errors=errors, **facts)
