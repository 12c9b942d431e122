import io

import pytest
from python_calamine import CalamineWorkbook

from surveys.exports.table import csv_parts, guarded, workbook


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_is_text(sign):
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook("data", ["text"], [[f"{sign}1+1"]])))
    assert str(book.get_sheet_by_index(0).to_python()[1][0]).strip() == f"{sign}1+1".strip()


@pytest.mark.parametrize("value", ["-3", 7, "satisfied", "", "1.5"])
def test_numbers_and_words_stay(value):
    assert guarded(value) == value


def test_csv_is_marked_and_comes_in_parts():
    parts = list(csv_parts(["a", "b"], (["x", number] for number in range(1200))))
    assert len(parts) == 3
    text = "".join(parts)
    assert text.startswith("\ufeffa,b\r\nx,0\r\n")
    assert text.endswith("x,1199\r\n")
