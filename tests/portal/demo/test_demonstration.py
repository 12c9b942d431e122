"""The demonstration: built by the real operations, marked wherever it shows, built once."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from campaigns.models import Event
from cells.models import Application, Organisation
from portal.accounts.models import User
from portal.accounts.roles import STAFF_ROLES
from surveys.models import Response, Survey

pytestmark = pytest.mark.any_database

MARK = "演示"


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, verbosity=0)
    return out.getvalue()


@pytest.fixture
def demonstration(db, settings, tmp_path):
    settings.PORTAL_DEMO_MARK = tmp_path / "demo"
    for command in ("load_plan", "load_rubrics", "load_questionnaires", "build_site"):
        run(command)
    assert not settings.PORTAL_DEMO_MARK.exists()
    run("demo")
    return settings.PORTAL_DEMO_MARK


def test_everything_says_that_it_is_one_and_is_built_once(demonstration, client):
    assert demonstration.exists()
    for rows, name in ((User, "name"), (Organisation, "name"), (Event, "title"), (Survey, "title")):
        assert [row for row in rows.objects.all() if MARK not in getattr(row, name)] == [], rows
    assert Response.objects.count() > 100
    assert {"draft", "submitted", "returned", "evaluating", "in_notice", "certified"} == set(
        Application.objects.values_list("status", flat=True)
    )
    for address in ("/", "/board/", "/cells/", "/events/", "/surveys/", "/news/", "/account/login/"):
        assert "演示环境" in client.get(address, follow=True).content.decode(), address
    before = Response.objects.count()
    assert "已在" in run("demo")
    assert Response.objects.count() == before

    first, second = run("demo_credentials"), run("demo_credentials")
    assert re.findall(r"demo-[\w-]+", first) == re.findall(r"demo-[\w-]+", second)
    assert first != second
    staff = User.objects.filter(grants__role__in=STAFF_ROLES).distinct()
    assert {user.username for user in staff} == set(re.findall(r"demo-[\w-]+", first))
