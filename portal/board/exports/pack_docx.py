"""The report as a Word document in the form of an official paper (GB/T 9704): title, number, body, tables, signature."""

import io

from portal.board.exports.pack_words import NUMERALS, Table, Words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋"
LATIN = "Times New Roman"
TITLE_SIZE, BODY_SIZE, TABLE_SIZE = 22, 16, 9
# Margins of the official paper in millimetres: above, below, left, right.
MARGINS = (37, 35, 28, 26)
TEXT_WIDTH = 210 - 28 - 26
LINE = 28


def pack_docx(words: Words) -> bytes:
    from docx import Document  # noqa: PLC0415 - megabytes that most workers never need
    from docx.shared import Mm  # noqa: PLC0415

    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, margin in zip(("top", "bottom", "left", "right"), MARGINS, strict=True):
        setattr(section, f"{name}_margin", Mm(margin))
    paper.core_properties.author, paper.core_properties.title = words.issuer, words.title
    paper.core_properties.language = "zh-CN"
    _page_numbers(section)
    _line(paper, words.title, font=TITLE, size=TITLE_SIZE, align="CENTER")
    _line(paper, words.number, size=BODY_SIZE, align="CENTER")
    for text in words.paragraphs:
        _line(paper, text, indent=True)
    for index, table in enumerate(words.tables):
        _table(paper, f"{NUMERALS[index]}、{table.title}", table)
    for text in words.notes:
        _line(paper, text, size=12, indent=True)
    _line(paper, words.issuer, align="RIGHT")
    _line(paper, words.day, align="RIGHT")
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _line(paper, text: str, *, font: str = BODY, size: int = BODY_SIZE, align: str = "LEFT", indent: bool = False):
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH[align]
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(max(LINE, size + 8))
    shape.first_line_indent = Pt(2 * size) if indent else None
    _run(paragraph, text, font, size)
    return paragraph


def _run(paragraph, text: str, font: str, size: int):
    """A Chinese font has to be named for East Asian text too, or Word takes another."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001 - python-docx has no other way
    return run


def _table(paper, title: str, table: Table) -> None:
    heading = _line(paper, title, font=HEADING, indent=True)
    heading.paragraph_format.keep_with_next = True
    if not table.rows:
        _line(paper, "本期无。", indent=True)
        return
    from docx.shared import Mm  # noqa: PLC0415

    grid = paper.add_table(rows=1, cols=len(table.head), style="Table Grid")
    grid.autofit = False
    widths = [Mm(TEXT_WIDTH * weight / sum(table.weights)) for weight in table.weights]
    _fill(grid.rows[0], table.head, widths, HEADING)
    _repeat(grid.rows[0])
    for row in table.rows:
        _fill(grid.add_row(), row, widths, BODY)
    if table.note:
        _line(paper, f"注：{table.note}", size=12)


def _fill(row, texts: list[str], widths: list, font: str) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    _whole(row)
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, text, font, TABLE_SIZE)


def _repeat(row) -> None:
    """The head stands again on each page."""
    _flag(row, "w:tblHeader")


def _whole(row) -> None:
    """A row is not cut in two by the end of a page."""
    _flag(row, "w:cantSplit")


def _flag(row, name: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no other way


def _page_numbers(section) -> None:
    """— 1 — at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", BODY, 14)
    number = _run(paragraph, "", BODY, 14)
    for kind, text in (("begin", ""), (None, "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        number._element.append(mark)  # noqa: SLF001
    _run(paragraph, " —", BODY, 14)
