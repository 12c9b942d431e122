"""The duty of a government's site: fresh columns, none empty, links that lead somewhere, editors who are told."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page
from wagtail.rich_text import RichText

from portal.accounts.roles import Role
from portal.cms.frame import navigation
from portal.home.models import NewsIndexPage, NewsPage, StandardPage
from portal.home.operations import check_pages
from portal.home.results.columns import leads_somewhere, own_path, troubles
from portal.inbox.models import Task
from tests.factories.accounts import GrantFactory, with_second_factor

pytestmark = pytest.mark.django_db


def add_news(site, **said) -> NewsPage:
    index = NewsIndexPage.objects.get(locale=site.locale)
    said = {"title": "消息", "summary": "摘要", "published_on": dt.date(2026, 11, 1), **said}
    return index.add_child(instance=NewsPage(**said))


def codes(now, title=None):
    return [trouble.code for trouble in troubles(now) if title in {None, trouble.page.title}]


def test_an_empty_column_is_named_and_nobody_is_led_there(site, now, rf):
    assert codes(now, "工作动态") == ["empty"]
    labels = lambda: {task["url"] for task in navigation.tasks(rf.get("/"))}  # noqa: E731
    assert "/go/news/" not in labels()
    add_news(site)
    assert "/go/news/" in labels()


def test_a_column_is_stale_after_two_weeks(site, now):
    page = add_news(site)
    for days, found in ((14, []), (15, ["stale"])):
        Page.objects.filter(pk=page.pk).update(first_published_at=now - dt.timedelta(days=days))
        assert codes(now, "工作动态") == found


def test_a_dead_link_an_old_review_and_a_missing_summary_are_named(site, now):
    about = Page.objects.get(slug="about", locale=site.locale)
    text = (
        f'<p><a linktype="page" id="{about.pk}">甲</a> <a href="/no-such/">乙</a> <a href="/board/">丙</a>'
        '<a href="https://example.org/gone">丁</a> <a href="mailto:a@b.cn">戊</a></p>'
    )
    body = [("paragraph", RichText(text))]
    page = StandardPage(title="链接", slug="links", body=body, reviewed_on=(now - dt.timedelta(days=400)).date())
    site.add_child(instance=page)
    assert codes(now, "链接") == ["link", "review", "summary"]
    about.unpublish()
    assert codes(now, "链接") == ["link", "link", "review", "summary"]


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/board/?a=1#x", "/board/"),
        ("http://localhost:8000/%E5%85%B3/", "/关/"),
        ("https://example.org/board/", ""),
        ("//example.org/x/", ""),
        ("mailto:a@b.cn", ""),
        ("#part", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_our_own_addresses_are_looked_at(address, own):
    assert own_path(address) == own


def test_where_an_address_leads(site):
    led = {
        path: leads_somewhere(path) for path in ("/", "/en/", "/about/", "/en/about/", "/search/", "/about/x/", "/x.y")
    }
    assert led == {
        "/": True,
        "/en/": True,
        "/about/": True,
        "/en/about/": True,
        "/search/": True,
        "/about/x/": False,
        "/x.y": False,
    }


def test_editors_are_told_until_nothing_is_left(site, now):
    out = StringIO()
    call_command("check_pages", stdout=out)
    assert "things to mend" in out.getvalue()
    check_pages(now=now)
    task = Task.objects.waiting().get()
    assert (task.role, task.link) == (Role.EDITOR, "/site-check/")
    desk = Client()
    desk.force_login(with_second_factor(GrantFactory(role=Role.EDITOR).user))
    assert "工作动态" in desk.get("/site-check/").content.decode()
    Page.objects.filter(depth__gt=1).delete()
    assert check_pages(now=now) == 0
    assert not Task.objects.waiting().exists()
    assert 'class="empty"' in desk.get("/site-check/").content.decode()


def test_inj_04_links_of_pages_are_looked_up_in_our_own_house_only(site, now, client, canary):
    text = f'<p><a href="{canary.address}">甲</a></p><embed embedtype="media" url="{canary.address}"/>{canary.words}'
    page = StandardPage(title="外链", slug="outside", summary="摘要", body=[("paragraph", RichText(text))])
    site.add_child(instance=page)
    check_pages(now=now)
    assert client.get("/outside/").status_code == 200
