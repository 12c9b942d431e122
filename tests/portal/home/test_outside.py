"""How pages show themselves outside: shared links, feeds, search engines, missing and untranslated pages."""

import datetime as dt
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.db import OperationalError
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page

from campaigns.models import CampaignIndexPage, CampaignPage
from portal.cms.models import PortalImage
from portal.home.models import NewsIndexPage, NewsPage, StandardPage
from portal.home.views import errors

pytestmark = pytest.mark.django_db
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
EVIL = "</script><script>alert(1)</script>&"


@pytest.fixture
def news(site):
    index = NewsIndexPage.objects.get(locale=site.locale)
    cover = PortalImage.objects.create(title="图", description="分类亭", file=get_test_image_file())
    said = {"title": EVIL, "slug": "n", "summary": "摘要", "published_on": dt.date(2026, 11, 1), "cover": cover}
    return index.add_child(instance=NewsPage(**said))


def text_of(client, address):
    return client.get(address).content.decode()


def data_of(page):
    return json.loads(DATA.search(page)[1])


def test_a_shared_link_has_words_and_a_picture_that_wechat_draws(client, news, settings):
    page = text_of(client, "/news/n/?from=timeline&isappinstalled=0")
    assert f'<link rel="canonical" href="{settings.PORTAL_BASE_URL}/news/n/">' in page
    picture = re.search(r'itemprop="image" content="([^"]+)"', page)[1]
    assert picture.startswith(settings.PORTAL_BASE_URL)
    assert picture.endswith(".jpg")
    assert '<meta itemprop="description" content="摘要">' in page
    assert "share.png" in text_of(client, "/about/")
    assert "canonical" not in text_of(client, "/news/?page=2")
    assert "evil.example" not in client.get("/news/n/", headers={"x-forwarded-host": "evil.example"}).content.decode()


def test_search_engines_read_what_a_page_is_and_no_title_ends_the_element(client, news, site):
    page = text_of(client, "/news/n/")
    assert "<script>alert" not in page
    data = data_of(page)
    assert (data["@type"], data["headline"], data["datePublished"]) == ("NewsArticle", EVIL, "2026-11-01")
    assert data_of(text_of(client, "/"))["potentialAction"]["target"].endswith("/search/?q={words}")
    index = CampaignIndexPage.objects.get(locale=site.locale)
    campaign = CampaignPage(title="周", slug="c", starts_on=dt.date(2026, 11, 1), ends_on=dt.date(2026, 11, 9))
    index.add_child(instance=campaign)
    data = data_of(text_of(client, "/campaigns/c/"))
    assert (data["@type"], data["startDate"], data["endDate"]) == ("Event", "2026-11-01", "2026-11-09")


def test_news_stand_in_both_kinds_of_feed(client, news, settings):
    rss = ET.fromstring(client.get("/feeds/news.rss").content)
    item = rss.find("channel/item")
    assert item.findtext("title") == EVIL
    assert item.findtext("link") == f"{settings.PORTAL_BASE_URL}/news/n/"
    assert item.findtext("pubDate").startswith("Sun, 01 Nov 2026 00:00:00 +0800")
    atom = client.get("/feeds/news.atom")
    assert "application/atom+xml" in atom.headers["Content-Type"]
    assert f"{settings.PORTAL_BASE_URL}/feeds/news.atom" in atom.content.decode()
    assert ET.fromstring(client.get("/en/feeds/news.rss").content).find("channel/item") is None


def test_a_page_says_where_one_stands(client, news):
    page = text_of(client, "/news/n/")
    way = page[page.index('class="breadcrumb"') : page.index("</nav>", page.index('class="breadcrumb"'))]
    assert re.findall(r'href="([^"]+)"', way) == ["/", "/news/"]
    assert 'class="breadcrumb"' not in text_of(client, "/")


def test_an_untranslated_page_leads_politely_to_its_twin(client, site):
    page = site.add_child(instance=StandardPage(title="只有中文", slug="only"))
    assert 'href="/en/only/"' in text_of(client, "/only/")
    answer = client.get("/en/only/")
    assert answer.status_code == 404
    assert 'href="/only/"' in answer.content.decode()
    twin = page.copy_for_translation(Locale.objects.get(language_code="en"))
    twin.slug, twin.title = "other-name", "Only"
    twin.save_revision().publish()
    assert 'href="/en/other-name/"' in text_of(client, "/only/")
    assert 'href="/only/"' in text_of(client, "/en/other-name/")


def test_a_draft_is_nobodys_twin(client, site):
    site.add_child(instance=StandardPage(title="草稿", slug="draft", live=False))
    assert "草稿" not in text_of(client, "/en/draft/")


def test_a_missing_page_helps_to_find_it_even_without_a_database(client, site, rf, monkeypatch):
    page = text_of(client, "/no/such/page/")
    assert 'role="search"' in page
    assert 'href="/feedback/"' in page
    assert 'href="/cells/check/"' in page
    assert Page.objects.exists()

    def fails(path):
        raise OperationalError

    monkeypatch.setattr(errors, "twin_of_path", fails)
    assert client.get("/no/such/page/").status_code == 404
