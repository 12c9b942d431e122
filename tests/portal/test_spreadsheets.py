"""Files for an office: what a cell holds is what was meant, in Excel and out of it."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from portal.spreadsheets import FORMULA_SIGNS, csv_lines, workbook

MOMENT = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


def read_back(header, rows):
    return list(csv.reader(io.StringIO("".join(csv_lines(header, rows)).removeprefix("\ufeff"))))


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_inj_03_no_text_is_run_as_a_formula(sign):
    text = f"{sign}1+1"
    assert read_back(["甲"], [[text]])[1] == [f"'{text}"]
    cell = load_workbook(io.BytesIO(workbook("表", ["甲"], [[text]]))).active["A2"]
    assert (cell.data_type, cell.value) == ("s", text.strip("\0"))


def test_numbers_days_and_moments_are_what_they_are():
    row = [12, Decimal("-1.50"), date(2026, 11, 24), MOMENT, None, '中文，"引号"\n换行']
    assert read_back(["h"] * 6, [row])[1] == ["12", "-1.50", "2026-11-24", "2026-11-25 00:30", "", row[5]]
    sheet = load_workbook(io.BytesIO(workbook("表", ["h"] * 6, [row]))).active
    values = [cell.value for cell in sheet[2]]
    assert values[:2] == [12, -1.5]
    assert values[2].date() == row[2]
    assert (values[3], values[5]) == ("2026-11-25 00:30", row[5])


@pytest.mark.parametrize("text", ["-3.5", "98", "", "文字", "演示 1-2"])
def test_numbers_written_as_text_and_words_stay(text):
    assert read_back(["h"], [[text]])[1] == ([text] if text else [""])


def test_a_sign_that_xml_cannot_hold_does_not_break_the_file():
    sheet = load_workbook(io.BytesIO(workbook("表", ["h"], [["a\x00\x0bb"]]))).active
    assert sheet["A2"].value == "ab"


def test_excel_is_told_that_it_is_utf_8():
    assert "".join(csv_lines(["甲"], [["乙"]])) == "\ufeff甲\r\n乙\r\n"
    assert "".join(csv_lines(["甲"], [], marked=False)) == "甲\r\n"
