"""Which rows of a file are rows, what belongs to which column, and what is told of each cell."""

import json

import pytest

from portal.papers.columns import Column, choice_column
from portal.papers.errors import UnreadableError
from portal.papers.rows import rows_of
from portal.papers.tables import Asked, Line, Table, packed, unpacked
from tests.portal.papers.samples import ASKED, COLUMNS, TITLE, book, rows, table

HEAD = ["标题", "日期", "参与人数"]
ROW = ["甲", "2026-11-03", 5]


def refused(data, asked=ASKED):
    with pytest.raises(UnreadableError) as found:
        table(data, asked)
    return found.value


@pytest.mark.parametrize(
    "head",
    [
        ["标题*", "＊日期", "参与人数(必填)"],
        ["Title", "DATE ", "People  reached [required]"],
        ["标题：", "日\n期", "参与人数（人）"],
        ["title", "day", "people"],
        ["标题", "Date", "参与人数\u200b"],
    ],
)
def test_a_head_is_found_in_either_language_with_or_without_marks(head):
    (row,) = rows(book(head, ROW))
    assert (row.number, row.values["title"], row.values["people"]) == (2, "甲", 5)


def test_a_head_below_a_title_a_date_and_blank_rows_in_any_order():
    found = table(
        book(
            ["天宁区活动台账"],
            [],
            ["填报单位：某街道", None, "日期"],
            ["参与人数", "标题", "日期"],
            [],
            [5, "甲", "2026-11-03"],
        )
    )
    assert [line.number for line in found.lines] == [6]
    assert found.head == ["参与人数", "标题", "日期"]


def test_a_head_joined_over_two_rows_ends_where_the_joining_ends():
    def change(sheet):
        sheet.merge_cells("A1:A2")

    found = table(book(HEAD, [None, "年月日", "人"], ROW, change=change))
    assert [line.number for line in found.lines] == [3]


def test_a_day_joined_over_rows_is_the_day_of_each_and_no_row_by_itself():
    def change(sheet):
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("D2:D3")

    found = rows(book(HEAD, ROW, ["乙", None, 6], [], ["丙"], change=change))
    assert [(row.number, str(row.values.get("day"))) for row in found] == [
        (2, "2026-11-03"),
        (3, "2026-11-03"),
        (5, ""),
    ]


def test_unknown_columns_are_named_with_what_they_may_be_and_our_own_are_not():
    found = table(book(["标题", "日期", "序号", "参加人数", "为什么没有收下"], ["甲", "2026-11-03"]))
    assert found.unknown == [("序号", []), ("参加人数", ["参与人数"])]


def test_missing_columns_are_named_with_what_may_be_meant():
    error = refused(book(["名称", "日期", "参与人数"], ROW), Asked([TITLE, *COLUMNS[1:]], most=9))
    assert (error.code, error.values["labels"], error.values["row"]) == ("missing", ["标题"], 1)
    assert error.values["unknown"] == [("名称", [])]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (book(["甲", "乙"], ["1", "2"]), "no_head"),
        (book(), "no_head"),
        (book(HEAD), "no_rows"),
        (book(["序号", *HEAD], [1], [2]), "no_rows"),
        (book([*HEAD, "Title"], ROW), "twice"),
        (book(HEAD, *[ROW] * 51), "too_many"),
    ],
)
def test_what_is_no_table_of_ours(data, code):
    assert refused(data).code == code


def test_examples_and_sums_are_left_out_and_said():
    found = table(
        book(HEAD, ["示例：旧衣交换", "2026-11-03", 1], ROW, ["合 计", None, 5], ["Example: a stall", None, 1])
    )
    assert [line.number for line in found.lines] == [3]
    assert found.left_out == [(2, "example"), (4, "sum"), (5, "example")]


def test_rows_that_come_filled_in_are_none_until_something_is_said():
    asked = Asked(COLUMNS, most=9, telling=("people",))
    assert [line.number for line in table(book(HEAD, ["甲", "2026-11-03"], ROW), asked).lines] == [3]


def test_faults_of_cells_are_named_with_their_place():
    found = table(
        book(
            [*HEAD, "办结率"],
            ["甲", "2026-11-03", "#REF!", "=1/3"],
            [320412198001011234, "########", "3.20412E+17", "Err:502"],
        )
    )
    told = [
        (row.number, name, error.code, found.place(row.line, name))
        for row in rows_again(found)
        for name, error in row.errors
    ]
    assert told == [
        (2, "people", "error", "C2"),
        (2, "share", "formula", "D2"),
        (3, "title", "cut", "A3"),
        (3, "day", "narrow", "B3"),
        (3, "people", "cut", "C3"),
        (3, "share", "error", "D3"),
    ]
    assert found.place(found.lines[0], "type") == ""


def rows_again(found):
    return rows_of(unpacked(json.loads(json.dumps(packed(found)))), COLUMNS)


def test_a_table_travels_through_the_page_and_comes_back_the_same():
    found = table(book([*HEAD, "x"], ["=1+1", "2026-11-03", 5], ["合计"]))
    back = unpacked(json.loads(json.dumps(packed(found))))
    assert (back.lines, back.names, [list(pair) for pair in back.left_out]) == (found.lines, found.names, [[3, "sum"]])


def test_what_was_understood_is_shown():
    (row,) = rows(
        book([*HEAD, "类型", "开始时间", "办结率"], ["长" * 90, "11月3日", "约120", "讲座", "下午2点", 0.5]),
        Asked(COLUMNS, 9),
    )
    assert {name: cell.shown for name, cell in row.cells.items()} == {
        "title": "长" * 80 + "…",
        "day": "2026-11-03",
        "people": "120",
        "begins": "14:00",
        "share": "0.5",
    }
    assert (row.number, row.values["people"]) == (2, 120)
    assert [cell.column.name for cell in row.interpreted] == ["day", "begins", "people"]
    assert [(name, error.code) for name, error in row.errors] == [("type", "choice")]


def test_choices_are_shown_in_the_own_language():
    one = choice_column("type", ("类型",), [("talk", ("讲座", "Talk"))])
    many = choice_column("types", ("类型",), [("talk", ("讲座", "Talk")), ("stall", ("摆摊", "Stall"))], many=True)
    assert one.show(one.read("Talk").value) == "讲座"
    assert one.show(one.read("").value) == ""
    assert many.show(many.read("Stall、讲座").value) == "摆摊、讲座"
    assert (one.words, many.label) == (("讲座",), "类型")
    assert Column("x", ("甲",)).show(None) == ""


def test_a_cell_is_kept_as_it_stands_in_the_file():
    (row,) = rows_of(table(book(["标题", "参与人数"], ["旧衣回收", "约120人"])), COLUMNS)
    assert (row.text("people"), row.text("share")) == ("约120人", "")


def test_a_cell_that_somebody_chose_anew_is_another_and_its_neighbours_stay():
    line = Line(7, ["红梅新村", "讲座"])
    found = Table(["社区", "形式"], ["community", "type"], [line], [], [])
    found.put(line, "community", "红梅新村社区")
    assert [found.cell(line, name) for name in ("community", "type", "day")] == ["红梅新村社区", "讲座", ""]
