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
    """Sheet -> its rows under their heads. Every row has its place, empty ones between them too."""
    if len(content) > MOST_BYTES:
        raise NoXlsformError
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = {name: _rows(_table(book, sheet)) for sheet, name in _names(book.sheet_names).items()}
    except (CalamineError, ValueError, OSError) as error:
        raise NoXlsformError from error
    if "survey" not in found or any(sum(map(bool, rows)) > MOST_ROWS for rows in found.values()):
        raise NoXlsformError
    return found


def _names(sheets: list[str]) -> dict[str, str]:
    """Which sheet is which; the only sheet of a file is its questions, whatever it is called."""
    if len(sheets) == 1:
        return {sheets[0]: "survey"}
    return {sheet: name for sheet in sheets if (name := sheet.strip().lower()) in SHEETS}


def _table(book: CalamineWorkbook, sheet: str) -> list[list]:
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def _rows(table: list[list]) -> list[dict[str, str]]:
    if not table:
        return []
    columns = [_text(cell).strip() for cell in table[0]]
    rows = [
        {name: text for name, cell in zip(columns, row, strict=False) if name and (text := _text(cell))}
        for row in table[1:]
    ]
    last = max((number for number, row in enumerate(rows, 1) if row), default=0)
    return rows[:last]


def _text(cell) -> str:
    """Whole numbers come as decimals from a spreadsheet."""
    return typed_text(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
