"""What every stranger is shown alike is drawn once for all of them: the second asks the database nothing."""

import pytest

from portal.cms.pagecache import PAGES
from portal.directory.operations import load_plan
from tests.factories import surveys as factory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared", "filled")]
PLAN = "/board/2022-2025"
KEPT = [
    *("/cells/", "/cells/?page=1", "/en/cells/", "/cells/rubrics/", "/cells/notices/", "/cells/key/"),
    *("/cells/register.csv", "/cells/register.json", "/surveys/", "/surveys/resident/waves/1/", "/feedback/solved/"),
    *(f"{PLAN}/", f"{PLAN}/13/", f"{PLAN}/data.zip", f"{PLAN}/changes.xml", f"{PLAN}/13/data.csv"),
    *(
        f"{PLAN}/api/v1/{table}"
        for table in ("indicators", "observations", "projects", "tasks", "notes", "indicators/13")
    ),
    *(f"{PLAN}/data/{table}.csv" for table in ("indicators", "observations")),
    *("/board/api/v1/plans", "/board/api/v1/openapi.json"),
    *("/events/", "/events/feed.ics", "/feeds/news.atom", "/feeds/news.rss"),
]
# What is one visitor's own, or says how something stands at this second.
OWN = [
    "/cells/check/?number=A",
    "/account/login/",
    "/feedback/",
    "/cells/?q=x",
    f"{PLAN}/api/v1/indicators?page=9",
    "/healthz",
]


@pytest.fixture
def shared(settings):
    settings.PORTAL_SHARED_PAGES = True
    PAGES.clear()
    yield
    PAGES.clear()


@pytest.fixture(scope="module")
def filled(module_rows):
    load_plan()
    factory.WaveFactory(state="closed", number=1)


@pytest.mark.parametrize("path", KEPT)
def test_the_second_stranger_gets_what_the_first_was_drawn(client, django_assert_num_queries, path):
    first = client.get(path)
    assert (first.status_code, first.streaming) == (200, False)
    with django_assert_num_queries(0):
        second = client.get(path)
        again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (second.content, second["Content-Type"]) == (first.content, first["Content-Type"])
    assert second.get("Content-Disposition") == first.get("Content-Disposition")
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", OWN)
def test_what_is_a_visitors_own_is_kept_for_nobody(client, path):
    assert "X-Accel-Expires" not in client.get(path).headers
