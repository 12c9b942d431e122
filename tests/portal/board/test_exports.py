"""The board as files; what a spreadsheet must not run, and what a proof must not show."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from portal.board.enums import Origin
from portal.board.exports.csv_files import csv_of
from portal.board.exports.fields import FIELDS, json_schema, names_of, table_schema
from portal.board.exports.records import record_of
from portal.board.figures.contents import proof_of
from portal.board.queries import standing_by_indicator
from portal.board.results.rows import row_of
from tests.factories.board import IndicatorFactory, ObservationFactory


@pytest.mark.django_db
def test_the_csv_holds_what_the_record_says():
    indicator = IndicatorFactory()
    observation = ObservationFactory(indicator=indicator, value=Decimal("-1.50"), source="=cmd")
    row = row_of(indicator, standing_by_indicator([indicator])[indicator.pk], dt.date(2025, 1, 1))
    record = record_of(row)
    line = next(csv.DictReader(io.StringIO(csv_of("indicators", [record]).removeprefix("\ufeff"))))
    assert line["value"] == record["value"] == "-1.5"
    assert line["source"] == "'=cmd"
    assert line["departments"] == "区生态环境局"
    assert line["mandatory"] == "true"
    assert line["observation"] == str(observation.public_id)


def test_a_table_without_rows_still_has_its_head():
    assert csv_of("plans", []) == "\ufeffcode,slug,name,name_en,starts_on,ends_on,base_year\r\n"


@pytest.mark.parametrize("table", FIELDS)
def test_each_field_means_something_in_both_contracts(table):
    described, tabular = json_schema(table), table_schema(table)
    assert list(described["properties"]) == described["required"] == names_of(table)
    assert [field["name"] for field in tabular["fields"]] == names_of(table)
    assert tabular["primaryKey"]
    assert all(field.meaning for field in FIELDS[table])


SURVEY = {
    "measure": {"minimum_n": 30, "level": 0.95},
    "counts": {"satisfied": 3},
    "cells": {"hongmei/a75": {"satisfied": 1}},
    "period": "2026-01-01/2026-02-01",
    "wave": "w",
}


def survey(**said):
    inputs = {"survey": "问卷", "url": "/surveys/1/", "estimate": SURVEY}
    content = {"origin": Origin.DERIVED, "entered_by": None, "approved_by": None, "inputs": inputs}
    return ObservationFactory(indicator=IndicatorFactory(number=52), period="2026-Q1", **content, **said)


@pytest.mark.django_db
def test_a_public_proof_keeps_small_groups_inside():
    held = survey(value=Decimal(92), result={"value": "92", "n": 600})
    shown = proof_of(held)
    assert shown["withheld"] == ["cells"]
    assert shown["content"]["inputs"]["estimate"]["counts"] == {"satisfied": 3}
    assert proof_of(held, is_inside=True)["content"]["inputs"]["estimate"] == SURVEY


@pytest.mark.django_db
def test_a_proof_of_too_few_answers_shows_none_of_them():
    held = survey(value=None, is_too_few=True, result={"too_few": True, "n": 3, "minimum_n": 30, "exact": {"value": 1}})
    shown = proof_of(held)
    assert shown["withheld"] == ["cells", "counts"]
    assert "satisfied" not in str(shown["content"])
    assert shown["content"]["result"] == {"too_few": True, "n": 3, "minimum_n": 30}
