"""The quarter report: the same figures as the ledger, ways of counting apart, text that stays text."""

import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from campaigns import operations
from campaigns.quarters import Quarter
from campaigns.queries import ledger_seen_by
from campaigns.results import quarter_report
from portal.ledger.queries import exports
from tests.factories.campaigns import NOON, AreaFactory, EventFactory
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.signed_in import take_out

pytestmark = pytest.mark.django_db
Q4 = Quarter(2026, 4)
SHEET = reverse("campaigns:report-export", args=[Q4])
EMPTY = reverse("campaigns:report-export", args=["2025-Q1"])


@pytest.fixture
def quarter():
    AreaFactory(code="jingkai", name="天宁经济开发区", quarterly_event_quota=None)
    EventFactory(state="verified", title="=HYPERLINK(1)", leaflets=10, households=3)
    EventFactory(state="verified", leaflets=5, people_reached=100, counting="estimated")
    EventFactory(state="held", leaflets=999)
    EventFactory(state="verified", area=AreaFactory(code="zhenglu"), title="别的街道")
    EventFactory(state="verified", starts_at=NOON.replace(month=9), title="上一季度")


def sheets(client):
    book = load_workbook(io.BytesIO(take_out(client, SHEET, "xlsx").getvalue()))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_ways_of_counting_are_never_added_up(quarter):
    report = quarter_report(a_reviewer(), Q4)
    assert report.people == {"signed_in": 120, "estimated": 100}
    assert report.sums == {"households": 3, "leaflets": 15, "consultations": 0}
    assert len(report.events) == 3


def test_the_report_has_the_figures_of_the_page(quarter, client):
    user = a_reviewer()
    client.force_login(user)
    lines = {line[0]: line[1:] for line in sheets(client)["季度台账"]}
    for row in ledger_seen_by(user, Q4):
        assert lines[row.area.name][1:4] == [row.verified, row.held, row.planned]
    assert lines["天宁经济开发区"] == ["—", 0, 0, 0, "未设任务数"]
    assert lines["红梅街道"][-1] in {"未达标", "尚未达标"}


def test_a_street_reports_itself_only(quarter, client):
    client.force_login(an_officer())
    found = sheets(client)
    assert found["季度台账"][0][0] == "红梅街道“无废城市”宣传活动季度报告"
    assert "别的街道" not in str(found)
    assert "上一季度" not in str(found)


def test_typed_text_is_no_formula(quarter, client):
    client.force_login(a_reviewer())
    book = load_workbook(io.BytesIO(take_out(client, SHEET, "xlsx").getvalue()))
    cells = [cell for row in book["活动"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_document_is_a_pdf_and_says_whether_the_quarter_is_closed(quarter, client, now):
    reviewer = a_reviewer()
    client.force_login(reviewer)
    answer = take_out(client, SHEET, "pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.getvalue().startswith(b"%PDF-")
    assert exports().get().after["rows"] == 3
    assert "未结账" in sheets(client)["季度台账"][1][0]
    operations.close_quarter(actor=reviewer, now=Q4.ends_at, quarter=Q4)
    assert sheets(client)["季度台账"][1][0] == "已结账：2027-01-01 00:00"


def test_the_text_has_the_figures_of_the_page_and_no_broken_signs(quarter, client):
    EventFactory(state="verified", title="坏\x0b字")
    user = a_reviewer()
    client.force_login(user)
    answer = take_out(client, SHEET, "docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="outreach-2026-Q4.docx"'
    ledger, sums, events = Document(io.BytesIO(answer.getvalue())).tables
    lines = {row.cells[0].text: [cell.text for cell in row.cells[2:5]] for row in ledger.rows}
    for row in ledger_seen_by(user, Q4):
        assert lines[row.area.name] == [str(row.verified), str(row.held), str(row.planned)]
    assert [cell.text for cell in sums.rows[1].cells] == ["已核实活动", "4"]
    assert {"=HYPERLINK(1)", "坏字"} <= {row.cells[1].text for row in events.rows}


def test_a_quarter_without_events_says_so_in_the_text(client):
    client.force_login(an_officer())
    answer = take_out(client, EMPTY, "docx")
    assert "本季度尚无已核实的活动。" in [line.text for line in Document(io.BytesIO(answer.getvalue())).paragraphs]


def test_an_english_reader_gets_the_same_chinese_document(quarter, client):
    client.force_login(a_reviewer())
    book = load_workbook(io.BytesIO(take_out(client, f"/en{SHEET}", "xlsx").getvalue()))
    words = [row[0].value for row in book["合计"].iter_rows()]
    assert words[4:] == ["参与人数（估算）", "参与人数（签到）", "入户数", "发放宣传品数", "咨询人次"]


def test_an_empty_quarter_is_a_document_too(client):
    client.force_login(an_officer())
    assert take_out(client, EMPTY, "pdf").getvalue().startswith(b"%PDF-")


def test_the_paper_has_the_form_that_an_office_sends(quarter, client):
    """A4, number, body, widths of their own, signature and date: not a bare grid on US Letter."""
    client.force_login(a_reviewer())
    paper = Document(io.BytesIO(take_out(client, SHEET, "docx").getvalue()))
    assert round(paper.sections[0].page_width.mm) == 210
    lines = [line.text for line in paper.paragraphs if line.text]
    assert lines[0] == "天宁区“无废城市”宣传活动季度报告"
    assert "文号待编" in lines[1]
    assert lines[3].startswith("现将2026年第四季度“无废城市”宣传活动情况报告如下。")
    assert "领导小组办公室" in lines[-2]
    assert lines[-1].endswith("日")
    widths = [column.width for column in paper.tables[2].columns]
    assert max(widths) >= 2 * min(widths)
