"""A correction stands on every page and in every file that carries the figure; the figure before keeps its address."""

import io
import json
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from portal.accounts.roles import Role
from portal.board.enums import Origin
from portal.board.exports.pack_words import words_of
from portal.board.models import Observation
from portal.board.operations import (
    approve_observation,
    decline_observation,
    enter_observation,
    revise_observation,
    take_in_plan,
)
from portal.board.results.closing import closing_content
from portal.board.results.pack import pack_of
from portal.board.targets.periods import parse_period
from portal.directory.models import Department, Indicator, Plan
from portal.directory.plan import read_plan
from tests.factories.board import ObservationFactory, entry, officer
from tests.portal.board.made_plan import desk as desk_of
from tests.portal.board.test_same_figures import walked

pytestmark = pytest.mark.django_db
WHY, WRONG, RIGHT = "录入时漏小数点", "972", "97.2"
MARKED = re.compile(r'data-observation="([0-9a-f-]{36})"')
SAID = re.compile(r'data-correction="([0-9a-f-]{36})"')


@pytest.fixture
def corrected(settings, now) -> Observation:
    """What was entered wrong and published, and put right by two persons."""
    take_in_plan(actor=None, now=now, records=read_plan(settings.DISTRICT.plan_folder))
    env, indicator = Department.objects.get(code="env"), Indicator.objects.get(number=13)
    said = {"actor": officer(env), "now": now}
    first = enter_observation(indicator=indicator, entry=entry(value=Decimal(WRONG)), **said)
    approve_observation(actor=officer(env), now=now, observation=first)
    first.refresh_from_db()
    again = revise_observation(observation=first, entry=entry(value=Decimal(RIGHT)), reason=WHY, **said)
    return approve_observation(actor=officer(env), now=now, observation=again)


@pytest.fixture
def desk() -> Client:
    return desk_of(Role.DISTRICT_REVIEWER)


def test_every_page_that_shows_the_figure_says_that_it_was_corrected(corrected, client, desk):
    """Walked by its links: where the figure stands, the word stands; in both languages, on a foreign page's frame too."""
    carriers, inside = set(), (reverse("board:decision-list", args=["2022-2025"]),)
    public = ("/board/2022-2025/", "/en/board/2022-2025/", "/board/2022-2025/13/", "/board/2022-2025/13/embed/")
    for path, page in (*walked(client, *public), *walked(desk, *inside)):
        if str(corrected.public_id) in MARKED.findall(page):
            carriers.add(path)
            assert WHY in page, path
            assert str(corrected.public_id) in SAID.findall(page) or "/changes/" in path or "/figures/" in path, path
    assert {*public, *inside, "/board/2022-2025/changes/"} <= carriers


def test_every_file_and_answer_says_it(corrected, client):
    first = corrected.revision_of
    row = client.get("/board/2022-2025/api/v1/indicators/13").json()
    assert (row["indicator"]["corrects"], row["indicator"]["correction"]) == (str(first.public_id), WHY)
    assert [(one["value"], one["reason"], one["replaced_by"]) for one in row["observations"]] == [
        (RIGHT, WHY, ""),
        (WRONG, "", str(corrected.public_id)),
    ]
    with zipfile.ZipFile(io.BytesIO(client.get("/board/2022-2025/data.zip").content)) as archive:
        for name in ("data/indicators.csv", "data/observations.csv"):
            assert WHY in archive.read(name).decode(), name
    for name in ("data/indicators.csv", "data/observations.csv", "13/data.csv", "api/v1/changes"):
        assert WHY in client.get(f"/board/2022-2025/{name}").content.decode(), name
    feed = ET.fromstring(client.get("/board/2022-2025/changes.xml").content)
    entries = ["".join(one.itertext()) for one in feed.findall("{http://www.w3.org/2005/Atom}entry")]
    assert [WHY in text for text in entries] == [True, False]


def test_report_and_closing_file_say_it(corrected, desk, now):
    plan = Plan.objects.get()
    words = words_of(pack_of(plan, parse_period("2025"), now.date()))
    assert [line for line in words.notes if WHY in line and f"{WRONG}%" in line]
    for form, read in (("docx", _docx), ("xlsx", _xlsx)):
        answer = desk.get(reverse("board:report-file", args=["2022-2025", "2025", form]))
        assert WHY in read(io.BytesIO(answer.content)), form
    content = closing_content(plan, now.date())
    assert [row["number"] for row in content["rows"] if WHY in row["correction"]] == [13]


def _docx(file) -> str:
    return "".join(part.text for part in Document(file).paragraphs)


def _xlsx(file) -> str:
    return "".join(str(cell.value) for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row)


def test_the_figure_before_keeps_its_address_and_says_what_took_its_place(corrected, client):
    first = corrected.revision_of
    address = reverse("board:figure-detail", args=[first.public_id])
    page = client.get(address).content.decode()
    assert f">{WRONG}%<" in page
    assert WHY in page
    assert reverse("board:figure-detail", args=[corrected.public_id]) in page
    proof = json.loads(client.get(reverse("board:observation-proof", args=[first.public_id])).content)
    assert proof["content"]["value"] == WRONG
    assert client.get(f"/board/api/v1/observations/{first.public_id}").json()["value"] == WRONG
    assert address in client.get("/board/2022-2025/13/").content.decode()


def test_delete_is_refused_to_everybody(corrected):
    """No address of the board takes a delete, whoever asks."""
    paths = [reverse(f"board:{name}", args=[corrected.public_id]) for name in ("figure-detail", "observation-decide")]
    for role in (Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR):
        for path in paths:
            assert desk_of(role).delete(path).status_code in {403, 405}, (role, path)
    assert Observation.objects.count() == 2


def test_what_was_sent_back_was_never_public_and_is_no_correction(corrected, client, now):
    env, other = Department.objects.get(code="env"), Indicator.objects.get(number=1)
    held = enter_observation(actor=officer(env), now=now, indicator=other, entry=entry(value=Decimal("0.5")))
    returned = decline_observation(actor=officer(env), now=now, observation=held, reason="单位有误")
    words = "按退回意见改"
    again = revise_observation(actor=officer(env), now=now, observation=returned, entry=entry(), reason=words)
    approve_observation(actor=officer(env), now=now, observation=again)
    record = client.get("/board/2022-2025/api/v1/indicators/1").json()
    assert (record["indicator"]["corrects"], record["observations"][0]["revision_of"]) == ("", "")
    assert words not in client.get("/board/2022-2025/1/").content.decode()
    assert client.get(reverse("board:figure-detail", args=[returned.public_id])).status_code == 404


def test_what_is_drawn_anew_puts_nobody_right(corrected, client):
    drawn = {"indicator": Indicator.objects.get(number=41), "origin": Origin.DERIVED, "period": "2025-Q4"}
    first = ObservationFactory(**drawn, value=Decimal(3), entered_by=None, approved_by=None)
    second = ObservationFactory(
        **drawn, value=Decimal(4), revision_of=first, reason="x", entered_by=None, approved_by=None
    )
    assert not second.is_correction
    assert client.get("/board/2022-2025/api/v1/indicators/41").json()["indicator"]["corrects"] == ""
