"""Records as CSV: marked as UTF-8, and nothing in it that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Sequence

from portal.board.exports.fields import FIELDS, names_of

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
BOM = "\ufeff"


def csv_of(table: str, records: Sequence[dict], *, marked: bool = True) -> str:
    """One line a record under the table's head; `marked` for programs that guess the encoding."""
    text = io.StringIO()
    if marked:
        text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(names_of(table))
    for record in records:
        writer.writerow([safe_cell(_cell(record[field.name])) for field in FIELDS[table]])
    return text.getvalue()


def safe_cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula is marked as text; numbers stay numbers."""
    if not isinstance(value, str) or not value.startswith(FORMULA_SIGNS):
        return value
    return value if NUMBER.fullmatch(value) else f"'{value}"


def _cell(value: object) -> object:
    if isinstance(value, list):
        return ";".join(value)
    return str(value).lower() if isinstance(value, bool) else value
