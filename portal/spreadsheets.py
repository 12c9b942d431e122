"""Rows as a file for an office: CSV that Excel reads as Chinese, XLSX whose texts are texts."""

import csv
import io
import pickle
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal.clock import DISTRICT
from portal.confined import confine
from portal.text import xml_text

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
MARK = "\ufeff"  # office programs then read the Chinese right
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sav": "application/x-spss-sav",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MEMORY, CPU_SECONDS, WALL_SECONDS = 1024**3, 120, 120
Row = Sequence[Any]


def csv_lines(header: Row, rows: Iterable[Row], *, marked: bool = True) -> Iterator[str]:
    """Line by line; `marked` tells Excel that it is UTF-8; what a program would run is marked as text."""
    file = io.StringIO(MARK if marked else "")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    for row in _chained(header, rows):
        writer.writerow([guarded(plain_cell(value)) for value in row])
        yield file.getvalue()
        file.seek(0)
        file.truncate()


def workbook(title: str, header: Row, rows: Iterable[Row]) -> bytes:
    """One sheet; numbers are numbers, dates are dates, everything else is text whatever sign it begins with.

    Made in a child process, when its turn comes: a long table would keep everybody else's pages waiting.
    """
    from portal import heavy  # noqa: PLC0415 - the child loads no Django

    plain = [[_plain(value) for value in row] for row in _chained(header, rows)]
    done = heavy.child("portal.spreadsheets", data=pickle.dumps((title, plain)), seconds=WALL_SECONDS)
    if done.returncode:
        raise RuntimeError(f"the table could not be made: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def written(title: str, rows: Iterable[Row]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([value if _is_words(value) else cell(sheet, value) for value in row])
    return saved(book)


def _is_words(value: Any) -> bool:
    """A text that openpyxl itself takes for nothing else, in half the time: no formula, no name of a fault."""
    return isinstance(value, str) and value[:1] not in "=#"


def saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain_cell(value: Any) -> Any:
    """An instant as the district's clock shows it, nothing as an empty text."""
    if isinstance(value, datetime):
        return value.astimezone(DISTRICT).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _chained(header: Row, rows: Iterable[Row]) -> Iterator[Row]:
    yield header
    yield from rows


def guarded(value: Any) -> str:
    """A cell of a CSV file: what a program would work out stands behind an apostrophe."""
    text = str(value)
    is_number = isinstance(value, int | float | Decimal) or NUMBER.fullmatch(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and not is_number else text


def _plain(value: Any) -> Any:
    """A number, a day, or a text without signs that XML cannot hold."""
    if isinstance(value, int | float | Decimal) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    return xml_text(str(plain_cell(value)))


def cell(sheet, value: Any):
    """A number as a number, a day as a day, anything else as text that no program takes for a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see written

    plain = None if value is None else _plain(value)
    made = WriteOnlyCell(sheet, plain)
    if isinstance(plain, str):
        made.data_type = "s"
    return made


if __name__ == "__main__":  # pragma: no cover - the child
    confine(memory_bytes=MEMORY, cpu_seconds=CPU_SECONDS, file_bytes=MEMORY)  # openpyxl writes aside first
    sys.stdout.buffer.write(written(*pickle.load(sys.stdin.buffer)))  # noqa: S301 - from ourselves
