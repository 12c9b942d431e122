"""Figures from a spreadsheet: checked row by row first, kept all or none."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from portal.board.enums import Verdict
from portal.board.forms.sheet import LABELS, asked_figures, period
from portal.board.models import Observation
from portal.papers.errors import UnreadableError
from portal.papers.files import read_grid
from portal.papers.tables import table_of
from portal.spreadsheets import MEDIA_TYPES
from tests.factories.accounts import with_second_factor
from tests.factories.board import DepartmentFactory, IndicatorFactory, ObservationFactory, officer

pytestmark = pytest.mark.django_db
PAGE = reverse("board:figures-import")
RIGHT = {"number": 13, "period": 2025, "value": 97.2, "source": "固体废物台账", "method": "利用量除以产生量"}


@pytest.fixture
def desk():
    client = Client()
    client.force_login(with_second_factor(officer()))
    return client


@pytest.fixture(autouse=True)
def _indicators():
    IndicatorFactory(number=13)
    IndicatorFactory(
        number=39, name="协调机制", target_operator="qualitative", target_text="建立协调机制", target_value=None
    )
    IndicatorFactory(number=14, departments=[DepartmentFactory(code="urban", name="区城管局")])


def sheet(*rows: dict) -> SimpleUploadedFile:
    book = Workbook()
    book.active.append([str(label) for label in LABELS.values()])
    for row in rows:
        book.active.append([row.get(name) for name in LABELS])
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("figures.xlsx", file.getvalue(), MEDIA_TYPES["xlsx"])


def errors(answer) -> list[list[tuple[str, str]]]:
    return [row.errors for row in answer.context["rows"]]


def test_what_is_due_comes_as_a_sheet_that_reads_back(desk):
    answer = desk.get(reverse("board:due-sheet"))
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.values)
    assert rows[0] == tuple(str(label) for label in LABELS.values())
    assert [row[0] for row in rows[1:]] == ["示例：13", 13, 39]
    assert rows[2][4] == "2025"
    with pytest.raises(UnreadableError, match="no_rows"):  # nothing filled in, nothing read
        table_of(read_grid(answer.content), asked_figures())
    assert "reached" not in str(list(book.worksheets[1].values))


def test_a_dry_run_keeps_nothing_and_the_second_step_all(desk):
    milestone = {**RIGHT, "number": 39, "value": None, "verdict": str(Verdict.REACHED.label), "text": "已建立"}
    answer = desk.post(PAGE, {"file": sheet(RIGHT, milestone)})
    assert errors(answer) == [[], []]
    assert not Observation.objects.exists()
    assert [row.tone for row in answer.context["rows"]] == ["not_met", "met"]
    assert desk.post(PAGE, {"rows": answer.context["payload"]}).headers["Location"] == reverse("board:due-list")
    assert [str(held.value or held.verdict) for held in Observation.objects.order_by("pk")] == ["97.200000", "reached"]
    again = desk.post(PAGE, {"rows": answer.context["payload"]})
    assert again.status_code == 409
    assert Observation.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "column", "words"),
    [
        ({"number": 14}, "编号", "您的部门不负责"),
        ({"value": "约97"}, None, ""),
        ({"value": 0.972}, None, "97.2"),
        ({"period": 1999}, "时期", ""),
        ({"source": None}, "数据来源", ""),
    ],
)
def test_a_wrong_row_is_told_with_its_column_and_nothing_is_kept(desk, said, column, words):
    answer = desk.post(PAGE, {"file": sheet(RIGHT | {"period": 2024}, RIGHT | said)})
    (row,) = answer.context["wrong"]
    ((found, message), *_more) = row.errors
    assert row.number == 3
    assert column is None or found.split()[0] == column
    assert words in message
    assert [right.number for right in answer.context["right"]] == [2]


def test_a_period_that_has_a_figure_or_stands_twice_is_refused(desk):
    ObservationFactory(indicator=IndicatorFactory._meta.model.objects.get(number=13), period="2024")
    answer = desk.post(PAGE, {"file": sheet(RIGHT | {"period": 2024}, RIGHT, RIGHT)})
    assert [(row.number, len(row.errors)) for row in answer.context["rows"]] == [(2, 1), (4, 1), (3, 0)]


@pytest.mark.parametrize("name", ["empty", "text"])
def test_a_file_without_rows_or_of_another_kind_is_refused(desk, name):
    file = sheet() if name == "empty" else SimpleUploadedFile("a.xlsx", b"nothing", MEDIA_TYPES["xlsx"])
    answer = desk.post(PAGE, {"file": file})
    assert answer.status_code == 400
    assert answer.context["form"].errors["file"]


def test_a_payload_of_another_person_or_a_changed_one_is_refused(desk):
    payload = desk.post(PAGE, {"file": sheet(RIGHT)}).context["payload"]
    other = Client()
    other.force_login(with_second_factor(officer()))
    assert other.post(PAGE, {"rows": payload}).status_code == 400
    assert desk.post(PAGE, {"rows": payload + "x"}).status_code == 400
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("cell", "form", "kept"),
    [
        (29 / 30 * 100, "General", "96.666667"),
        (3.3000000000000003, "General", "3.300000"),
        (0.972, "0.0%", "97.200000"),
        ("1,0.5", "General", None),
        (97.2, "0.0%", None),
        (0.972, "General", None),
        ("=1/3", "General", None),
    ],
)
def test_b08_what_a_formula_or_a_per_cent_format_makes_of_a_figure(desk, cell, form, kept):
    book = load_workbook(sheet(RIGHT | {"value": cell}))
    book.active.cell(2, 6).number_format = form
    file = io.BytesIO()
    book.save(file)
    shown = desk.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", file.getvalue())})
    assert [row.number for row in shown.context["wrong"]] == ([] if kept else [2])
    if kept:
        desk.post(PAGE, {"rows": shown.context["payload"]})
        assert str(Observation.objects.get().value) == kept
    if kept == "96.666667":
        assert "四舍五入为 96.666667" in shown.content.decode()


@pytest.mark.parametrize("written", ["2025年", "2025年度", "2025年第四季度", "2025年四季度", "2025Q4", "2025-Q4"])
def test_periods_as_people_write_them(written):
    assert period(written).value in {"2025", "2025-Q4"}


def test_a_percentage_of_another_unit_is_refused(desk):
    IndicatorFactory(number=15, unit="吨")
    shown = desk.post(PAGE, {"file": sheet(RIGHT | {"number": 15, "value": "97.2%"})})
    assert [column.split()[0] for column, _words in shown.context["wrong"][0].errors] == ["数值"]
