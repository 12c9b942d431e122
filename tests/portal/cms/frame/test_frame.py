"""The frame of every page: name, ways, language, door, footer; and the pages for what went wrong."""

from datetime import date

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from portal.accounts.roles import Role
from portal.cms.frame import navigation
from tests.factories.accounts import GrantFactory

pytestmark = pytest.mark.django_db
ERRORS = (400, 403, 404, 413, 429, 500, 503)


def test_language_switch_keeps_the_page(client):
    assert 'href="/en/gallery/?a=1"' in client.get("/gallery/?a=1").content.decode()
    assert 'href="/gallery/"' in client.get("/en/gallery/").content.decode()


@pytest.mark.parametrize(("language", "front"), [("zh-hans", "/en/"), ("en", "/")])
def test_language_switch_of_a_page_that_is_not_there(language, front):
    with translation.override(language):
        assert navigation.switch(RequestFactory().get("/no/such/page/x.y"))["url"] == front


def test_footer_marks_what_is_not_known_yet(client, settings):
    settings.PORTAL_FOOTER = dict.fromkeys(settings.PORTAL_FOOTER, "") | {"icp": "苏ICP备00000000号"}
    page = client.get("/gallery/").content.decode()
    assert page.count("to-be-filled") == 7
    assert '<a href="https://beian.miit.gov.cn/" target="_blank" rel="noopener">苏ICP备00000000号</a>' in page
    assert "待填" in page


def test_frame_has_one_heading_a_skip_link_and_landmarks(client):
    page = client.get("/gallery/").content.decode()
    assert page.count("<h1") == 1
    assert 'href="#main"' in page
    assert page.count("<main") == page.count("<footer") == 1
    assert '<html lang="zh-hans"' in page


@pytest.mark.parametrize("status", ERRORS)
def test_error_pages_stand_without_a_request(status):
    with translation.override("zh-hans"):
        page = render_to_string(f"{status}.html", {"request_id": "abc123"})
    assert "abc123" in page
    assert "天宁区" in page
    assert "Traceback" not in page


@pytest.mark.parametrize("status", ERRORS)
def test_error_pages_ask_nothing_of_the_database(status, django_assert_num_queries, rf):
    with django_assert_num_queries(0), translation.override("en"):
        page = render_to_string(f"{status}.html", {}, request=rf.get("/"))
    assert "Tianning" in page


def test_missing_page_is_ours(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert response["X-Request-ID"] in response.content.decode()


@pytest.mark.parametrize("path", ["/account/login/", "/account/login/code/", "/account/password/reset/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_doors_wear_the_face(client, prefix, path):
    page = client.get(prefix + path).content.decode()
    assert 'class="page-title"' in page
    assert 'class="footer"' in page


def test_two_doors(client):
    page = client.get("/account/login/").content.decode()
    assert page.index("居民和单位") < page.index("工作人员")


def shown(text, days, user=None):
    with translation.override("zh-hans"):
        return Template(text).render(Context({"days": days, "request": RequestFactory().get("/"), "user": user}))


def test_many_provisional_deadlines_ask_for_the_calendar_once(django_assert_num_queries):
    text = "{% for day in days %}{% deadline day %} {% endfor %}"
    with django_assert_num_queries(0):
        assert shown(text, [date(2026, 12, 31)] * 3) == "2026-12-31 " * 3
    with django_assert_num_queries(1):
        assert shown(text, [date(2027, 1, 4)] * 3) == "2027-01-04（暂定） " * 3


@pytest.mark.parametrize(
    ("role", "says", "link"),
    [(None, False, False), (Role.DISTRICT_REVIEWER, True, False), (Role.DISTRICT_ADMINISTRATOR, False, True)],
)
def test_a_provisional_deadline_says_why_and_who_enters_the_list(role, says, link):
    user = role and GrantFactory(role=role).user
    text = shown("{% provisional days user %}", date(2027, 1, 4), user)
    assert "2027 年的工作日安排尚未公布" in text
    assert ("由区级管理员录入" in text, 'href="/working-days/2027/"' in text) == (says, link)
    assert "暂定" not in shown("{% provisional days user %}", date(2026, 12, 31), user)
