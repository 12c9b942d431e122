"""The report's tables as a workbook, a sheet each; numbers stay as they are written in the report."""

import io

from campaigns.exports.sheet import MEDIA_TYPE, cell
from portal.board.exports.pack_words import Table, Words

__all__ = ["MEDIA_TYPE", "pack_xlsx"]

UNIT_WIDTH = 12
FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def pack_xlsx(words: Words) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook(write_only=True)
    for table in words.tables:
        _sheet(book, words, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


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
