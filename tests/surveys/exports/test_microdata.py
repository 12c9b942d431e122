import csv
import io

import pyreadstat
import pytest
from openpyxl import load_workbook

from surveys.exports.microdata import codebook_csv, numbers_of, rows_csv, rows_sav, rows_xlsx
from surveys.questionnaire import Wording, parse
from surveys.questionnaire.columns import Column, Shape
from surveys.results.microdata import WITHHELD, columns_of
from tests.surveys.questionnaire.samples import shipped

BOTH = {"zh": "问", "en": "Question"}
FORM = {"code": "q", "title": BOTH, "introduction": BOTH, "minutes": 1, "endings": {}}
TEN = {str(number): Wording(str(number), str(number)) for number in range(11)}
COLUMNS = (
    Column(
        "area",
        Wording("您住在哪里？", "Where do you live?"),
        {"hongmei": Wording("红梅街道", "Hongmei"), WITHHELD: Wording("不显示", "withheld")},
    ),
    Column("score", Wording("打几分？", "What score?"), TEN, "score"),
    Column("people", Wording("几口人？", "How many people?"), {}, "people", shape=Shape.NUMBER),
    Column("moved", Wording("何时？", "When?"), {}, "moved", shape=Shape.MONTH),
)
ROWS = [["hongmei", "0", "4", "2026-11"], [WITHHELD, "10", "", ""]]


def test_csv_and_xlsx_hold_the_codes():
    lines = list(csv.reader(io.StringIO("".join(rows_csv(COLUMNS, ROWS)).removeprefix("\ufeff"))))
    assert lines == [["area", "score", "people", "moved"], *ROWS]
    sheet = load_workbook(io.BytesIO(rows_xlsx(COLUMNS, ROWS))).active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)] == ROWS


def test_spss_reads_numbers_words_and_what_is_missing(tmp_path):
    path = tmp_path / "a.sav"
    path.write_bytes(rows_sav(COLUMNS, ROWS, chinese=True))
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    assert frame["area"].tolist() == [1.0, -9.0]
    assert frame["score"].tolist() == [0.0, 10.0]
    assert frame["people"].tolist()[0] == 4.0
    assert frame["people"].isna().tolist() == [False, True]
    assert frame["moved"].tolist() == ["2026-11", ""]
    assert meta.column_labels[0] == "您住在哪里？"
    assert meta.variable_value_labels["area"] == {1.0: "红梅街道", -9.0: "不显示"}
    assert meta.missing_ranges["area"] == [{"lo": -9.0, "hi": -9.0}]


def test_an_empty_wave_is_an_empty_file(tmp_path):
    path = tmp_path / "a.sav"
    path.write_bytes(rows_sav(COLUMNS, [], chinese=False))
    frame, meta = pyreadstat.read_sav(path)
    assert (len(frame), meta.column_labels[1]) == (0, "What score?")


def test_the_codebook_names_each_code_with_its_number():
    lines = list(csv.reader(io.StringIO("".join(codebook_csv(COLUMNS)).removeprefix("\ufeff"))))[1:]
    assert ["area", "您住在哪里？", "Where do you live?", "hongmei", "1", "红梅街道", "Hongmei", "", ""] in lines
    assert ["area", "您住在哪里？", "Where do you live?", WITHHELD, "'-9", "不显示", "withheld"] not in lines
    assert [line[4] for line in lines if line[3] == WITHHELD] == ["-9"]
    assert len(lines) == 2 + 11 + 1 + 1


def test_ratings_stay_what_they_are():
    assert numbers_of(COLUMNS[1])["0"] == 0.0


def test_who_cannot_say_moves_no_rating_and_is_declared_missing(tmp_path):
    item = {"id": "score", "kind": "rating", "text": BOTH, "low": BOTH, "high": BOTH, "unclear": True}
    column = next(column for column in columns_of(parse({**FORM, "items": [item]}), {}) if column.name == "score")
    assert numbers_of(column) == {**{str(number): float(number) for number in range(11)}, "unclear": -8.0}
    path = tmp_path / "a.sav"
    path.write_bytes(rows_sav([column], [["0"], ["5"], ["10"], ["unclear"]], chinese=True))
    frame, meta = pyreadstat.read_sav(path)
    assert frame["score"].mean() == 5.0
    assert meta.missing_ranges == {} or meta.missing_ranges["score"] == [{"lo": -8.0, "hi": -8.0}]
    told, meta = pyreadstat.read_sav(path, user_missing=True)
    assert told["score"].tolist() == [0.0, 5.0, 10.0, -8.0]
    assert meta.missing_ranges["score"] == [{"lo": -8.0, "hi": -8.0}]


def test_a_scale_with_a_way_out_counts_its_own_steps():
    scales = {"satisfaction": shipped("resident")["scales"]["satisfaction"]}
    item = {"id": "how", "kind": "satisfaction", "text": BOTH, "scale": "satisfaction"}
    column = next(
        column for column in columns_of(parse({**FORM, "scales": scales, "items": [item]}), {}) if column.name == "how"
    )
    numbers = numbers_of(column)
    assert {numbers[code] for code in column.ways_out} == {-8.0}
    assert [number for code, number in numbers.items() if code not in column.ways_out] == [1.0, 2.0, 3.0, 4.0]


LONG = "您平时在小区里投放垃圾的时间和地点是什么请选择一项"


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (["_1_name"], ["q_1_name"]),
        (["mode", "tier", "counted"], ["mode_2", "tier_2", "counted_2"]),
        (["to", "With", "all"], ["q_to", "q_With", "q_all"]),
        (["Age", "age", "AGE"], ["Age", "age_2", "AGE_3"]),
        ([LONG], [LONG[:21]]),
        ([LONG, f"{LONG}吗"], [LONG[:21], f"{LONG[:20]}_2"]),
        (["a", "a_2", "A"], ["a", "a_2", "A_3"]),
    ],
)
def test_codes_that_people_use_become_names_that_spss_takes(tmp_path, codes, names):
    items = [{"id": code, "kind": "number", "text": BOTH, "minimum": 0, "maximum": 9} for code in codes]
    columns = columns_of(parse({**FORM, "items": items}), {})
    assert [column.name for column in columns][3:] == names
    path = tmp_path / "a.sav"
    row = ["online", "open", "1"]
    path.write_bytes(rows_sav(columns, [[*row, *("1" for _ in codes)]], chinese=True))
    frame, _meta = pyreadstat.read_sav(path, user_missing=True)
    assert list(frame.columns) == [column.name for column in columns]


def test_an_answer_and_one_of_several_answers_of_the_same_name_are_two_columns():
    options = [{"code": "b", "text": BOTH}, {"code": "c", "text": BOTH}]
    several = {"id": "a", "kind": "multiple", "text": BOTH, "options": options}
    alone = {"id": "a_b", "kind": "number", "text": BOTH, "minimum": 0, "maximum": 9}
    columns = columns_of(parse({**FORM, "items": [alone, several]}), {})
    assert [column.name for column in columns][3:] == ["a_b", "a_b_2", "a_c"]
