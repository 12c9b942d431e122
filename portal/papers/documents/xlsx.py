"""A paper's tables as a workbook, a sheet each: numbers that programs can reckon with, columns as wide as their words."""

from typing import Any

from portal.papers.documents.paper import Figure, Paper, Table, column_widths
from portal.spreadsheets import MEDIA_TYPES, cell, saved
from portal.text import xml_text

MEDIA_TYPE = MEDIA_TYPES["xlsx"]
HEAD_ROW = 3
MARGIN = 2
NAME_SIGNS = 31
A4 = 9
FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def paper_xlsx(paper: Paper) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = xml_text(paper.issuer), xml_text(paper.title)
    book.properties.language = "zh-CN"
    for table in paper.tables:
        _sheet(book, paper, table)
    return saved(book)


def _sheet(book: Any, paper: Paper, table: Table) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    name = xml_text(table.sheet or table.title).translate(FORBIDDEN)[:NAME_SIGNS]
    sheet = book.create_sheet(name)
    for index, width in enumerate(column_widths(table), 1):
        sheet.column_dimensions[get_column_letter(index)].width = width + MARGIN
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.append([cell(sheet, paper.title)])
    sheet.append([cell(sheet, "　".join(paper.lines or [table.title, paper.day]))])
    head = [cell(sheet, text) for text in table.head]
    for written in head:
        written.font = Font(bold=True)
    sheet.append(head)
    for row in table.rows:
        cells = [_typed(sheet, value) for value in row]
        for written in cells:
            written.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)
    for text in (table.note, *paper.notes):
        if text:
            sheet.append([cell(sheet, text)])


def _typed(sheet: Any, value: Any) -> Any:
    if not isinstance(value, Figure):
        return cell(sheet, value)
    written = cell(sheet, value.value)
    if value.unit:
        unit = xml_text(value.unit).replace('"', "")
        written.number_format = f'General"{unit}"'
    return written
