"""The board for other programs: every path of the contract answers as the contract says."""

import copy
import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.board.exports.fields import FIELDS, json_schema
from portal.board.exports.openapi import document
from portal.board.views import data
from portal.directory.operations import load_plan
from portal.ledger.operations import record
from tests.factories.board import IndicatorFactory, ObservationFactory, PlanFactory

pytestmark = pytest.mark.django_db
API = "/board/api/v1"
OF_PLAN = "/board/2022-2025/api/v1"
KINDS = {"string": str, "boolean": bool, "array": list, "integer": int, "null": type(None)}


def fits(record: dict, table: str) -> bool:
    """The part of JSON Schema that our contract uses."""
    schema = json_schema(table)
    return list(record) == schema["required"] and all(
        _fits(record[name], field) for name, field in schema["properties"].items()
    )


def _fits(value, field: dict) -> bool:
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    is_kind = any(isinstance(value, KINDS[kind]) for kind in kinds)
    return is_kind and ("pattern" not in field or re.search(field["pattern"], value) is not None)


@pytest.fixture(scope="module")
def module_published(module_rows):
    load_plan()
    plan = PlanFactory(code="tianning-2022-2025")
    indicator = plan.indicators.get(number=13)
    first = ObservationFactory(indicator=indicator, value=Decimal("81.80"))
    return ObservationFactory(indicator=indicator, value=Decimal("82.50"), revision_of=first, reason="台账补录")


@pytest.fixture
def published(module_published, db):
    return copy.deepcopy(module_published)


@pytest.mark.parametrize("address", ["x/api/v1/indicators", "2022-2025/api/v1/nothing", "%C2%84/api/v1/indicators/0"])
def test_programs_are_told_in_json_what_is_not_there(client, address):
    answer = client.get(f"/board/{address}")
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found"})


def test_every_table_answers_as_described(client, published):
    for table in ("indicators", "observations", "projects", "tasks", "notes"):
        answer = client.get(f"{OF_PLAN}/{table}")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert all(fits(record, table) for record in answer.json()[table]), table
    assert [len(client.get(f"{OF_PLAN}/{table}").json()[table]) for table in ("indicators", "projects", "tasks")] == [
        52,
        7,
        30,
    ]
    assert all(fits(record, "plans") for record in client.get(f"{API}/plans").json()["plans"])


def test_one_indicator_comes_with_its_corrected_past(client, published):
    found = client.get(f"{OF_PLAN}/indicators/13").json()
    assert found["indicator"]["value"] == "82.5"
    assert [held["value"] for held in found["observations"]] == ["82.5", "81.8"]
    assert found["observations"][1]["replaced_by"] == str(published.public_id)
    assert client.get(f"{API}/observations/{published.public_id}").json() == found["observations"][0]


@pytest.mark.parametrize(
    "path",
    [
        f"{OF_PLAN}/indicators/999",
        f"{OF_PLAN}/indicators/x",
        f"{API}/observations/x",
        f"{API}/indicators?plan=none",
        "/board/1999-2001/api/v1/tasks",
    ],
)
def test_what_is_not_there_is_said_in_json(client, published, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"error": "not_found"}


def test_nothing_can_be_written(published):
    stranger = Client(enforce_csrf_checks=True)
    for path in (f"{API}/plans", f"{OF_PLAN}/indicators", f"{OF_PLAN}/indicators/13", f"{API}/openapi.json"):
        for method in ("POST", "QUERY"):
            assert stranger.generic(method, path).status_code == 405


def test_the_contract_names_every_path_and_no_other(client, published, settings):
    settings.PORTAL_BASE_URL = "https://zero.example"
    contract = client.get(f"{API}/openapi.json").json()
    assert contract == document("https://zero.example/board")
    for path in contract["paths"]:
        filled = path.format(plan="2022-2025", number=13, id=published.public_id)
        assert client.get(f"/board{filled}").status_code == 200, path
    assert set(contract["components"]["schemas"]) == {
        *("Plan", "Indicator", "Observation", "Project", "Task", "Note", "Problem")
    }


def test_the_data_package_holds_every_table_as_described(client, published):
    answer = client.get(reverse("board:data-package", args=["2022-2025"]))
    assert answer.content == client.get(reverse("board:data-package", args=["2022-2025"])).content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            lines = list(csv.reader(io.StringIO(archive.read(resource["path"]).decode())))
            assert lines[0] == [field["name"] for field in resource["schema"]["fields"]]
            assert all(len(line) == len(lines[0]) for line in lines)
    assert {resource["name"] for resource in package["resources"]} == set(FIELDS)


def test_the_feed_tells_of_publishing_and_correcting(client, published):
    feed = ET.fromstring(client.get(reverse("board:change-feed", args=["2022-2025"])).content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = [
        (entry.findtext("a:title", namespaces=space), entry.findtext("a:summary", namespaces=space))
        for entry in feed.findall("a:entry", space)
    ]
    assert entries == [
        ("13 一般工业固体废物综合利用率: 82.5% (2024年)", "更正此前数据，原因：台账补录"),
        ("13 一般工业固体废物综合利用率: 81.8% (2024年)", "来源：固体废物台账"),
    ]


def test_an_indicator_comes_as_a_file_of_its_own(client, published):
    text = client.get("/board/2022-2025/13/data.csv").content.decode("utf-8-sig")
    assert [line["value"] for line in csv.DictReader(io.StringIO(text))] == ["82.5", "81.8"]
    assert client.get("/board/2022-2025/1/data.csv").status_code == 200
    assert client.get("/board/2022-2025/99/data.csv").status_code == 404


def test_the_next_plan_stands_beside_the_closed_one(client, published):
    coming = PlanFactory(code="tianning-2026-2030", name="下一个方案", starts_on="2026-01-01", ends_on="2030-12-31")
    IndicatorFactory(plan=coming, number=13)
    assert client.get("/board/", follow=True).context["plan"] == coming
    page = client.get("/board/2022-2025/").content.decode()
    assert "/board/2022-2025/13/" in page
    assert "下一个方案" in page
    assert client.get("/board/2022-2025/api/v1/indicators/13").json()["indicator"]["value"] == "82.5"
    assert client.get("/board/2026-2030/api/v1/indicators/13").json()["indicator"]["value"] == ""


def test_what_waits_for_approval_is_in_no_file(client, published):
    ObservationFactory(
        indicator=published.indicator, period="2025", value=Decimal("98.76"), approved_by=None, approved_at=None
    )
    for name in (
        "board:csv-observations",
        "board:csv-indicators",
        "board:change-feed",
        "board:change-list",
        "board:api-observations",
    ):
        assert "98.76" not in client.get(reverse(name, args=["2022-2025"])).content.decode(), name


def test_an_indicator_stands_in_the_frames_of_others_and_nothing_else_does(client, published):
    framed = client.get(reverse("board:indicator-embed", args=["2022-2025", 13]))
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "<script" not in framed.content.decode()
    assert "82.5" in framed.content.decode()
    assert client.get("/board/2022-2025/13/")["X-Frame-Options"] == "DENY"


def test_a_long_table_comes_in_pages_that_lead_on(client, published, monkeypatch):
    monkeypatch.setattr(data, "PAGE_ROWS", 20)
    rows, address = [], f"{OF_PLAN}/indicators"
    while address:
        page = client.get(address).json()
        rows += page["indicators"]
        address = page["next"]
        assert (page["count"], page["pages"], len(page["indicators"]) <= 20) == (52, 3, True)
    assert [row["number"] for row in rows] == list(range(1, 53))
    for wrong in ("0", "4", "x", "1.0", "-1", "", "٣", "99999"):
        assert client.get(f"{OF_PLAN}/indicators?page={wrong}").status_code == 404


@pytest.mark.parametrize("path", ["data.zip", "api/v1/observations", "data/observations.csv"])
def test_open_data_is_made_once_a_change(client, published, path, django_assert_max_num_queries):
    address = f"/board/2022-2025/{path}"
    first = client.get(address).content
    with django_assert_max_num_queries(5):
        assert client.get(address).content == first
    record(actor=None, now=published.approved_at, action="test.changed", subject=published)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) > 5


def test_a_corrected_figure_is_in_the_open_data_at_once(client, published):
    before = client.get(f"{OF_PLAN}/observations").json()["count"]
    type(published).objects.filter(pk=published.pk).update(approved_at=published.approved_at + timedelta(1))
    after = client.get(f"{OF_PLAN}/observations").json()
    assert after["count"] == before
    assert after["observations"][0]["published_at"] != ""
    assert after["observations"][0]["published_at"][:10] > published.approved_at.isoformat()[:10]
