"""Cells of the formats one by one: what a person reads in them."""

import datetime as dt
from struct import pack

import pytest
from openpyxl.styles.numbers import FORMAT_PERCENTAGE_00

from portal.papers.files import read_grid
from portal.papers.files.grid import cell_name
from portal.papers.files.values import shown
from portal.papers.files.xls import BEGINS, records
from portal.papers.files.xlsx import place_of
from tests.portal.papers.samples import WRITTEN, book, changed, refused

SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("话", "话"),
        (True, "TRUE"),
        (45.0, "45"),
        (4.5, "4.5"),
        (3.3000000000000003, "3.3"),
        (1e-7, "0.0000001"),
        (13800138000.0, "13800138000"),
        (320412198001011234.0, "3.20412E+17"),
        (dt.date(2026, 11, 3), "2026-11-03"),
        (dt.datetime.fromisoformat("2026-11-03"), "2026-11-03"),
        (dt.datetime.fromisoformat("2026-11-03T09:30"), "2026-11-03 09:30"),
        (dt.time(9, 30), "09:30"),
        (dt.time(9, 30, 5), "09:30:05"),
        (dt.timedelta(hours=30), "30:00"),
        (dt.timedelta(hours=1, seconds=5), "01:00:05"),
    ],
)
def test_a_value_is_the_text_that_a_person_reads(value, text):
    assert shown(value) == text


def test_a_share_in_a_cell_of_percentages_is_a_percentage():
    assert shown(0.972, is_percentage=True) == "97.2%"
    assert shown(29 / 30, is_percentage=True) == "96.6666666666667%"

    def change(sheet):
        sheet["A1"].number_format = FORMAT_PERCENTAGE_00
        sheet["B1"].number_format = '0.0"%"'
        sheet["C1"].number_format = r"0.0\ %"
        sheet.insert_rows(3)

    assert read_grid(book([0.972, 0.972, 0.972], change=change)).rows == {1: ["97.2%", "0.972", "97.2%"]}


def test_a_formula_without_a_result_is_marked_and_an_empty_result_is_empty():
    grid = read_grid(book(["=1+1", "话"]))
    assert (grid.rows, grid.formulas) == ({1: ["=1+1", "话"]}, {(1, 0)})
    empty = changed(book(["=1+1", "话"]), {SHEET: lambda part: part.replace(b'<c r="A1"', b'<c r="A1" t="str"')})
    assert read_grid(empty).rows == {1: ["", "话"]}
    ods = changed(
        (WRITTEN / "pandas.ods").read_bytes(),
        {
            "content.xml": lambda part: part.replace(
                b'<table:table-cell office:value-type="float" office:value="0.5"',
                b'<table:table-cell table:formula="of:=1+1"',
            )
        },
    )
    assert [place[0] for place in read_grid(ods).formulas] == [3]


def test_cells_and_rows_without_a_name_are_the_next_ones():
    bare = changed(
        book(["甲", "乙"], ["丙"]),
        {
            SHEET: lambda part: (
                part.replace(b' r="A1"', b"")
                .replace(b' r="B1"', b"")
                .replace(b' r="1"', b"")
                .replace(b' r="2"', b"")
                .replace(b' r="A2"', b"")
            )
        },
    )
    assert read_grid(bare).rows == {1: ["甲", "乙"], 2: ["丙", ""]}


def test_joined_cells_of_a_name_that_is_none_are_left():
    odd = changed(
        book(["甲"]),
        {
            SHEET: lambda part: part.replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1"/></mergeCells>'
            )
        },
    )
    assert read_grid(odd).merged == []


@pytest.mark.parametrize(("place", "name"), [((0, 0), "A1"), ((6, 25), "Z7"), ((6, 26), "AA7"), ((0, 16383), "XFD1")])
def test_places_have_the_names_of_spreadsheets(place, name):
    assert cell_name(*place) == name
    assert place_of(name) == place


def test_cells_of_old_workbooks():
    assert read_grid((WRITTEN / "odd-cells.xls").read_bytes()).rows == {1: ["TRUE", "09:45", "3000000", "0.972"]}


def ods(cells: str) -> bytes:
    """A document of one row."""
    head = '<office:document-content><office:body><office:spreadsheet><table:table table:name="x">'
    foot = "</table:table></office:spreadsheet></office:body></office:document-content>"
    names = "".join(f' xmlns:{name}="urn:{name}"' for name in ("office", "table", "text", "calcext"))
    content = head.replace("-content>", f"-content{names}>", 1) + cells + foot
    return changed((WRITTEN / "pandas.ods").read_bytes(), {"content.xml": content.encode()})


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            '<table:table-cell office:value-type="time" office:time-value="PT30H05M00S"><text:p>x</text:p></table:table-cell>',
            "30:05",
        ),
        ('<table:table-cell office:value-type="date" office:date-value="2026-11-03T09:30:00"/>', "2026-11-03 09:30"),
        ('<table:table-cell office:value-type="currency" office:value="1.50"/>', "1.5"),
        (
            '<table:table-cell office:value-type="string"><text:p>甲<text:s text:c="3"/>乙<text:tab/><text:line-break/></text:p><text:p>丙</text:p></table:table-cell>',
            "甲   乙\t\n\n丙",
        ),
        (
            "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>话</text:p></table:table-cell>",
            "话",
        ),
    ],
)
def test_cells_of_open_documents(cell, text):
    assert read_grid(ods(f"<table:table-row>{cell}</table:table-row>")).rows == {1: [text]}


def test_what_stands_once_for_many_in_an_open_document():
    cells = '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16380"/>'
    rows = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row><table:table-row table:number-rows-repeated="1048574"/>'
    assert read_grid(ods(rows)).rows == {1: ["", "", "x", "x"], 2: ["", "", "x", "x"]}


def test_an_empty_open_document_is_empty():
    assert read_grid(ods("")).rows == {}


@pytest.mark.parametrize(
    ("name", "rows", "formulas"),
    [
        # xlwt works nothing out; LibreOffice does.
        ("xlwt-formula.xls", {1: ["甲", "乙"], 2: ["1", "=…"]}, {(2, 1)}),
        ("libreoffice-formula.xls", {1: ["甲", "乙"], 2: ["1", "0"], 3: ["2", "4"]}, set()),
    ],
)
def test_a_formula_of_an_old_workbook_that_was_never_worked_out_is_marked(name, rows, formulas):
    grid = read_grid((WRITTEN / f"odd-{name}").read_bytes())
    assert (grid.rows, grid.formulas) == (
        rows,
        formulas,
    )


def test_an_empty_result_of_a_program_that_works_formulas_out_is_empty():
    """A record of when they were last worked out, as Excel writes it."""
    data = (WRITTEN / "odd-xlwt-formula.xls").read_bytes()
    # A record of styles that xlwt writes, BACKUP, under the number of the other.
    backup, recalculated = bytes((0x40, 0, 2, 0)), bytes((0xC1, 1, 2, 0))
    assert data.count(backup) == 1
    grid = read_grid(data.replace(backup, recalculated))
    assert (grid.rows, grid.formulas) == ({1: ["甲", "乙"], 2: ["1", ""]}, set())


def test_a_part_of_an_old_workbook_that_breaks_off_ends_there():
    assert list(records(pack("<HH", BEGINS, 2) + b"ab" + b"\x0a", 0)) == [(BEGINS, b"ab")]
    assert list(records(b"", 0)) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.7\n", "kind"), (b"%!PS-Adobe-3.0\n", "kind"), (b"{\\rtf1 a}", "kind"), (b"<html>", "markup")],
)
def test_plain_letters_of_another_kind_are_no_table(data, code):
    assert refused(read_grid, data) == code
