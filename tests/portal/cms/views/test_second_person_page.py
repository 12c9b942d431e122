"""A page that waits is decided on one page: the difference, one press, or words that send it back."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.cms.operations import prepare_groups
from portal.home.models import NewsIndexPage, NewsPage
from portal.inbox.models import Task
from tests.factories.accounts import GrantFactory, with_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def index(site):
    prepare_groups()
    return NewsIndexPage.objects.get(locale=site.locale)


def person(role):
    user = with_second_factor(GrantFactory(role=role).user)
    user.groups.add(Group.objects.get(name=str(role)))
    return user


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(index):
    return person(Role.EDITOR)


@pytest.fixture
def second(index):
    return desk(person(Role.DISTRICT_ADMINISTRATOR))


@pytest.fixture
def page(index, editor):
    said = {"title": "旧书换绿植", "slug": "books", "summary": "三百人来换书。", "published_on": "2026-11-24"}
    page = index.add_child(instance=NewsPage(**said, body=[("paragraph", "<p>第一稿</p>")], live=False))
    submit(page, editor)
    return page


def submit(page, user) -> None:
    page.save_revision(user=user)
    page.get_workflow().start(page, user)


def address(page) -> str:
    return reverse("cms-page-decide", args=[page.pk])


def waiting() -> list[tuple[str, str]]:
    return [(task.kind, task.text) for task in Task.objects.filter(closed_at=None)]


def test_one_press_makes_it_public_and_its_author_is_told(second, page, editor):
    shown = second.get(address(page)).content.decode()
    assert "第一稿" in shown
    assert "None" not in shown
    assert address(page) in second.get(reverse("cms-page-waiting")).content.decode()
    assert second.post(address(page), {"approve": "1", "revision": page.latest_revision_id}).status_code == 302
    page.refresh_from_db()
    assert page.live
    [(kind, text)] = waiting()
    assert (kind, "旧书换绿植" in text) == ("pages.onward", True)
    author = desk(editor)
    onward = author.get(reverse("cms-page-onward", args=[page.pk])).content.decode()
    assert reverse("cms-article", args=[page.pk]) in onward
    author.post(reverse("inbox:task-seen"), {"task": Task.objects.get(closed_at=None).public_id})
    assert waiting() == []


def test_only_what_differs_is_shown(second, page, editor):
    second.post(address(page), {"approve": "1", "revision": page.latest_revision_id})
    page.refresh_from_db()
    page.summary = "四百人来换书。"
    submit(page, editor)
    shown = second.get(address(page)).content.decode()
    assert "四百人来换书" in shown.replace("</span>", "").replace('<span class="addition">', "")
    assert "第一稿" not in shown


def test_it_goes_back_with_words_that_its_author_reads(second, page):
    assert (
        second.post(address(page), {"decline": "1", "revision": page.latest_revision_id, "words": " "}).status_code
        == 422
    )
    second.post(address(page), {"decline": "1", "revision": page.latest_revision_id, "words": "请写明地点"})
    [(kind, text)] = waiting()
    assert kind == "pages.revise"
    assert "请写明地点" in text
    assert second.post(address(page), {"approve": "1", "revision": page.latest_revision_id}).status_code == 409
    page.refresh_from_db()
    assert not page.live


def test_what_was_written_since_is_looked_at_first(second, page, editor):
    shown = page.latest_revision_id
    page.summary = "改了。"
    page.save_revision(user=editor)
    assert second.post(address(page), {"approve": "1", "revision": shown}).status_code == 409
    page.refresh_from_db()
    assert not page.live


def test_neither_author_nor_editor_decides(page, index, editor):
    administrator = person(Role.DISTRICT_ADMINISTRATOR)
    page.summary = "改了。"
    page.save_revision(user=administrator)
    own = desk(administrator)
    assert 'name="approve"' not in own.get(address(page)).content.decode()
    # The CMS leads back to its own first page, and says why.
    assert own.post(address(page), {"approve": "1", "revision": page.latest_revision_id}).url == "/cms/"
    page.refresh_from_db()
    assert not page.live
    assert desk(editor).get(address(page)).status_code == 403


def test_nothing_leaves_before_it_is_public(page, editor):
    client = desk(editor)
    assert client.get(reverse("cms-article", args=[page.pk])).status_code == 404
    assert client.get(reverse("cms-page-sheet", args=[page.pk])).status_code == 404
    assert "cms-article" not in client.get(reverse("cms-page-onward", args=[page.pk])).content.decode()
