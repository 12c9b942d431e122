"""The report of a quarter or a year: the same figures as the board, in three forms."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from portal.accounts.roles import Role
from portal.board.enums import Measure, Origin
from portal.board.exports.pack_words import figure_cell, period_name, words_of
from portal.board.results.pack import pack_of, periods_offered
from portal.board.targets.periods import parse_period
from portal.directory.models import Plan
from portal.directory.operations import load_plan
from portal.papers.documents.pdf import paper_pdf
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.board import DepartmentFactory, ObservationFactory
from tests.factories.progress import ProgressNoteFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def plan():
    load_plan()
    plan = Plan.objects.get()
    rate, satisfied = plan.indicators.get(number=13), plan.indicators.get(number=52)
    ObservationFactory(indicator=rate, period="2024", value=Decimal("93.10"))
    ObservationFactory(indicator=rate, period="2025", value=Decimal("98.30"))
    derived = {"origin": Origin.DERIVED, "entered_by": None, "approved_by": None, "source": "Survey on this portal"}
    ObservationFactory(
        indicator=satisfied,
        period="2025-Q4",
        value=Decimal("91.7"),
        method="Share of the answers that count, with its interval.",
        result={"value": "91.7", "low": "89.4", "high": "93.6", "n": 612, "level": "95"},
        **derived,
    )
    counted = [
        {"area": "hongmei", "quota": 3, "planned": 0, "held": 1, "verified": 3},
        {"area": "jingkai", "quota": None, "planned": 0, "held": 0, "verified": 1},
    ]
    ObservationFactory(indicator=None, measure=Measure.OUTREACH, period="2025-Q4", value=1, counted=counted, **derived)
    ProgressNoteFactory(
        task=plan.tasks.get(number="3.1"),
        department=DepartmentFactory(code="urban"),
        standing="held_up",
        blocked="用地未批",
    )
    return plan


def signed_in(role) -> Client:
    user, client = UserFactory(), Client()
    GrantFactory(user=user, role=role)
    client.force_login(with_second_factor(user))
    return client


def test_the_report_says_what_the_board_says_at_the_end_of_the_period(plan, client):
    words = words_of(pack_of(plan, parse_period("2025"), TODAY))
    records = {str(row["number"]): row for row in client.get("/board/2022-2025/api/v1/indicators").json()["indicators"]}
    figures = {row[0].rstrip("★"): row for row in words.tables[0].rows}
    assert len(figures) == 52
    for number, record in records.items():
        assert figures[number][4] == (f"{record['value']}{record['unit']}" if record["value"] else "—")
        assert figures[number][5] == (record["period"] or "—")
    assert figures["13"][4] == "98.3%"
    earlier = words_of(pack_of(plan, parse_period("2024-Q4"), TODAY))
    assert earlier.tables[0].rows[12][4] == "93.1%"
    assert earlier.tables[0].rows[51][4] == "—"


def test_the_report_tells_what_is_late_and_blocked_and_how_sure_a_survey_is(plan):
    words = words_of(pack_of(plan, parse_period("2025-Q4"), TODAY))
    text = "".join(words.paragraphs)
    assert "52项" in text
    assert "协调解决的事项1件" in text
    assert "逾期未报" in text
    assert any("612" in note and "89.4" in note for note in words.notes)
    tables = {table.title: table for table in words.tables}
    assert any("困难：用地未批" in row[4] for row in tables["重点任务进展"].rows)
    assert [row[-1] for row in words.tables[4].rows] == ["达标", "未设任务数"]
    assert [row[4] for row in words.tables[5].rows] == ["—", "系统记录"]


def as_shown(cell) -> str:
    """As the office program writes the cell: a number with its unit."""
    return str(cell.value) + cell.number_format.removeprefix("General").strip('"')


def test_the_three_forms_hold_the_same_table(plan):
    desk = signed_in(Role.DISTRICT_REVIEWER)
    words = words_of(pack_of(plan, parse_period("2025"), dt.date.today()))  # noqa: DTZ011 - only the rows count
    answers = {
        form: desk.get(reverse("board:report-file", args=["2022-2025", "2025", form]))
        for form in ("docx", "xlsx", "pdf")
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    paper = Document(io.BytesIO(answers["docx"].content))
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows][1:] == words.tables[0].rows
    assert paper.paragraphs[0].text == words.title
    assert "文号待编" in paper.paragraphs[1].text
    assert paper.core_properties.author == words.issuer
    book = load_workbook(io.BytesIO(answers["xlsx"].content))
    rows = list(book.worksheets[0].iter_rows(min_row=4, max_row=55))
    assert [[as_shown(cell) for cell in row] for row in rows] == words.tables[0].rows
    assert (rows[12][4].value, rows[12][4].number_format) == (98.3, 'General"%"')
    assert answers["pdf"].content.startswith(b"%PDF")


def test_a_report_of_nothing_still_has_its_form():
    load_plan()
    words = words_of(pack_of(Plan.objects.get(), parse_period("2022-Q1"), TODAY))
    assert words.tables[5].rows == []
    assert paper_pdf(words).startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/board/2022-2025/reports/2025.odt", "/board/2022-2025/reports/someday.pdf"])
def test_other_forms_and_periods_are_not_there(plan, path):
    assert signed_in(Role.AUDITOR).get(path).status_code == 404


def test_reports_are_offered_for_periods_of_the_plan(plan):
    offered = [str(period) for period in periods_offered(plan, dt.date(2022, 5, 1))]
    assert offered == ["2022-Q2", "2022-Q1", "2022"]
    page = signed_in(Role.AUDITOR).get(reverse("board:report-list", args=["2022-2025"]))
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("code", "name"),
    [("2025", "2025年度"), ("2025-H2", "2025年下半年"), ("2025-Q3", "2025年第三季度"), ("2025-07", "2025年7月")],
)
def test_periods_have_the_names_that_offices_use(code, name):
    assert period_name(parse_period(code)) == name


def test_a_verdict_stands_where_the_target_is_words(plan):
    ObservationFactory(indicator=plan.indicators.get(number=39), period="2025", value=None, verdict="reached", unit="")
    row = pack_of(plan, parse_period("2025"), TODAY).rows[38]
    assert figure_cell(row) not in {"", "—"}


def test_inj_04_what_an_office_writes_into_its_figures_is_not_fetched(plan, canary):
    rate = plan.indicators.get(number=14)
    ObservationFactory(indicator=rate, period="2025", source=canary.words[:300], method=canary.words[:500])
    task = plan.tasks.get(number="3.2")
    ProgressNoteFactory(task=task, department=DepartmentFactory(code="urban"), blocked=canary.words[:200])
    desk = signed_in(Role.DISTRICT_REVIEWER)
    for form in ("docx", "xlsx", "pdf"):
        assert desk.get(reverse("board:report-file", args=["2022-2025", "2025", form])).status_code == 200
    assert desk.get("/board/2022-2025/14/").status_code == 200
