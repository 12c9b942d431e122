"""The quarter report as a document that an office goes on writing in (DOCX), from the same words as the PDF."""

import datetime as dt
import io

from campaigns.exports.report import words_of
from campaigns.results import Report
from portal.spreadsheets import BROKEN

# 国标公文的字体；没有时由办公软件替换。
HEAD_FONT, BODY_FONT = "黑体", "仿宋"
TITLE_SIZE, HEAD_SIZE, BODY_SIZE, TABLE_SIZE = 22, 16, 16, 10.5


def report_docx(report: Report, *, now: dt.datetime) -> bytes:
    """The document is Chinese, whoever prints it."""
    words = words_of(report, now)
    from docx import Document  # noqa: PLC0415 - megabytes that most workers never need

    document = Document()
    _write(document.add_paragraph(), words["title"], HEAD_FONT, TITLE_SIZE, centred=True)
    _write(document.add_paragraph(), words["period"], BODY_FONT, BODY_SIZE, centred=True)
    _write(document.add_paragraph(), words["state"], BODY_FONT, TABLE_SIZE, centred=True)
    _write(document.add_paragraph(), "一、各板块完成情况", HEAD_FONT, HEAD_SIZE)
    _table(document, [words["ledger_head"], *words["ledger"]])
    _write(document.add_paragraph(), "二、合计", HEAD_FONT, HEAD_SIZE)
    _table(document, [["项目", "数量"], *words["sums"]])
    _write(document.add_paragraph(), words["note"], BODY_FONT, TABLE_SIZE)
    _write(document.add_paragraph(), "三、已核实活动", HEAD_FONT, HEAD_SIZE)
    if words["events"]:
        _table(document, [words["event_head"], *words["events"]])
    else:
        _write(document.add_paragraph(), "本季度尚无已核实的活动。", BODY_FONT, BODY_SIZE)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _table(document, rows: list[list]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    # Each look at `row.cells` reads the whole table anew: all cells at once, row by row.
    cells = table._cells  # noqa: SLF001
    values = [value for row in rows for value in row]
    for number, (cell, value) in enumerate(zip(cells, values, strict=True)):
        font = HEAD_FONT if number < len(rows[0]) else BODY_FONT
        _write(cell.paragraphs[0], value, font, TABLE_SIZE)


def _write(paragraph, value, font: str, size: float, *, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    run = paragraph.add_run(BROKEN.sub("", str(value)))
    run.font.size, run.font.name = Pt(size), font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001 - the library has no word for it
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
