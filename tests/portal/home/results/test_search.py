"""One search over pages, news, campaigns, events and cells."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.models import CampaignIndexPage, CampaignPage
from portal.home.models import NewsIndexPage, NewsPage
from portal.home.operations.sorting import load_sorting_items

pytestmark = pytest.mark.django_db
SEARCH = reverse("home:search")


@pytest.fixture(scope="module")
def stocked(module_site):
    news = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    news.add_child(
        instance=NewsPage(title="社区动态", summary="今年又有三家无废细胞通过认定", published_on=dt.date(2026, 11, 1))
    )
    campaigns = CampaignIndexPage.objects.get(locale__language_code="zh-hans")
    campaigns.add_child(instance=CampaignPage(title="无废细胞宣传月", starts_on=dt.date(2026, 11, 1)))


def test_a_word_in_the_middle_of_a_sentence_is_found_and_marked(client, stocked):
    answer = client.get(SEARCH, {"q": "无废细胞"})
    assert {hit.kind.value for hit in answer.context["hits"]} == {"services", "pages", "news", "campaigns"}
    assert "<mark>无废细胞</mark>" in answer.content.decode()


def test_results_may_be_of_one_kind_only_and_the_counts_stay(client, stocked):
    answer = client.get(SEARCH, {"q": "无废细胞", "kind": "news"})
    assert [hit.kind.value for hit in answer.context["hits"]] == ["news"]
    assert {kind.value: number for kind, number in answer.context["counts"]}["campaigns"] == 1


def test_readers_of_english_find_english_pages(client, stocked):
    hits = client.get("/en/search/", {"q": "privacy"}).context["hits"]
    assert [hit.url for hit in hits if "privacy" in hit.url] == ["/en/go/privacy/", "/en/privacy/"]


def test_no_query_is_an_error(client, stocked):
    for query in ("", "   ", '"', "'", "(", "*", "AND", "%", "没有这样的词语", "\\"):
        assert client.get(SEARCH, {"q": query}).status_code == 200


def test_an_unknown_kind_finds_nothing_of_it(client, stocked):
    assert client.get(SEARCH, {"q": "无废细胞", "kind": "pages'"}).context["hits"] == []


def test_a_query_over_the_limit_is_refused_in_words(client, stocked):
    answer = client.get(SEARCH, {"q": "废" * 10_000})
    assert answer.status_code == 400
    assert answer.context["form"].errors
    assert answer.context["hits"] == []


def test_names_go_on_while_one_types(client, stocked, django_assert_max_num_queries):
    load_sorting_items()
    address = reverse("home:search-suggest")
    client.get(address, {"q": "电池"})
    with django_assert_max_num_queries(8):
        names = client.get(address, {"q": "电池"}).json()["names"]
    assert names[0] == "电池"
    assert "锂电池" in names
    assert client.get(address, {"q": "无废细胞"}).json()["names"][0].startswith("无废细胞")
    for query in ("", " ", "%", "x" * 101, "\x00"):
        assert client.get(address, {"q": query}).json()["names"] == []


def test_an_empty_search_offers_what_is_often_looked_for(client, stocked):
    page = client.get(SEARCH).content.decode()
    assert 'href="/cells/check/"' in page
    assert 'data-suggest="/search/suggest/"' in page
