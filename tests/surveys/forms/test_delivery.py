"""A contractor's file as it is read: in three formats alike, refused by cell, and never with what leads to a person."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from surveys.forms.delivery import DeliveryForm
from surveys.queries import offered_places
from tests.factories import deliveries as made
from tests.factories import surveys as factory

GIVEN = {"contractor": "演示：调查公司", "method": "演示：电话", "frame": "演示：号码随机抽取，按镇街分层"}


@pytest.fixture
def wording(db):
    factory.CommunityFactory()
    return factory.version_of("resident").questionnaire


def form(wording, data: bytes, name="data.csv", code_map=made.MAP, **given):
    files = {"file": SimpleUploadedFile(name, data)}
    if code_map:
        files["code_map"] = SimpleUploadedFile("map.xlsx", made.as_xlsx(code_map))
    return DeliveryForm({**GIVEN, **given}, files, questionnaire=wording, places=offered_places())


def changed(row: int, column: str, text: str):
    rows = [made.HEAD, *made.cases()]
    rows[row][made.HEAD.index(column)] = text
    return rows


@pytest.mark.parametrize("write", [made.as_csv, made.as_xlsx, made.as_sav])
def test_three_formats_say_the_same(wording, write):
    read = form(wording, write([made.HEAD, *made.cases()]))
    assert read.is_valid(), (read.errors, read.troubles[:3])
    contents = read.contents()
    assert contents.outcomes == {"1.1": 120, "2.11": 2, "2.21": 1, "3.13": 1, "4.31": 1}
    first = contents.interviews[0]
    assert (first["stratum"], first["cluster"], first["weight"]) == ("街道", "c00", 0.8)
    assert first["answers"]["channels"] == ["home_visit"]
    assert contents.interviews[1]["answers"]["channels"] == ["home_visit", "community_event"]
    assert contents.facts["strata"] == 2
    assert contents.facts["clusters"] == 12
    assert contents.facts["unused"] == ["case"]
    assert contents.facts["kish"] == pytest.approx(120 * (0.8**2 + 1.2**2 + 2.5**2) * 40 / (4.5 * 40) ** 2, abs=1e-4)
    assert len(read.contract().file_hash) == 64


@pytest.mark.parametrize(
    ("row", "column", "text", "cell", "said"),
    [
        (3, "w", "-1", "D4", "大于零"),
        (3, "w", "nan", "D4", "大于零"),
        (4, "disp", "9.9", "E5", "AAPOR"),
        (5, "Q12", "7", "R6", "没有说明"),
        (6, "psu", "", "C7", "群"),
        (7, "Q2", "9", "G8", "没有说明"),
    ],
)
def test_each_fault_is_named_by_its_cell(wording, row, column, text, cell, said):
    read = form(wording, made.as_csv(changed(row, column, text)))
    assert not read.is_valid()
    (found,) = read.troubles
    assert (found[0], found[1]) == (cell, column)
    assert said in found[2]


def test_who_is_not_meant_is_left_out_and_counted(wording):
    read = form(wording, made.as_csv(changed(2, "Q1", "2")))
    assert read.is_valid(), read.troubles
    assert (read.contents().facts["ended"], read.contents().facts["interviews"]) == (1, 119)


def test_a_column_that_the_map_names_and_the_file_lacks(wording):
    read = form(wording, made.as_csv([made.HEAD, *made.cases()]), code_map=[*made.MAP, ["Q99", "wish", "", ""]])
    assert not read.is_valid()
    assert read.troubles[0][1] == "Q99"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["Q1", "nothing", "1", "x"], "没有这道题"),
        (["Q1", "residence", "3", "x"], "没有这个选项"),
        (["Q1", "age", "1", "a60"], "两道题"),
    ],
)
def test_a_line_of_the_map_that_says_nothing(wording, line, said):
    read = form(wording, made.as_csv([made.HEAD, *made.cases()]), code_map=[*made.MAP, line])
    assert not read.is_valid()
    assert said in read.troubles[0][2]
    assert "code_map" in read.errors


NAMES = [
    "王建国",
    "李秀英",
    "张伟",
    "刘洋",
    "陈静",
    "杨帆",
    "赵敏",
    "黄磊",
    "周杰",
    "吴刚",
    "徐丽",
    "孙权",
    "马云",
    "朱德",
    "胡兰",
]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("备注", ["13912345678"]),
        ("备注", ["电话 139 1234 5678"]),
        ("备注", ["0519-86881234"]),
        ("备注", ["32040219580306121X"]),
        ("备注", ["li@example.com"]),
        ("姓名", [""]),
        ("受访者编码", [""]),
        ("Mobile_No", [""]),
        ("v7", NAMES),
    ],
)
def test_what_leads_to_a_person_is_refused_and_not_repeated(wording, head, cells):
    rows = [[*made.HEAD, head], *([*row, cells[at % len(cells)]] for at, row in enumerate(made.cases(8)))]
    read = form(wording, made.as_csv(rows))
    assert not read.is_valid()
    assert {column for _cell, column, _words in read.troubles} == {head}
    assert not any(cell and cell in str(read.troubles) for cell in cells)


def test_without_a_map_columns_are_called_as_questions_are(wording):
    names = [
        "residence",
        "age",
        "home",
        "awareness",
        "medicine",
        "lamp",
        "furniture",
        "facilities",
        "response",
        "overall",
    ]
    row = [
        "six_months",
        "30 至 44 岁",
        "hongmei",
        "heard",
        "hazardous",
        "hazardous",
        "booked",
        "满意",
        "satisfied",
        "unclear",
    ]
    read = form(
        wording, made.as_csv([[*names, "权重"], [*row, "2"], [*row, "3"]]), code_map=None, outcomes="2.11 7\n4.70 1"
    )
    assert read.is_valid(), (read.errors, read.troubles)
    contents = read.contents()
    assert [row["weight"] for row in contents.interviews] == [2.0, 3.0]
    assert contents.outcomes == {"1.1": 2, "2.11": 7, "4.70": 1}
    assert contents.interviews[0]["answers"]["age"] == ["a30_44"]


@pytest.mark.parametrize("outcomes", ["1.1 5", "2.11", "x 3", "2.11 -1", "2.11 9999999"])
def test_cases_are_codes_and_numbers(wording, outcomes):
    assert "outcomes" in form(wording, made.as_csv([made.HEAD, *made.cases()]), outcomes=outcomes).errors


def test_cases_are_not_said_twice(wording):
    assert "outcomes" in form(wording, made.as_csv([made.HEAD, *made.cases()]), outcomes="2.11 5").errors


@pytest.mark.parametrize("data", [b"", b"$FL2 broken", b"PK\x03\x04 broken", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused(wording, data):
    assert not form(wording, data).is_valid()
