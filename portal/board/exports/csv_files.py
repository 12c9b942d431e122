"""Records of the board as CSV."""

from collections.abc import Sequence

from portal.board.exports.fields import FIELDS, names_of
from portal.spreadsheets import csv_lines


def csv_of(table: str, records: Sequence[dict], *, marked: bool = True) -> str:
    """One line a record under the table's head; `marked` for programs that guess the encoding."""
    rows = ([_cell(record[field.name]) for field in FIELDS[table]] for record in records)
    return "".join(csv_lines(names_of(table), rows, marked=marked))


def _cell(value: object) -> object:
    if isinstance(value, list):
        return ";".join(value)
    return str(value).lower() if isinstance(value, bool) else value
