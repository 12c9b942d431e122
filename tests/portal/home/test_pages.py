"""The front page, sections and news."""

import datetime as dt
from decimal import Decimal

import pytest
from wagtail.models import Page
from wagtail.rich_text import RichText

from campaigns.models import CampaignIndexPage, CampaignPage
from portal.board.enums import Measure, Origin
from portal.home.models import LandingPage, NewsIndexPage, NewsPage, StandardPage, TopicPage
from tests.factories.board import IndicatorFactory, ObservationFactory

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def chinese(model):
    return model.objects.get(locale__language_code="zh-hans")


def add_news(**said) -> NewsPage:
    news = NewsPage(**{"title": "垃圾分类进社区", "published_on": dt.date(2026, 11, 1), "summary": "摘要", **said})
    return chinese(NewsIndexPage).add_child(instance=news)


def test_the_front_page_says_first_what_one_can_do(client, site):
    page = text_of(client.get("/"))
    places = [page.index(address) for address in ('href="/surveys/"', 'href="/cells/check/"', 'href="/go/sorting/"')]
    assert places[0] < page.index("<h2") if "<h2" in page else places
    assert client.get("/en/").status_code == 200


def test_the_front_page_shows_the_figures_of_the_board(client, site):
    cells = IndicatorFactory(number=41, name="无废细胞数量", unit="个", target_value=Decimal(10), baseline_text="")
    ObservationFactory(indicator=cells, period="2026-Q4", value=Decimal(3))
    IndicatorFactory(number=52, name="满意程度")
    ObservationFactory(
        indicator=None,
        measure=Measure.OUTREACH,
        period="2026-Q4",
        value=Decimal(2),
        origin=Origin.DERIVED,
        result={"value": "2", "of": "7"},
        content_hash="0" * 64,
    )
    answer = client.get("/")
    assert [row.value for row in answer.context["figures"]] == ["3", ""]
    assert "无废细胞数量" in text_of(answer)
    assert "7" in text_of(answer)


def test_the_front_page_shows_running_campaigns_and_new_news(client, site):
    index = chinese(CampaignIndexPage)
    for title, ends_on in (("正在开展", None), ("已经结束", dt.date(2020, 1, 2))):
        index.add_child(instance=CampaignPage(title=title, starts_on=dt.date(2020, 1, 1), ends_on=ends_on))
    add_news()
    page = text_of(client.get("/"))
    assert "正在开展" in page
    assert "已经结束" not in page
    assert "垃圾分类进社区" in page


def test_news_stand_by_date_and_open(client, site):
    for day in range(1, 13):
        add_news(title=f"消息{day:02d}", published_on=dt.date(2026, 11, day), source="区城管局")
    page = text_of(client.get("/news/"))
    assert page.index("消息12") < page.index("消息11")
    assert "消息02" not in page
    assert "消息02" in text_of(client.get("/news/", {"page": 2}))
    assert "区城管局" in text_of(client.get(NewsPage.objects.first().url))


def test_an_empty_news_list_says_so(client, site):
    assert 'class="empty"' in text_of(client.get("/news/"))


def test_a_section_shows_its_pages_as_cards(client, site):
    section = site.add_child(instance=LandingPage(title="专栏"))
    section.add_child(instance=StandardPage(title="指南", reviewed_on=dt.date(2026, 11, 1)))
    assert "指南" in text_of(client.get(section.url))
    assert "2026-11-01" in text_of(client.get(section.get_children().first().url))


def test_a_topic_carries_any_pages(client, site):
    about = Page.objects.get(slug="about", locale__language_code="zh-hans")
    topic = TopicPage(title="专题", body=[("paragraph", RichText("<p>正文</p>"))])
    topic.body.append(("featured_pages", {"title": "相关", "pages": [about]}))
    page = text_of(client.get(site.add_child(instance=topic).url))
    assert "正文" in page
    assert "关于本平台" in page
