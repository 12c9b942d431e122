"""Pages kept for strangers (T21): exact after an edit, and never one visitor's page before another's eyes."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from campaigns.models import CampaignIndexPage, CampaignPage
from portal.cms.models import PortalImage
from portal.cms.pagecache import PAGES
from portal.home.models import NewsIndexPage, NewsPage, StandardPage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PORTAL_SHARED_PAGES = True
    PAGES.clear()
    yield
    PAGES.clear()


@pytest.fixture
def about(site):
    return StandardPage.objects.get(slug="about", locale__language_code="zh-hans")


def asked(client, address, **options) -> tuple[str, int]:
    """What is answered, and how many queries it took."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text = client.get(address, **options).content.decode()
    return text, len(queries)


def renamed(page, title):
    page.title = title
    page.save_revision().publish()


def test_a_second_stranger_costs_no_query_and_an_edit_shows_at_once(about, django_capture_on_commit_callbacks):
    first, many = asked(Client(), "/about/")
    assert many > 0
    assert asked(Client(), "/about/") == (first, 0)
    with django_capture_on_commit_callbacks(execute=True):
        renamed(about, "换了标题")
    assert "换了标题" in asked(Client(), "/about/")[0]
    with django_capture_on_commit_callbacks(execute=True):
        about.unpublish()
    assert Client().get("/about/").status_code == 404


def test_a_draft_and_its_preview_are_never_kept_and_never_shown_to_strangers(about):
    asked(Client(), "/about/")
    about.title = "未发布的标题"
    about.save_revision()
    preview = about.get_latest_revision_as_object().make_preview_request()
    assert "未发布的标题" in preview.content.decode()
    assert "private" in preview.headers["Cache-Control"]
    assert "未发布的标题" not in asked(Client(), "/about/")[0]


def test_whoever_is_signed_in_is_drawn_a_page_of_their_own(about):
    person = Client()
    person.force_login(UserFactory(name="王小明"))
    own = person.get("/about/")
    assert own.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in own.headers
    strangers = asked(Client(), "/about/")[0]
    assert strangers != own.content.decode()
    assert asked(person, "/about/")[1] > 0


def test_look_language_and_host_are_kept_apart(about, settings):
    settings.ALLOWED_HOSTS = ["testserver", "second.example"]
    plain = asked(Client(), "/about/")[0]
    elder = Client()
    elder.cookies["mode"] = "elder"
    assert 'data-mode="elder"' in asked(elder, "/about/")[0]
    assert asked(Client(), "/about/") == (plain, 0)
    english = Client().get("/en/about/", headers={"accept-language": "zh-hans"}).content.decode()
    assert '<html lang="en"' in english
    assert asked(Client(), "/about/", headers={"accept-language": "en", "host": "second.example"})[1] > 0


HEADERS = [
    {"x-forwarded-host": "evil.example"},
    {"x-original-url": "/cms/"},
    {"x-forwarded-proto": "https"},
    {"accept-language": "<script>"},
    {"cookie": "mode=%22%3E%3Cscript%3E; theme=evil"},
    {"referer": "https://evil.example/"},
]


def test_no_header_of_a_stranger_reaches_the_next_one(about):
    clean = asked(Client(), "/about/")[0]
    for headers in HEADERS:
        PAGES.clear()
        asked(Client(), "/about/", headers=headers)
        assert asked(Client(), "/about/")[0] == clean, headers


def test_a_host_that_is_not_ours_is_refused_before_anything_is_kept(about):
    asked(Client(), "/about/")
    assert Client().get("/about/", headers={"host": "evil.example"}).status_code == 400


def test_a_query_is_drawn_anew_and_not_kept(about):
    for query in ("x=1", "q=%3Cscript%3E", "page=x", "utm=1"):
        assert asked(Client(), f"/about/?{query}")[1] > 0
        assert asked(Client(), f"/about/?{query}")[1] > 0
        assert query not in asked(Client(), "/about/")[0]


def test_what_wechat_adds_to_an_address_makes_no_other_page(about):
    clean = asked(Client(), "/about/")[0]
    address = "/about/?from=groupmessage&isappinstalled=0&utm_source=x"
    assert asked(Client(), address) == (clean, 0)


def test_a_path_with_a_suffix_leads_nowhere(about):
    for path in ("/about/x.css", "/about/;a.css", "/about%2f..%2fcms/", "/no-such-page/"):
        answer = Client().get(path)
        assert (answer.status_code, answer.headers.get("X-Accel-Expires")) == (404, None), path


def test_a_page_with_a_token_belongs_to_its_visitor(site):
    for _time in range(2):
        answer = Client().get("/feedback/")
        assert "csrftoken" in answer.cookies
        assert "ETag" not in answer.headers


def test_unchanged_page_is_not_sent_again(about):
    first = Client().get("/about/")
    again = Client().get("/about/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]
    assert "default-src 'self'" in Client().get("/about/").headers["Content-Security-Policy"]


def test_a_page_goes_live_at_its_time(site, monkeypatch):
    news = NewsIndexPage.objects.get(locale=site.locale)
    page = NewsPage(title="定时发布", summary="到点公开", published_on=dt.date(2026, 11, 25), live=False)
    page.go_live_at = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    news.add_child(instance=page)
    page.save_revision().publish()
    call_command("publish_scheduled", verbosity=0)
    assert not Page.objects.get(pk=page.pk).live
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2030, 1, 2, tzinfo=dt.UTC))
    call_command("publish_scheduled", verbosity=0)
    assert Page.objects.get(pk=page.pk).live


def add_pages(site, cover, number) -> None:
    """One more of each kind of which a site has many, with a picture."""
    news, campaigns = (model.objects.get(locale=site.locale) for model in (NewsIndexPage, CampaignIndexPage))
    said = {"title": f"第{number}页", "summary": "摘要", "cover": cover}
    news.add_child(instance=NewsPage(published_on=dt.date(2026, 11, 1), **said))
    campaigns.add_child(instance=CampaignPage(starts_on=dt.date(2026, 11, 1), **said))


@pytest.fixture
def roots_asked(monkeypatch) -> list:
    """Where the site begins is kept in a cache, and the cache of a single machine is a table: each look is a query."""
    looks, real = [], Site.get_site_root_paths
    monkeypatch.setattr(Site, "get_site_root_paths", lambda: looks.append(1) or real())
    return looks


def test_cold_pages_ask_as_much_for_many_as_for_one(site, roots_asked):
    cover = PortalImage.objects.create(title="图", description="分类亭", file=get_test_image_file())
    addresses = ("/", "/news/", "/campaigns/", "/sorting/", "/about/", "/feeds/news.rss")

    def cold(address) -> int:
        PAGES.clear()
        roots_asked.clear()
        return asked(Client(), address)[1] + len(roots_asked)

    counts = []
    for numbers in (range(1), range(0), range(1, 40)):
        for number in numbers:
            add_pages(site, cover, number)
        counts.append([cold(address) for address in addresses])
    _first, one, many = counts
    assert max(many) <= 30
    assert [a - b for a, b in zip(many, one, strict=True)] == [0] * len(addresses)
