"""The report's tables as a workbook, a sheet each; numbers stay as they are written in the report."""

from portal.board.exports.pack_words import Table, Words
from portal.spreadsheets import MEDIA_TYPES, cell, saved

MEDIA_TYPE = MEDIA_TYPES["xlsx"]

UNIT_WIDTH = 12
FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def pack_xlsx(words: Words) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook(write_only=True)
    for table in words.tables:
        _sheet(book, words, table)
    return saved(book)


def _sheet(book, words: Words, table: Table) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet = book.create_sheet(table.title.translate(FORBIDDEN)[:31])
    for index, weight in enumerate(table.weights, 1):
        sheet.column_dimensions[get_column_letter(index)].width = weight * UNIT_WIDTH
    sheet.freeze_panes = "A4"
    for text in (words.title, f"{table.title}　{words.day}"):
        sheet.append([cell(sheet, text)])
    head = [cell(sheet, text) for text in table.head]
    for written in head:
        written.font = Font(bold=True)
    sheet.append(head)
    for row in table.rows:
        cells = [cell(sheet, text) for text in row]
        for written in cells:
            written.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)
    for text in (table.note, *words.notes):
        if text:
            sheet.append([cell(sheet, text)])
