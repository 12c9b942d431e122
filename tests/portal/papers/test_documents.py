"""A paper in the form of each program: A4, heads that come again, widths that hold, numbers to reckon with."""

import io
from decimal import Decimal

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from portal.papers.documents.docx import ROOM, TEXT_WIDTH, paper_docx
from portal.papers.documents.paper import PAD, Figure, Paper, Table, breadth, column_widths, shares
from portal.papers.documents.pdf import paper_pdf
from portal.papers.documents.xlsx import paper_xlsx

HEAD = ["日期", "活动", "板块", "人数"]
LONG = "垃圾分类进社区宣讲活动，社区居民、学生和家庭参加，发放宣传品并回答问题"
ROWS = [[f"2026-10-{day:02}", LONG, "红梅街道", Figure(120 + day)] for day in range(1, 31)]
PAPER = Paper(
    title="季度报告",
    number="天无废办〔2026〕　号",
    lines=["2026年第四季度"],
    paragraphs=["现报告如下。"],
    tables=[Table("活动", HEAD, ROWS, "注。"), Table("率", ["项", "值"], [["甲", Figure(Decimal("98.3"), "%")]])],
    notes=["与看板一致。"],
    issuer="办公室",
    day="2026年11月30日",
)


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(paper_docx(PAPER)))


def test_the_sheet_is_a4_and_says_who_wrote_it_in_which_language(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (document.core_properties.author, document.core_properties.language) == ("办公室", "zh-CN")
    languages = {mark.get(qn("w:eastAsia")) for mark in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}


def test_title_number_body_tables_and_signature_stand_in_this_order(document):
    texts = [line.text for line in document.paragraphs if line.text]
    assert texts == [
        *("季度报告", "天无废办〔2026〕　号", "2026年第四季度", "现报告如下。"),
        *("一、活动", "注：注。", "二、率", "与看板一致。", "办公室", "2026年11月30日"),
    ]
    assert [line.text for line in document.paragraphs[-4:-1]] == ["与看板一致。", "", "办公室"]
    assert all(line.paragraph_format.keep_with_next for line in document.paragraphs[-4:-1])


def test_the_head_comes_again_and_no_row_is_cut(document):
    rows = document.tables[0].rows
    assert [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in rows[:2]] == [True, False]
    assert all(row._tr.trPr.findall(qn("w:cantSplit")) for row in rows)


def test_widths_stand_in_the_columns_and_in_each_cell(document):
    """Word reads the cells, LibreOffice and WPS the columns."""
    table = document.tables[0]
    columns = [column.width for column in table.columns]
    assert [cell.width for cell in table.rows[3].cells] == columns
    assert abs(sum(columns) - Mm(TEXT_WIDTH)) < Mm(1)
    assert columns[1] == max(columns)


def test_a_date_and_a_short_name_are_never_broken():
    given_signs = [share * ROOM - PAD for share in shares(PAPER.tables[0], ROOM)]
    for width, text in zip(given_signs, ROWS[0], strict=True):
        assert width >= breadth(text) - 0.01 or text == LONG


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), max_size=5))
def test_shares_are_parts_of_one_whatever_stands_in_the_cells(rows):
    found = shares(Table("", ["甲", "乙", "丙"], rows), ROOM)
    assert abs(sum(found) - 1) < 1e-9
    assert min(found) > 0


def test_columns_of_a_workbook_are_as_wide_as_their_words():
    book = load_workbook(io.BytesIO(paper_xlsx(PAPER)))
    sheet = book["活动"]
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == [12, 46, 10, 6]
    assert column_widths(Table("", ["甲"], [])) == [4]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert (sheet["D4"].value, sheet["A4"].value, sheet["D4"].data_type) == (121, "2026-10-01", "n")
    assert (book["率"]["B4"].value, book["率"]["B4"].number_format) == (98.3, 'General"%"')
    assert (book.properties.creator, book.properties.language) == ("办公室", "zh-CN")


def test_the_same_paper_is_a_pdf():
    assert paper_pdf(PAPER).startswith(b"%PDF-")


def test_long_columns_that_ask_for_more_than_there_is_get_the_same():
    words = ["很长的说明" * 20] * 3
    found = shares(Table("", ["甲", "乙", "丙"], [words]), 60)
    assert found == pytest.approx([1 / 3] * 3)
