"""News for readers of feeds, as strict ones take it (RFC 4287, RSS 2.0), and what search engines are told."""

import datetime as dt
import json
import re

import pytest
from defusedxml import ElementTree
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from portal import clock
from portal.directory.operations import load_plan
from portal.home.models import NewsIndexPage, NewsPage
from portal.home.operations import build_site
from tests.factories.campaigns import EventFactory
from tests.factories.cells import Case, People

pytestmark = pytest.mark.django_db
BASE = "https://zero.example"
ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NOT_XML = "甲\x0b乙"


@pytest.fixture(autouse=True)
def _named(settings):
    settings.PORTAL_BASE_URL = BASE


@pytest.fixture
def news(db):
    build_site()
    index = NewsIndexPage.objects.get(locale=Locale.objects.get(language_code="zh-hans"))
    page = NewsPage(title="新闻", slug="xinwen", summary="摘要", published_on=dt.date(2026, 11, 3))
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def atom(client):
    return ElementTree.fromstring(client.get(reverse("home:news-atom")).content)


def test_every_entry_of_atom_says_what_the_standard_asks(client, news):
    feed = atom(client)
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{BASE}/feeds/news.atom"
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}published").text == "2026-11-03T00:00:00+08:00"
    for name in ("id", "title", "updated"):
        assert len(entry.findall(f"{ATOM}{name}")) == 1
    assert dt.datetime.fromisoformat(entry.find(f"{ATOM}updated").text) >= dt.datetime(2026, 11, 2, 16, tzinfo=dt.UTC)
    assert entry.find(f"{ATOM}link").get("href") == f"{BASE}/news/xinwen/"


def test_an_entry_keeps_its_name_when_its_page_moves(client, news):
    before = atom(client).find(f"{ATOM}entry/{ATOM}id").text
    assert before.startswith("urn:uuid:")
    news.slug, news.title = "other", "改过的标题"
    news.save_revision().publish()
    after = atom(client)
    assert after.find(f"{ATOM}entry/{ATOM}id").text == before
    assert after.find(f"{ATOM}entry/{ATOM}link").get("href") == f"{BASE}/news/other/"


def test_rss_names_itself_and_its_entries(client, news):
    channel = ElementTree.fromstring(client.get(reverse("home:news-rss")).content).find("channel")
    assert channel.find(f"{ATOM}link").get("href") == f"{BASE}/feeds/news.rss"
    guid = channel.find("item/guid")
    assert (guid.get("isPermaLink"), guid.text[:9]) == ("false", "urn:uuid:")
    assert channel.find("item/pubDate").text == "Tue, 03 Nov 2026 00:00:00 +0800"


@pytest.mark.parametrize("name", ["home:news-atom", "home:news-rss"])
def test_one_sign_that_xml_cannot_hold_does_not_take_the_feed_from_everybody(client, news, name):
    NewsPage.objects.update(title=NOT_XML, summary=NOT_XML)
    answer = client.get(reverse(name))
    assert ElementTree.fromstring(answer.content) is not None
    assert "甲乙" in answer.content.decode()


def test_the_map_holds_every_kind_of_public_page_in_both_languages(client, news, now, monkeypatch):
    event = EventFactory(state="verified")
    hidden = EventFactory(state="planned")
    load_plan()
    case = Case(People(), now).to("certified")
    monkeypatch.setattr(clock, "_OFFSET", case.now - dt.datetime.now(dt.UTC))
    certificate = case.certificate
    answer = client.get("/sitemap.xml", headers={"host": "localhost"})
    places = {place.text for place in ElementTree.fromstring(answer.content).iter(f"{MAPS}loc")}
    assert all(place.startswith(f"{BASE}/") for place in places)
    for path in (
        "/news/xinwen/",
        "/about/",
        "/en/about/",
        "/events/",
        "/en/events/",
        "/cells/",
        "/board/2022-2025/",
        "/en/board/2022-2025/",
    ):
        assert BASE + path in places, path
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert BASE + reverse("campaigns:event-detail", args=[event.public_id]) in places
            assert BASE + reverse("campaigns:event-detail", args=[hidden.public_id]) not in places
            assert BASE + reverse("verify:certificate-check", args=[certificate.number]) in places
    codes = {place: client.get(place.removeprefix(BASE)).status_code for place in sorted(places)}
    assert codes == dict.fromkeys(codes, 200)


def data_of(client, address) -> dict:
    page = client.get(address).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_search_engines_are_told_who_published_news_and_when(client, news):
    told = data_of(client, "/news/xinwen/")
    assert told["publisher"]["name"]
    assert told["dateModified"][:10] >= "2026-01-01"
    assert told["image"].startswith("http")


def test_search_engines_are_told_who_holds_an_event(client, news):
    event = EventFactory(state="verified", organiser="红梅街道办", description="来看看")
    told = data_of(client, reverse("campaigns:event-detail", args=[event.public_id]))
    assert told["organizer"] == {"@type": "Organization", "name": "红梅街道办"}
    assert (told["description"], told["image"][:8]) == ("来看看", "https://")
