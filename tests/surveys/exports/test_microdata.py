import csv
import io

import pyreadstat
from openpyxl import load_workbook

from surveys.exports.microdata import codebook_csv, numbers_of, rows_csv, rows_sav, rows_xlsx
from surveys.questionnaire import Wording
from surveys.results.microdata import WITHHELD, Column, Shape

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
    assert ["area", "您住在哪里？", "Where do you live?", "hongmei", "1", "红梅街道", "Hongmei"] in lines
    assert ["area", "您住在哪里？", "Where do you live?", WITHHELD, "'-9", "不显示", "withheld"] not in lines
    assert [line[4] for line in lines if line[3] == WITHHELD] == ["-9"]
    assert len(lines) == 2 + 11 + 1 + 1


def test_ratings_stay_what_they_are():
    assert numbers_of(COLUMNS[1])["0"] == 0.0
