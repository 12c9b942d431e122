"""The board as files; what a spreadsheet must not run."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from portal.board.exports import board_csv, record_of, safe_cell
from portal.board.queries import standing_by_indicator
from portal.board.results import row_of
from tests.factories.board import IndicatorFactory, ObservationFactory


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-x", "@a", "\tx", "\rx", "＝1", "＋1", "－1", "＠a", "=1"])
def test_text_that_would_run_is_marked(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["-3.5", "98", "", "文字", True, 4])
def test_numbers_and_words_stay(value):
    assert safe_cell(value) == value


@pytest.mark.django_db
def test_the_csv_holds_what_the_record_says():
    indicator = IndicatorFactory()
    observation = ObservationFactory(indicator=indicator, value=Decimal("-1.50"), source="=cmd")
    row = row_of(indicator, standing_by_indicator([indicator])[indicator.pk], dt.date(2025, 1, 1))
    record = record_of(row)
    assert (record["value"], record["observation"]) == ("-1.5", str(observation.public_id))
    assert record["departments"] == ["区生态环境局"]
    text = board_csv([row])
    assert text.startswith("\ufeff")
    line = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (line["value"], line["source"], line["departments"]) == ("-1.5", "'=cmd", "区生态环境局")


def test_an_empty_board_is_an_empty_file():
    assert board_csv([]).strip("\ufeff\r\n") == ""
