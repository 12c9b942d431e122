"""No English on a Chinese screen of the CMS that our roles can open, and no Chinese on an English one.

Every screen that links lead to is opened, one of each kind. What may stand in the other language is listed: names of
formats and keys, and what people wrote (the titles of pages, names of accounts).
"""

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile

from portal.accounts.roles import CMS_ROLES, SECTION, SECTION_ROLES, Role
from portal.cms.operations import prepare_groups, prepare_sections
from portal.home.models import NewsIndexPage, NewsPage
from tests.factories.accounts import GrantFactory, with_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ROLES = (Role.EDITOR, Role.DISTRICT_ADMINISTRATOR)
ENGLISH, CHINESE = re.compile(r"[A-Za-z]{3,}"), re.compile(r"[\u4e00-\u9fff]{2,}")
# Formats, keys, programs and the names of the languages; "Actions" is no message in Wagtail 8.0, a label is written so.
ALLOWED = frozenset({
    "PDF", "DOCX", "XLSX", "CSV", "JPG", "JPEG", "PNG", "WEBP", "SVG", "MP4", "VTT", "WebVTT", "URL", "HTML", "JavaScript",
    "Ctrl", "Alt", "Shift", "Esc", "Excel", "WPS", "English", "WeChat", "GMT", "from", "to", "Cmd", "Asia", "Shanghai",
    "http", "https", "www", "com", "org", "cms", "user", "RSS", "CSS", "API", "Tab", "Enter", "Actions",
})  # fmt: skip
# Where Wagtail says what a role may not open, or what is none of a screen's words.
LEFT_OUT = re.compile(
    r"/(logout|failwhale|test404|sprite|jsi18n|api|account/|styleguide|delete|documents/\d+)|\?|#|/page-types-usage/"
)
SPOKEN = ("title", "aria-label", "placeholder", "alt")
MOST = 70


@pytest.fixture(scope="module")
def screens(module_rows):
    prepare_groups()


@pytest.fixture
def page(screens, site):
    index = NewsIndexPage.objects.get(locale=site.locale)
    prepare_sections([index])
    said = {"title": "演示新闻", "slug": "yanshi", "summary": "演示", "published_on": "2026-11-24"}
    return index.add_child(instance=NewsPage(**said))


def client_of(role, language):
    user = with_second_factor(GrantFactory(role=role, user__username="u1", user__name="").user)
    user.groups.add(Group.objects.get(name=str(role)))
    if role in SECTION_ROLES:
        user.groups.add(*Group.objects.filter(name__startswith=SECTION))
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client = Client()
    client.force_login(user)
    return client


def kind(path: str) -> str:
    return re.sub(r"\d+|[0-9a-f-]{36}", "0", path)


def opened(client, *starts):
    """Path and soup of each kind of screen that links lead to."""
    waiting, seen, found = ["/cms/", *starts], set(), 0
    while waiting and found < MOST:
        path = waiting.pop(0)
        if kind(path) in seen:
            continue
        seen.add(kind(path))
        answer = client.get(path, follow=False)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        found += 1
        soup = BeautifulSoup(answer.content, "html.parser")
        links = [
            urlsplit(urljoin(path, link["href"])).path
            for link in soup.find_all("a", href=True)
            if "?" not in link["href"]
        ]
        waiting += [link for link in links if link.startswith("/cms/") and not LEFT_OUT.search(link)]
        yield path, soup


def texts(soup):
    # A counter is hidden until a script has put a number in it.
    for tag in [*soup(["script", "style", "svg", "noscript"]), *soup.select("[data-side-panel-toggle-counter]")]:
        tag.extract()
    for template in soup("template"):
        template.unwrap()
    yield from (" ".join(text.split()) for text in soup.find_all(string=lambda text: type(text) is NavigableString))
    yield from (str(tag[name]) for name in SPOKEN for tag in soup.find_all(attrs={name: True}))


def written(page) -> set[str]:
    """What people wrote: titles of pages in the other language, slugs and names."""
    titles = {title for root in page.get_root().get_descendants() for title in (root.title, root.slug)}
    return titles | {"u1", "Root", "Tianning", "TestCase"}


@pytest.mark.parametrize("role", sorted(CMS_ROLES))
def test_no_english_on_a_chinese_screen(page, role):
    mine = written(page)
    found = {}
    for path, soup in opened(
        client_of(role, "zh-hans"), f"/cms/pages/{page.pk}/edit/", f"/cms/pages/{page.get_parent().pk}/"
    ):
        for text in texts(soup):
            said = text
            for words in sorted(mine, key=len, reverse=True):
                said = said.replace(words, "")
            if set(ENGLISH.findall(said)) - ALLOWED:
                found.setdefault(text[:120], path)
    assert not found, "\n".join(f"{path} {text}" for text, path in found.items())


@pytest.mark.parametrize("role", ROLES)
def test_no_chinese_on_an_english_screen(page, role, settings):
    mine = written(page) | {"中文", "简体中文", settings.WAGTAIL_SITE_NAME, "内容审核", "区级管理员审核", "全部文件"}
    found = {}
    for path, soup in opened(client_of(role, "en"), f"/cms/pages/{page.pk}/edit/"):
        for text in texts(soup):
            said = text
            for words in sorted(mine, key=len, reverse=True):
                said = said.replace(words, "")
            if CHINESE.search(said):
                found.setdefault(text[:120], path)
    assert not found, "\n".join(f"{path} {text}" for text, path in found.items())


def test_the_scripts_speak_chinese_too(page):
    words = client_of(Role.EDITOR, "zh-hans").get("/cms/jsi18n/").content.decode()
    assert json.dumps("插入内容块")[1:-1] in words
