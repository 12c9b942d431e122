"""Reading an XLSForm file: text of cells only, nothing in it is run."""

import io

from python_calamine import CalamineError, CalamineWorkbook

from portal.text import typed_text

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 2_000
SHEETS = ("survey", "choices", "settings", "portal")


class NoXlsformError(Exception):
    """The file is no XLSForm that we can read."""


def sheets_in(content: bytes) -> dict[str, list[dict[str, str]]]:
    if len(content) > MOST_BYTES:
        raise NoXlsformError
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name in SHEETS}
    except (CalamineError, ValueError, OSError) as error:
        raise NoXlsformError from error
    if "survey" not in found or any(len(rows) > MOST_ROWS for rows in found.values()):
        raise NoXlsformError
    return {name: _rows(rows) for name, rows in found.items()}


def _rows(table: list[list]) -> list[dict[str, str]]:
    if not table:
        return []
    columns = [_text(cell).strip() for cell in table[0]]
    return [dict(zip(columns, map(_text, row), strict=False)) for row in table[1:]]


def _text(cell) -> str:
    """Whole numbers come as decimals from a spreadsheet."""
    return typed_text(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
