"""Rows as a file for an office: CSV that Excel reads as Chinese, XLSX whose texts are texts."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
BOM = "\ufeff"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sav": "application/x-spss-sav",
}
LINES_AT_ONCE = 500
Row = Sequence[str | int]


def csv_parts(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Some hundred lines at a time, with the mark that tells Excel it is UTF-8."""
    file = io.StringIO(BOM)
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    for number, row in enumerate(chain([header], rows)):
        writer.writerow([guarded(value) for value in row])
        if number % LINES_AT_ONCE == LINES_AT_ONCE - 1:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()


def guarded(value: str | int) -> str | int:
    """What a spreadsheet would run as a formula is marked as text; a number below zero stays one."""
    if not isinstance(value, str) or not value.startswith(FORMULA_SIGNS) or value[1:].isdecimal():
        return value
    return f"'{value}"


def workbook(title: str, header: Row, rows: Iterable[Row]) -> bytes:
    """One sheet, written row by row; every text is a text, whatever sign it begins with."""
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)

    def cell(value: str | int):
        if not isinstance(value, str):
            return value
        written = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        written.data_type = "s"
        return written

    for row in chain([header], rows):
        sheet.append([cell(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
