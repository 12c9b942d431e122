"""Figures from a spreadsheet: checked row by row first, kept all or none."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from portal.board.enums import Verdict
from portal.board.exports.due_sheet import MEDIA_TYPE, column_labels
from portal.board.forms.sheet import rows_in
from portal.board.models import Observation
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
    labels, book = column_labels(), Workbook()
    book.active.append(list(labels.values()))
    for row in rows:
        book.active.append([row.get(name) for name in labels])
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("figures.xlsx", file.getvalue(), MEDIA_TYPE)


def errors(answer) -> list[list[tuple[str, str]]]:
    return [row.errors for row in answer.context["rows"]]


def test_what_is_due_comes_as_a_sheet_that_reads_back(desk):
    answer = desk.get(reverse("board:due-sheet"))
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.values)
    assert rows[0] == tuple(column_labels().values())
    assert [row[0] for row in rows[1:]] == [13, 39]
    assert rows[1][4] == "2025"
    assert rows_in(answer.content) == []  # nothing filled in, nothing read
    assert "reached" not in str(list(book.worksheets[1].values))


def test_a_dry_run_keeps_nothing_and_the_second_step_all(desk):
    milestone = {**RIGHT, "number": 39, "value": None, "verdict": str(Verdict.REACHED.label), "text": "已建立"}
    answer = desk.post(PAGE, {"file": sheet(RIGHT, milestone)})
    assert errors(answer) == [[], []]
    assert not Observation.objects.exists()
    assert [str(row.said.state) for row in answer.context["rows"]] == ["not_met", "met"]
    assert desk.post(PAGE, {"rows": answer.context["payload"]}).headers["Location"] == reverse("board:due-list")
    assert [str(held.value or held.verdict) for held in Observation.objects.order_by("pk")] == ["97.200000", "reached"]
    again = desk.post(PAGE, {"rows": answer.context["payload"]})
    assert again.headers["Location"] == PAGE
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
    assert errors(answer)[0] == []
    ((found, message), *_more) = errors(answer)[1]
    assert column is None or found == column
    assert words in message
    assert answer.context["payload"] == ""


def test_a_period_that_has_a_figure_or_stands_twice_is_refused(desk):
    ObservationFactory(indicator=IndicatorFactory._meta.model.objects.get(number=13), period="2024")
    answer = desk.post(PAGE, {"file": sheet(RIGHT | {"period": 2024}, RIGHT, RIGHT)})
    assert [len(found) for found in errors(answer)] == [1, 0, 1]


@pytest.mark.parametrize("name", ["empty", "text"])
def test_a_file_without_rows_or_of_another_kind_is_refused(desk, name):
    file = sheet() if name == "empty" else SimpleUploadedFile("a.xlsx", b"nothing", MEDIA_TYPE)
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
