"""The rows of a table as they were understood, with what had to be interpreted and what is wrong, cell by cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.papers.columns import Column
from portal.papers.errors import UnreadableError
from portal.papers.readers.reading import Reading
from portal.papers.tables import Line, Table
from portal.papers.text import clean_text

# As spreadsheets write them: an error, a number that lost its last digits, a cell too narrow for what it holds.
ERROR = re.compile(r"#(?:DIV/0!|REF!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!|CONNECT!|BLOCKED!)|Err:[0-9]{3}")
CUT = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?0*(?:1[1-9]|[2-9][0-9])")
NARROW = re.compile(r"#{3,}")
FAULTS = ((ERROR, "error"), (CUT, "cut"), (NARROW, "narrow"))


@dataclass
class Cell:
    column: Column
    text: str
    reading: Reading

    @property
    def shown(self) -> str:
        return self.column.show(self.reading.value)


@dataclass
class Row:
    """`errors`: by name of the column, or nothing for the row as a whole; a code with its values, or words."""

    line: Line
    texts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    errors: list[tuple[str, UnreadableError | str]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def values(self) -> dict[str, Any]:
        return {name: cell.reading.value for name, cell in self.cells.items()}

    def text(self, name: str) -> str:
        """The cell as it stands in the file, right or wrong."""
        return self.texts.get(name, "")

    @property
    def interpreted(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.reading.shown]


def rows_of(table: Table, columns: Sequence[Column]) -> list[Row]:
    return [_row(table, line, columns) for line in table.lines]


def _row(table: Table, line: Line, columns: Sequence[Column]) -> Row:
    row = Row(line)
    for column in columns:
        cell = table.cell(line, column.name)
        row.texts[column.name] = clean_text(cell)
        try:
            _check(cell, is_formula=table.is_formula(line, column.name))
            row.cells[column.name] = Cell(column, row.texts[column.name], column.read(cell))
        except UnreadableError as error:
            row.errors.append((column.name, error))
    return row


def _check(cell: str, *, is_formula: bool) -> None:
    word = clean_text(cell)
    if is_formula:
        raise UnreadableError("formula", word=word)
    for form, code in FAULTS:
        if form.fullmatch(word):
            raise UnreadableError(code, word=word)
