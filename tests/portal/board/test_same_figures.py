"""One figure, one value: whatever carries an observation's id says the same, on pages, in answers, files and reports."""

import csv
import io
import json
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from portal import clock
from portal.accounts.roles import Role
from portal.board.enums import Measure, Origin
from portal.board.models import Observation
from portal.directory.models import Plan
from portal.directory.operations import load_plan
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.board import ObservationFactory
from tests.factories.campaigns import AreaFactory
from tests.portal.board.test_pack import as_shown

pytestmark = pytest.mark.django_db
# A number on a page stands in an element that names its observation.
MARKED = re.compile(r'data-observation="([0-9a-f-]{36})">\s*(-?[0-9.]+)?')
LINK = re.compile(r'href="(/(?:en/)?board/[^"?#]*)(?:[?#][^"]*)?"')
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|departments/[a-z-]+|areas/[a-z-]+")
NO_PAGES = re.compile(r"\.(csv|zip|xml|json|docx|xlsx|pdf)$|/api/|/enter/|/report/")
OF_EACH_KIND = 1
VALUES = {
    2: [("2023", "0.0115"), ("2024", "0.0110")],
    9: [("2024", "24.100000")],
    13: [("2022", "71.20"), ("2023", "84.500"), ("2024", "93.10")],
    28: [("2024", "-4.2")],
    36: [("2025", "95")],
}


@pytest.fixture(scope="module")
def figures(module_rows) -> dict[str, str]:
    """Every published value by the id of its observation, as it was put in."""
    load_plan()
    plan = Plan.objects.get()
    for number, years in VALUES.items():
        for year, value in years:
            ObservationFactory(indicator=plan.indicators.get(number=number), period=year, value=Decimal(value))
    first = Observation.objects.filter(indicator__number=13).last()
    ObservationFactory(indicator=first.indicator, value=Decimal("93.4"), revision_of=first, reason="补录")
    survey = {"origin": Origin.DERIVED, "entered_by": None, "approved_by": None, "source": "Survey on this portal"}
    result = {"value": "91.7", "low": "89.4", "high": "93.6", "n": 612, "level": "95"}
    ObservationFactory(
        indicator=plan.indicators.get(number=52), period="2025-Q4", value=Decimal("91.7"), result=result, **survey
    )
    counted = [{"area": "hongmei", "quota": 3, "planned": 0, "held": 0, "verified": 3}]
    outreach = survey | {"measure": Measure.OUTREACH, "indicator": None, "counted": counted}
    AreaFactory(code="hongmei")
    ObservationFactory(period="2026-Q4", value=Decimal(1), result={"value": "1", "of": "1"}, **outreach)
    return {str(held.public_id): f"{held.value.normalize():f}" for held in Observation.objects.all()}


@pytest.fixture
def desk() -> Client:
    user, client = UserFactory(), Client()
    GrantFactory(user=user, role=Role.DISTRICT_REVIEWER)
    client.force_login(with_second_factor(user))
    return client


def walked(client, *starts: str) -> Iterator[tuple[str, str]]:
    """Every page of the board that links lead to: of each kind one, and those of all indicators with a figure."""
    waiting, seen, kinds = deque(starts), set(starts), Counter()
    always = {f"/board/2022-2025/{number}/" for number in (*VALUES, 52)}
    while waiting:
        path = waiting.popleft()
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        yield path, answer.content.decode()
        for target in LINK.findall(answer.content.decode()):
            kind = NUMBER.sub("#", target)
            kinds[kind] += target not in seen
            if target not in seen and not NO_PAGES.search(target) and (target in always or kinds[kind] <= OF_EACH_KIND):
                seen.add(target)
                waiting.append(target)


def test_every_page_says_what_was_published(figures, client, desk):
    shown: dict[str, set[str]] = {}
    where = set()
    desks = (reverse(f"board:{name}", args=["2022-2025"]) for name in ("decision-list", "owed-list", "report-list"))
    for path, page in (
        *walked(client, "/board/2022-2025/", "/en/board/2022-2025/", "/board/2022-2025/13/embed/"),
        *walked(desk, *desks),
    ):
        for public_id, text in MARKED.findall(page):
            shown.setdefault(public_id, set()).add(text)
            where.add(NUMBER.sub("#", path))
    assert shown == {public_id: {value} for public_id, value in figures.items()}
    assert where >= {f"{start}board/#-#/{page}" for start in ("/", "/en/") for page in ("", "#/", "changes/")}
    assert where >= {"/board/#-#/#/embed/", "/board/#-#/decisions/", "/board/outreach/"}


def test_answers_and_files_say_what_was_published(figures, client):
    answers = client.get("/board/2022-2025/api/v1/observations").json()["observations"]
    assert {held["id"]: held["value"] for held in answers} == figures
    lines = csv.DictReader(
        io.StringIO(client.get("/board/2022-2025/data/observations.csv").content.decode("utf-8-sig"))
    )
    assert {line["id"]: line["value"] for line in lines} == figures
    with zipfile.ZipFile(io.BytesIO(client.get("/board/2022-2025/data.zip").content)) as archive:
        packed = csv.DictReader(io.StringIO(archive.read("data/observations.csv").decode()))
        assert {line["id"]: line["value"] for line in packed} == figures
    for public_id, value in figures.items():
        proof = json.loads(client.get(reverse("board:observation-proof", args=[public_id])).content)
        assert proof["content"]["value"] == value
        assert client.get(f"/board/api/v1/observations/{public_id}").json()["value"] == value
    feed = ET.fromstring(client.get("/board/2022-2025/changes.xml").content)
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in feed.findall(f"{atom}entry"):
        value = figures[entry.findtext(f"{atom}id").rpartition(":")[2]]
        assert re.search(rf": {re.escape(value)}[^\d]", entry.findtext(f"{atom}title")), value


def test_the_newest_figures_are_the_same_in_table_answer_and_report(figures, client, desk):
    answers = client.get("/board/2022-2025/api/v1/indicators").json()["indicators"]
    newest = {str(row["number"]): (row["observation"], row["value"], row["unit"], row["period"]) for row in answers}
    assert {public_id: value for public_id, value, *_ in newest.values() if public_id}.items() <= figures.items()
    lines = csv.DictReader(io.StringIO(client.get("/board/2022-2025/data/indicators.csv").content.decode("utf-8-sig")))
    assert {
        line["number"]: (line["observation"], line["value"], line["unit"], line["period"]) for line in lines
    } == newest
    wanted = {
        number: (f"{value}{unit}", period) if value else ("—", "—")
        for number, (_, value, unit, period) in newest.items()
    }
    period = clock.today().year
    paper = Document(io.BytesIO(desk.get(reverse("board:report-file", args=["2022-2025", period, "docx"])).content))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows[1:]]
    assert {row[0].rstrip("★"): (row[4], row[5]) for row in rows} == wanted
    book = load_workbook(io.BytesIO(desk.get(reverse("board:report-file", args=["2022-2025", period, "xlsx"])).content))
    cells = [[as_shown(cell) for cell in row] for row in book.worksheets[0].iter_rows(min_row=4, max_row=55)]
    assert {row[0].rstrip("★"): (row[4], row[5]) for row in cells} == wanted
