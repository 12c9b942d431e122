"""Many kinds of tables through each of the three doors: units, events, figures."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from campaigns.models import Event
from portal import clock
from portal.papers.views import ChangedMeanwhileError, Door
from tests.portal.papers.doors import NOW, Events, Figures, Units, signed_in
from tests.portal.papers.samples import changed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fixed(monkeypatch):
    monkeypatch.setattr(clock, "_OFFSET", NOW - datetime.now(UTC))
    with translation.override("zh-hans"):
        yield


@pytest.fixture(params=[Units, Events, Figures], ids=lambda room: room.__name__)
def door(request, db):
    found = request.param()
    found.client = signed_in(found.someone())
    return found


def book(*rows, change=None) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(list(row))
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def text(*rows, separator=",") -> str:
    return "\r\n".join(separator.join("" if cell is None else str(cell) for cell in row) for row in rows)


def tried(door, data: bytes, name="表.xlsx"):
    return door.client.post(door.page, {"file": SimpleUploadedFile(name, data)})


def taken(door, shown, **also):
    return door.client.post(door.page, {"rows": shown.context["payload"], **also})


def hidden_first(made):
    made.create_sheet("选项", 0).sheet_state = "hidden"
    made.worksheets[0].append(["宣讲"])


def tables(door):
    """Kinds of files with the same two rows, by the numbers that these have there."""
    head, one, two = door.head, door.row(1), door.row(2)
    marked = [f"{title} *" for title in head]
    strict = (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main")
    sheet, workbook = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    return {
        "plain": (book(head, one, two), [2, 3]),
        "title, date and blank rows above": (book(["台账"], [], ["填报单位：某部门"], head, [], one, [], two), [6, 8]),
        "marked head": (book(marked, one, two), [2, 3]),
        "columns turned round": (book(head[::-1], one[::-1], two[::-1]), [2, 3]),
        "hidden first sheet": (book(head, one, two, change=hidden_first), [2, 3]),
        "unknown column": (book(["序号", *head], [1, *one], [2, *two], [3]), [2, 3]),
        "sum below": (book(head, one, two, ["合计", None, None, 5]), [2, 3]),
        "strict": (
            changed(book(head, one, two), dict.fromkeys([sheet, workbook], lambda part: part.replace(*strict))),
            [2, 3],
        ),
        "csv, utf-8": (text(head, one, two).encode(), [2, 3]),
        "csv of excel": (text(head, one, two).encode("utf-8-sig"), [2, 3]),
        "csv, gbk": (
            text(
                head, *([str(cell).replace("\u202d", "").replace("\u202c", "") for cell in row] for row in (one, two))
            ).encode("gbk"),
            [2, 3],
        ),
        "csv, gb18030, semicolons": (text(head, one, [], two, separator=";").encode("gb18030"), [2, 4]),
        "csv, utf-16, tabs": (text(head, one, two, separator="\t").encode("utf-16"), [2, 3]),
        "control signs": (book(head, [f"{one[0]}\u200b", *one[1:]], two), [2, 3]),
    }


KINDS = ["plain", "title, date and blank rows above", "marked head", "columns turned round", "hidden first sheet"]
KINDS += ["unknown column", "sum below", "strict", "csv, utf-8", "csv of excel", "csv, gbk", "csv, gb18030, semicolons"]
KINDS += ["csv, utf-16, tabs", "control signs"]


@pytest.mark.parametrize("kind_of_file", KINDS)
def test_a_table_of_any_kind_goes_in(door, kind_of_file):
    data, numbers = tables(door)[kind_of_file]
    shown = tried(door, data, "随便什么名字")
    assert [row.errors for row in shown.context["rows"]] == [[], []]
    assert [row.number for row in shown.context["right"]] == numbers
    assert not door.kept.exists()
    assert taken(door, shown).status_code == 302
    assert door.kept.count() == 2


def test_b13_a_wrong_row_is_named_as_the_file_counts_and_the_right_ones_go_in(door):
    wrong = [*door.row(2)]
    wrong[door.required] = None
    shown = tried(door, book(["台账"], [], door.head, [], door.row(1), [], wrong))
    assert [row.number for row in shown.context["wrong"]] == [7]
    answer = taken(door, shown)
    assert (answer.status_code, door.kept.count()) == (200, 1)
    assert [row.number for row in answer.context["rows"]] == [7]
    again = taken(door, answer)
    assert (again.status_code, door.kept.count()) == (409, 1)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_wrong_rows_come_back_with_why_and_go_in_once_they_are_mended(door, form):
    wrong = [*door.row(2)]
    wrong[door.required] = "#REF!"
    shown = tried(door, book(["序号", *door.head], [7, *door.row(1)], [8, *wrong]))
    answer = taken(door, shown, back=form)
    assert f"not-taken.{form}" in answer["Content-Disposition"]
    if form == "xlsx":
        rows = [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.values]
    else:
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["序号", *door.head, "为什么没有收下"]
    assert rows[1][0] == "8"
    assert "第 3 行" in rows[1][-1]
    assert "#REF!" in rows[1][-1]
    assert not door.kept.exists()
    rows[1][1 + door.required] = door.row(2)[door.required]
    mended = tried(door, book(*rows))
    assert "为什么没有收下" not in str(mended.context["table_notes"])
    taken(door, mended)
    assert door.kept.count() == 1


def test_the_template_has_choices_an_example_and_a_frozen_head_and_reads_as_empty(door):
    data = door.client.get(reverse(door.template)).content
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet.freeze_panes == "A2"
    assert str(sheet["A2"].value).startswith("示例")
    assert sheet.data_validations.dataValidation
    shown = tried(door, data)
    assert shown.status_code == 400
    assert "表头下面没有填写任何一行" in shown.content.decode()


def test_what_was_tried_is_the_person_s_own_and_lasts_an_hour(door, monkeypatch):
    shown = tried(door, book(door.head, door.row(1)))
    payload = shown.context["payload"]
    other = signed_in(door.someone())
    assert other.post(door.page, {"rows": payload}).status_code == 400
    assert door.client.post(door.page, {"rows": payload + "x"}).status_code == 400
    late = signing.time.time() + timedelta(hours=2).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: late)
    assert door.client.post(door.page, {"rows": payload})["Location"] == door.page
    assert not door.kept.exists()


def test_missing_and_nearly_right_columns_are_named(door):
    head = list(door.head)
    head[door.required] = f"{head[door.required]}名"
    page = tried(door, book(head, door.row(1))).content.decode()
    assert f"缺少：{door.head[door.required]}" in page
    assert f"是不是“{door.head[door.required]}”" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 \xff\xff", "这不是能读取的表格"),
        (b"<html><table></table></html>", "这是网页"),
        (b"PK\x03\x04", "不能当作表格读取"),
        (b"", "空"),
        (book(["甲", "乙"], [1, 2]), "没有找到表头"),
    ],
)
def test_what_is_no_table_is_refused_in_words(door, data, words):
    answer = tried(door, data)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_what_cannot_be_kept_after_all_is_shown_again_and_nothing_is_kept(door, monkeypatch):
    def changed_meanwhile(request, rows):
        raise ChangedMeanwhileError

    shown = tried(door, book(door.head, door.row(1)))
    monkeypatch.setattr(Door, "keep", property(lambda _door: changed_meanwhile), raising=False)
    answer = taken(door, shown)
    assert (answer.status_code, len(answer.context["right"])) == (409, 1)
    assert not door.kept.exists()


def test_a_name_that_is_nearly_right_is_chosen_and_the_row_goes_in(db):
    door = Events()
    door.client = signed_in(door.someone())
    first, second = door.row(1), door.row(2)
    first[1], first[5], first[6] = "讲座", "红梅新村", "社区、家庭户"
    shown = tried(door, book(door.head, first, second))
    [wrong] = shown.context["wrong"]
    assert [(field, word) for field, word, _offers in wrong.choices] == [
        ("meant-2-type", "讲座"),
        ("meant-2-community", "红梅新村"),
        ("meant-2-audiences", "家庭户"),
    ] or [word for _field, word, _offers in wrong.choices] == ["红梅新村", "家庭户"]
    assert 'name="meant-2-community" form="meant"' in shown.content.decode()
    chosen = {field: offers[0] for field, _word, offers in wrong.choices}
    again = taken(door, shown, meant="1", **chosen)
    assert (again.status_code, Event.objects.count()) == (200, 0)
    left = [column.split()[0] for row in again.context["wrong"] for column, _words in row.errors]
    assert not {"社区", "对象"} & set(left)


def test_what_was_never_offered_is_not_put_into_a_cell(db):
    door = Events()
    door.client = signed_in(door.someone())
    row = door.row(1)
    row[5] = "红梅新村"
    shown = tried(door, book(door.head, row))
    again = taken(door, shown, meant="1", **{"meant-2-community": "别的社区", "meant-2-title": "换个标题"})
    assert again.context["wrong"][0].row.text("community") == "红梅新村"
    assert again.context["wrong"][0].row.text("title") == "活动1"
