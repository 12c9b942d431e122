"""A figure that is late: out of the spreadsheet, past a second person, onto the board, into the meeting and the report."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.journeys.conftest import DESK

SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER, VALUE = 13, "98.4"


def filled_in(body: bytes) -> bytes:
    """As an officer fills it in: the value, where it comes from and how it was worked out, in the row of the indicator."""
    book = load_workbook(io.BytesIO(body))
    heads = {cell.value: cell.column for cell in book.active[1]}
    row = next(row[0].row for row in book.active.iter_rows(min_row=2) if str(row[0].value) == str(NUMBER))
    for head, said in (
        ("数值", float(VALUE)),
        ("数据来源", "固体废物台账（演示）"),
        ("计算方法", "综合利用量除以产生量"),
    ):
        book.active.cell(row, heads[head], said)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def reminded(server):
    server.manage("remind_due")


def enters(officer, looked):
    """Out of the list of what is due into a spreadsheet, and back through a dry run."""
    looked(officer, "late-figure-due")
    sheet = officer.request.get(officer.locator("a[href$='due.xlsx']").first.get_attribute("href")).body()
    officer.goto("/board/due/sheet/")
    file = {"name": "figures.xlsx", "mimeType": SHEET_KIND, "buffer": filled_in(sheet)}
    officer.locator("input[type=file]").set_input_files([file])
    officer.locator("form:has(input[type=file]) button").last.click()
    assert VALUE in officer.locator("table").inner_text()
    looked(officer, "late-figure-dry-run")
    officer.locator("form:has(input[name=rows]) button").click()
    officer.wait_for_url("**/board/due/")


def approves(second):
    second.locator(".waiting a", has_text="2025").first.click()
    second.locator("button[name=approve]").click()
    second.wait_for_url("**/board/due/")


def reported(second, looked) -> str:
    """The figure in the newest report's table."""
    second.goto("/board/2022-2025/reports/")
    looked(second, "late-figure-reports")
    paper = second.request.get(second.locator("a[href$='.docx']").first.get_attribute("href")).body()
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(paper)).tables[0].rows]
    return next(row[4] for row in rows if row[0].rstrip("★") == str(NUMBER))


def pressing(second) -> list[str]:
    second.goto("/board/2022-2025/decisions/")
    return [link.get_attribute("href") for link in second.locator("tbody th a").all()]


def test_a_late_figure_reaches_board_meeting_and_report(person, new_page, reminded, looked):
    anyone = new_page()
    anyone.goto(f"/board/2022-2025/{NUMBER}/")
    assert "尚无数据" in anyone.locator(".standing").inner_text()
    second = person("administrator", viewport=DESK)
    assert f"/board/2022-2025/{NUMBER}/" in pressing(second)
    enters(person("department-env", then="/board/due/", viewport=DESK), looked)
    second.goto("/board/due/")
    approves(second)
    anyone.reload()
    assert VALUE in anyone.locator(".standing__value").inner_text()
    looked(anyone, "late-figure-board")
    assert f"/board/2022-2025/{NUMBER}/" not in pressing(second)
    assert reported(second, looked) == f"{VALUE}%"
