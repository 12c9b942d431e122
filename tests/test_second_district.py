"""A district moves in by a folder of data alone: no page, file, feed or document says a word of the first."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter, deque
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings
from pypdf import PdfReader

from cells.exports.document import certificate_pdf, plaque
from portal.accounts.roles import Role
from portal.directory.district import DistrictError, read_district
from portal.directory.models import Area, Department, Plan
from portal.directory.operations import OtherDistrictError, load_plan
from portal.readiness import district_faults
from portal.settings.env import DISTRICTS, SHIPPED_DISTRICT
from surveys.exports.posters import poster_sheets
from surveys.models import QuestionnaireVersion
from surveys.operations.questionnaires import shipped_definition
from tests.factories import surveys as of_surveys
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.campaigns import EventFactory
from tests.factories.cells import Case, People, granted
from tests.journeys.crawl import kind, links

pytestmark = pytest.mark.any_database

FOLDER = Path(__file__).parent / "districts" / "yunxi"
WITH_A_CROOKED_MAP = re.sub(
    r"map:.*", "map: {shangxi: [0, 0]}", (FOLDER / "district.yaml").read_text(), flags=re.DOTALL
)
OF_THE_FIRST = re.compile(r"天宁|常州|江苏|天无废|TNWF|tianning|changzhou", re.IGNORECASE)
SEEDS = (
    "/", "/board/", "/board/offices/", "/cells/", "/cells/check/", "/events/", "/surveys/", "/search/?q=无废", "/board/api/v1/openapi.json",
    "/board/data/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/news/rss/", "/news/atom/", "/events/calendar.ics",
    "/account/login/", "/register/", "/tasks/", "/cms/",
)  # fmt: skip
SKIPPED = re.compile(r"/account/logout|^/static/|^/media/|^/cms/.+")
OF_EACH_KIND, MOST = 2, 160


DISTRICT = read_district(FOLDER)
ITS_SETTINGS = {"DISTRICT": DISTRICT, "WAGTAIL_SITE_NAME": DISTRICT.portal, "MFA_TOTP_ISSUER": DISTRICT.sign_in}


@pytest.fixture(scope="module")
def prepared(module_rows):
    with override_settings(**ITS_SETTINGS):
        call_command("prepare", no_demo=True, verbosity=0, stdout=io.StringIO())
        EventFactory(area=Area.objects.get(code="shangxi"), state="verified")


@pytest.fixture
def moved_in(prepared, db):
    with override_settings(**ITS_SETTINGS):
        yield


def text_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return text_in(body)


def text_in(body: bytes) -> str:
    """What a person or a program reads in a page or a file."""
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return body.decode("utf-8", "replace")


def walked(client: Client, kinds: Counter[str]) -> dict[str, str]:
    """Address -> text of every page and file that links lead to, two of each kind for whoever comes first to it; where
    each begins, everybody reads."""
    waiting, seen, found = deque(f"{way}{seed}" for seed in SEEDS for way in ("", "/en")), set(), {}
    begins = set(waiting)
    while waiting and len(found) < MOST:
        path = waiting.popleft()
        known = path not in begins and kinds[kind(path)] >= OF_EACH_KIND
        if path in seen or SKIPPED.search(path) or known:
            continue
        seen.add(path)
        kinds[kind(path)] += 1
        answer = client.get(path, follow=True)
        if answer.status_code == 200:
            found[path] = text_of(answer)
            if "text/html" in answer.headers["Content-Type"]:
                waiting.extend(links(found[path], path))
    return found


def said(texts: dict[str, str]) -> dict[str, str]:
    return {path: match[0] for path, text in texts.items() if (match := OF_THE_FIRST.search(text))}


PEOPLE = (None, Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.STREET_OFFICER, Role.AUDITOR)


def signed_in_as(role) -> Client:
    client = Client()
    if role:
        place = {"area": Area.objects.get(code="shangxi")} if role == Role.STREET_OFFICER else {}
        user = UserFactory()
        GrantFactory(user=user, role=role, **place)
        with_second_factor(user)
        client.force_login(user)
    return client


def test_no_page_file_or_feed_says_a_word_of_the_first(moved_in):
    kinds, read = Counter(), {}
    for role in PEOPLE:
        texts = walked(signed_in_as(role), kinds)
        read[role] = len(texts)
        assert said(texts) == {}, role
        assert "云溪区无废城市公众参与平台" in texts["/"]
        assert "Yunxi Zero-Waste Portal" in texts["/en/"]
    assert sum(read.values()) > 300


def test_the_plan_is_its_own(moved_in):
    assert [plan.code for plan in Plan.objects.all()] == ["2026-2030"]
    assert set(Area.objects.values_list("code", flat=True)) == {"yunxi", "shangxi", "xiaxi"}
    assert Department.objects.count() == 2
    assert [version.code for version in QuestionnaireVersion.objects.order_by("code")] == ["organisation", "resident"]


def test_no_questionnaire_says_a_word_of_the_first(moved_in):
    assert said({name: str(shipped_definition(name)) for name in ("organisation", "resident")}) == {}
    assert "云溪区" in str(shipped_definition("resident"))


def test_no_certificate_plaque_or_poster_says_a_word_of_the_first(moved_in, now):
    street = Area.objects.get(code="shangxi")
    people = People()
    people.officer = granted(Role.STREET_OFFICER, area=street)
    case = Case(people, now, area=street, address="溪东路 1 号").to("certified")
    certificate = case.certificate
    place = of_surveys.PlaceFactory(
        area=street,
        venue="溪东广场",
        survey__form_number="云调 1",
        survey__issuer="云溪区统计局",
        survey__handler="云溪区专班",
    )
    wave = of_surveys.WaveFactory(survey=place.survey)
    papers = {
        "certificate": certificate_pdf(certificate),
        "plaque": plaque(certificate, "pdf"),
        "poster": poster_sheets(wave, [place]),
    }
    texts = {name: text_in(paper) for name, paper in papers.items()}
    assert said(texts) == {}
    assert "云溪区" in texts["certificate"]
    assert certificate.number.startswith("YXWF-")


def test_an_upgrade_never_loads_another_districts_data(moved_in, settings):
    settings.DISTRICT = read_district(settings.ENV.district)
    words = "The database is of 云溪区, not of 天宁区: set PORTAL_DISTRICT to its folder."
    with pytest.raises(OtherDistrictError, match=words):
        load_plan()
    with pytest.raises(CommandError, match=words):
        call_command("prepare", no_demo=True, verbosity=0, stdout=io.StringIO())
    assert district_faults() == [words]
    assert Plan.objects.count() == 1


def test_a_portal_of_its_own_district_has_no_fault(moved_in):
    assert district_faults() == []


def test_preparing_names_the_setting_that_the_server_needs(settings, db):
    settings.DISTRICT = settings.DISTRICT  # what the command puts in its place goes with the test
    said = io.StringIO()
    call_command("prepare", no_demo=True, district=FOLDER, verbosity=0, stdout=said)
    assert f"PORTAL_DISTRICT={FOLDER}" in said.getvalue()
    assert Area.objects.filter(code="yunxi").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a list", "holds no names and values"),
        ("name: [", "cannot be read"),
        ("code: x\nmap: {}\nmotto: y", "motto, certificate_prefix, city"),
        (WITH_A_CROOKED_MAP, "map must say column, row, width and height"),
        (None, "PORTAL_DISTRICT names the folder"),
    ],
)
def test_a_folder_that_does_not_say_what_it_should_is_named(tmp_path, text, words):
    if text is not None:
        (tmp_path / "district.yaml").write_text(text)
    with pytest.raises(DistrictError, match=words):
        read_district(tmp_path)


def test_no_source_template_or_catalogue_says_a_word_of_the_first():
    root = Path(__file__).parents[1]
    kinds = (".py", ".html", ".txt", ".yaml", ".po", ".typ", ".js", ".css")
    told = re.compile(r"/(migrations|districts|demo|acceptance)/")
    paths = [
        path
        for folder in ("portal", "cells", "campaigns", "surveys", "templates", "locale")
        for path in (root / folder).rglob("*")
        if path.suffix in kinds and not told.search(str(path))
    ]
    assert len(paths) > 1000
    assert [str(path) for path in paths if OF_THE_FIRST.search(path.read_text(encoding="utf-8"))] == []


def test_a_wrong_folder_is_one_line_of_words_for_whoever_starts_the_portal(tmp_path):
    environment = os.environ | {"PORTAL_DISTRICT": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    (said,) = done.stderr.strip().splitlines()
    assert said.startswith("未能运行")
    assert said.endswith("PORTAL_DISTRICT names the folder.")


def test_a_district_may_lie_beside_the_one_that_comes_with_the_portal():
    others = [path for path in DISTRICTS.iterdir() if path.is_dir() and path != SHIPPED_DISTRICT]
    assert DISTRICTS / read_district(SHIPPED_DISTRICT).code == SHIPPED_DISTRICT
    assert all(read_district(path).code == path.name for path in others)
