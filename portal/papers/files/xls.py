"""Workbooks of the old kind, by xlrd: XLS of Excel up to 2003, and ET, WPS's own name for the same."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from struct import unpack_from
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet

from portal.papers.errors import UnreadableError
from portal.papers.files.grid import Grid, Marks, Place, check_place, grid_of
from portal.papers.files.limits import Limits

DAY = 86400
# Records of the format BIFF 8, and the result of a formula that is empty.
BEGINS, ENDS, FORMULA, RECALCULATED = 0x0809, 0x000A, 0x0006, 0x01C1
EMPTY = bytes((3, 0, 0, 0, 0, 0, 0xFF, 0xFF))
UNKNOWN = "=…"
_QUOTED = re.compile(r'"[^"]*"|\\.')
_PASSWORD = re.compile("encrypted|password", re.IGNORECASE)
# UTF-16, as an archive of this kind names its parts.
SEALED = "EncryptedPackage".encode("utf-16-le")


def read_xls(data: bytes, limits: Limits) -> Grid:
    if SEALED in data:
        raise UnreadableError("locked")
    try:
        return _read(data, limits)
    except xlrd.XLRDError as error:
        raise UnreadableError("locked" if _PASSWORD.search(str(error)) else "no_table") from error
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes xlrd stumble anywhere
        raise UnreadableError("damaged") from error


def _read(data: bytes, limits: Limits) -> Grid:
    book = xlrd.open_workbook(
        file_contents=data,
        logfile=io.StringIO(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        ignore_workbook_corruption=True,
    )
    return _grid(book, _first_visible(book), limits)


def _first_visible(book: Book) -> Sheet:
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        if sheet.visibility == 0:
            return sheet
        book.unload_sheet(index)
    raise UnreadableError("no_table")


def _grid(book: Book, sheet: Sheet, limits: Limits) -> Grid:
    marks = Marks(
        formulas=_never_worked_out(book, sheet),
        merged=[(first, end - 1, column) for first, end, column, _end in sheet.merged_cells],
    )
    values = [
        [_value(book, cell, (row, column), marks) for column, cell in enumerate(sheet.row(row))]
        for row in range(min(sheet.nrows, limits.last_row + 1))
    ]
    if sheet.nrows > limits.last_row:
        check_place(sheet.nrows - 1, 0, limits)
    return grid_of(values, marks, limits)


def _never_worked_out(book: Book, sheet: Sheet) -> set[Place]:
    """Formulas without a result in a file that no office program wrote: those say when they last worked out, and an empty
    result of theirs is one."""
    if any(kind == RECALCULATED for kind, _body in records(book.mem, book.base)):
        return set()
    start = book._sh_abs_posn[sheet.number]  # noqa: SLF001 - xlrd gives formulas by no other way
    formulas = (body for kind, body in records(book.mem, start) if kind == FORMULA)
    return {unpack_from("<HH", body) for body in formulas if body[6:14] == EMPTY}


def records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """One part of the file, record by record, from its beginning to its end; charts inside it are parts of their own."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + size]
        depth += (kind == BEGINS) - (kind == ENDS)
        if not depth:
            return
        at += 4 + size


def _value(book: Book, cell: Any, place: Place, marks: Marks) -> object:
    if place in marks.formulas:
        return UNKNOWN
    if cell.ctype == xlrd.XL_CELL_ERROR:
        marks.errors[place] = xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        if "%" in _QUOTED.sub("", code):
            marks.percentages.add(place)
    return cell.value


def _moment(value: float, datemode: int) -> object:
    """Below one day it is a time of the clock; what is no day stays a number."""
    if 0 <= value < 1:
        return dt.timedelta(seconds=round(value * DAY) % DAY)
    try:
        return xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.xldate.XLDateError, OverflowError):
        return value
