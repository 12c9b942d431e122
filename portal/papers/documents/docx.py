"""A paper as a Word document in the form of official papers (GB/T 9704): A4, title, number, body, tables, signature."""

import io
import zipfile
from typing import Any

from portal.papers.documents.paper import Paper, Table, heading, shares
from portal.text import xml_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# An office program that lacks them takes its own.
TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋"
LATIN = "Times New Roman"
TITLE_SIZE, BODY_SIZE, NOTE_SIZE, TABLE_SIZE = 22, 16, 12, 9
# Margins of the official paper in millimetres: above, below, left, right.
MARGINS = (37, 35, 28, 26)
TEXT_WIDTH = 210 - 28 - 26
LINE = 28
# The first moment that an archive knows.
EPOCH = (1980, 1, 1, 0, 0, 0)
# Signs of the table's size across the page.
ROOM = 98


def paper_docx(paper: Paper) -> bytes:
    from docx import Document  # noqa: PLC0415 - megabytes that most workers never need

    document = Document()
    _set_up(document, paper)
    _line(document, paper.title, font=TITLE, size=TITLE_SIZE, align="CENTER")
    for text in filter(None, (paper.number, *paper.lines)):
        _line(document, text, size=BODY_SIZE, align="CENTER")
    for text in paper.paragraphs:
        _line(document, text, indent=True)
    for index, table in enumerate(paper.tables):
        _table(document, heading(index, table), table)
    for text in paper.notes:
        _line(document, text, size=NOTE_SIZE, indent=True).paragraph_format.keep_with_next = True
    # The signature never stands alone on a page.
    for text in ("", paper.issuer):
        _line(document, text, align="RIGHT").paragraph_format.keep_with_next = True
    _line(document, paper.day, align="RIGHT")
    file = io.BytesIO()
    document.save(file)
    return _settled(file.getvalue())


def _settled(data: bytes) -> bytes:
    """Its parts without the moment at which they were packed: the same paper always makes the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as settled:
        for part in packed.infolist():
            settled.writestr(zipfile.ZipInfo(part.filename, EPOCH), packed.read(part), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _set_up(document: Any, paper: Paper) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, margin in zip(("top", "bottom", "left", "right"), MARGINS, strict=True):
        setattr(section, f"{name}_margin", Mm(margin))
    told = document.core_properties
    told.author = told.last_modified_by = xml_text(paper.issuer)
    told.title, told.language, told.comments = xml_text(paper.title), "zh-CN", ""
    # What the words are checked and broken as.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _page_numbers(section)


def _line(
    document: Any, text: str, *, font: str = BODY, size: float = BODY_SIZE, align: str = "LEFT", indent: bool = False
) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH[align]
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(max(LINE, size + 8))
    shape.first_line_indent = Pt(2 * size) if indent else None
    _run(paragraph, text, font, size)
    return paragraph


def _run(paragraph: Any, text: str, font: str, size: float) -> Any:
    """A Chinese font has to be named for East Asian text too, or Word takes another."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    run = paragraph.add_run(xml_text(text))
    run.font.size, run.font.name = Pt(size), LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001 - python-docx has no other way
    return run


def _table(document: Any, title: str, table: Table) -> None:
    from docx.shared import Mm, Pt  # noqa: PLC0415

    head = _line(document, title, font=HEADING, indent=True)
    head.paragraph_format.keep_with_next = True
    head.paragraph_format.space_before = head.paragraph_format.space_after = Pt(TABLE_SIZE)
    head._p.get_or_add_pPr().append(_element("w:outlineLvl", val="0"))  # noqa: SLF001 - as is below
    if not table.rows:
        _line(document, table.empty, indent=True)
        return
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    grid.autofit = False
    widths = [Mm(TEXT_WIDTH * share) for share in shares(table, ROOM)]
    # Word holds to the cells, LibreOffice to the columns.
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    # Each look at `row.cells` reads the whole table anew: all cells at once, row by row.
    texts = [str(value) for row in (table.head, *table.rows) for value in row]
    for number, (cell, text) in enumerate(zip(grid._cells, texts, strict=True)):  # noqa: SLF001
        cell.width = widths[number % len(widths)]
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        _run(cell.paragraphs[0], text, HEADING if number < len(widths) else BODY, TABLE_SIZE)
    for row in grid.rows:
        # A row is not cut in two by the end of a page.
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001
    # The head stands again on each page.
    grid.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001
    if table.note:
        _line(document, f"注：{table.note}", size=NOTE_SIZE)


def _element(name: str, **values: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _page_numbers(section: Any) -> None:
    """— 1 — at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", BODY, 14)
    number = _run(paragraph, "", BODY, 14)
    page = _element("w:instrText")
    page.text = "PAGE"
    for mark in (_element("w:fldChar", fldCharType="begin"), page, _element("w:fldChar", fldCharType="end")):
        number._element.append(mark)  # noqa: SLF001
    _run(paragraph, " —", BODY, 14)
