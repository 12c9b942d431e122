"""Nothing is public before a second person has seen it, and a reason for what was left standing is kept."""

import datetime as dt
import io

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from openpyxl import load_workbook
from wagtail.admin.mail import Notifier
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from portal.accounts.roles import Role
from portal.cms import notifications as approval
from portal.cms.models.authors import words_of
from portal.cms.operations import prepare_groups
from portal.home.models import NewsIndexPage, NewsPage
from portal.inbox.models import Task
from portal.ledger.models import Entry
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.signed_in import take_out

pytestmark = pytest.mark.django_db
REPORT = "/cms/reports/aging-pages/?export="
GOOD = "演示：社区把旧书换成绿植。"


def desk(role) -> Client:
    user = with_second_factor(GrantFactory(role=role).user)
    user.groups.add(Group.objects.get(name=str(role)))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def module_groups(module_rows):
    prepare_groups()


@pytest.fixture
def index(module_groups, site):
    return NewsIndexPage.objects.get(locale=site.locale)


@pytest.fixture
def editor(index):
    return desk(Role.EDITOR)


@pytest.fixture
def administrator(index):
    return desk(Role.DISTRICT_ADMINISTRATOR)


def form(*, title="旧书换绿植", summary=GOOD, text="<p>正文</p>", **more):
    return nested_form_data(
        {
            "title": title,
            "slug": "books",
            "summary": summary,
            "cover": "",
            "published_on": "2026-11-24",
            "source": "",
            "body": streamfield([("paragraph", rich_text(text, features=["bold", "link"]))]),
            "comments": inline_formset([]),
            "seo_title": "",
            "search_description": "",
            **more,
        }
    )


def write(client, index, **said):
    return client.post(f"/cms/pages/add/home/newspage/{index.pk}/", form(**said))


def rewrite(client, page, **said):
    return client.post(f"/cms/pages/{page.pk}/edit/", form(**said))


def only_news() -> NewsPage:
    return NewsPage.objects.get()


APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}


def test_an_editor_submits_and_an_administrator_makes_it_public(editor, administrator, index):
    write(editor, index, **{"action-submit": "1"})
    page = only_news()
    assert page.workflow_in_progress
    assert Client().get("/news/books/").status_code == 404
    rewrite(administrator, page, **APPROVE)
    assert Client().get("/news/books/").status_code == 200


def waiting() -> list[tuple[str, str]]:
    """Who is asked for what."""
    tasks = Task.objects.filter(closed_at=None)
    return [(task.kind, task.role or "the author") for task in tasks]


def test_a_page_that_waits_is_a_task_and_no_mail(editor, administrator, index):
    write(editor, index, **{"action-submit": "1"})
    page = only_news()
    assert waiting() == [("pages.approve", Role.DISTRICT_ADMINISTRATOR)]
    desk = administrator.get("/account/tasks/").content.decode()
    assert "旧书换绿植" in desk
    assert f"/cms/second-person/{page.pk}/" in desk
    rewrite(administrator, page, **{**APPROVE, "workflow-action-name": "reject"})
    assert waiting() == [("pages.revise", "the author")]
    assert "旧书换绿植" in editor.get("/account/tasks/").content.decode()
    rewrite(editor, page, summary="改了。", **{"action-restart-workflow": "1"})
    assert waiting() == [("pages.approve", Role.DISTRICT_ADMINISTRATOR)]
    rewrite(administrator, page, summary="改了。", **APPROVE)
    assert only_news().live
    assert waiting() == [("pages.onward", "the author")]
    assert mail.outbox == []


def test_no_mail_of_wagtails_own_listens():
    for signal, sender, _name in approval.MAILS:
        heard = signal._live_receivers(sender)[0]
        assert approval.no_mail in heard
        assert not any(isinstance(listener, Notifier) for listener in heard)


def test_who_takes_a_page_back_asks_nobody(editor, index):
    write(editor, index, **{"action-submit": "1"})
    rewrite(editor, only_news(), **{"action-cancel-workflow": "1"})
    assert waiting() == []


def test_a_page_that_is_gone_asks_nobody(editor, index):
    write(editor, index, **{"action-submit": "1"})
    only_news().delete()
    assert waiting() == []


def test_who_submits_before_the_address_is_written_gets_it_from_the_title(editor, index):
    for _ in range(2):
        write(editor, index, slug="", **{"action-submit": "1"})
    assert set(NewsPage.objects.values_list("slug", flat=True)) == {"旧书换绿植", "旧书换绿植-2"}


def test_a_title_of_signs_alone_needs_an_address(editor, index):
    assert write(editor, index, title="！！！", slug="").status_code == 200
    assert not NewsPage.objects.exists()
    write(editor, index, title="！！！", slug="signs")
    assert only_news().slug == "signs"


def test_nobody_publishes_alone(editor, administrator, index):
    for client in (editor, administrator):
        write(client, index, **{"action-publish": "1"})
        page = only_news()
        rewrite(client, page, **{"action-publish": "1"})
        client.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}&next=/cms/")
        assert not Page.objects.get(pk=page.pk).live
        page.delete()


def test_nobody_copies_into_public(administrator, index, site):
    about = Page.objects.get(slug="about", locale=site.locale)
    said = {"new_title": "副本", "new_slug": "copy", "new_parent_page": site.pk, "publish_copies": "on"}
    administrator.post(f"/cms/pages/{about.pk}/copy/", said)
    assert not Page.objects.filter(slug="copy").exists()
    administrator.post(f"/cms/pages/{about.pk}/copy/", {**said, "publish_copies": ""})
    assert not Page.objects.get(slug="copy").live


def test_whoever_asked_or_wrote_does_not_approve(administrator, index):
    write(administrator, index, **{"action-submit": "1"})
    rewrite(administrator, only_news(), **APPROVE)
    assert not only_news().live
    # Nor does the second person after changing a word: then a third one is needed.
    second, third = desk(Role.DISTRICT_ADMINISTRATOR), desk(Role.DISTRICT_ADMINISTRATOR)
    assert rewrite(second, only_news(), title="改了一个字", **APPROVE).status_code in {302, 403}
    assert not only_news().live
    rewrite(third, only_news(), title="改了一个字", **APPROVE)
    assert only_news().live


def test_a_page_waits_for_its_hour(editor, administrator, index):
    hour = dt.datetime.now(dt.UTC) + dt.timedelta(days=2)
    said = {"go_live_at": hour.strftime("%Y-%m-%d %H:%M")}
    write(editor, index, **said, **{"action-submit": "1"})
    rewrite(administrator, only_news(), **said, **APPROVE)
    page = only_news()
    assert (page.live, page.approved_schedule) == (False, True)


def test_a_draft_is_always_kept_and_a_finding_stops_the_submission(editor, index):
    assert write(editor, index, summary="").status_code == 302
    page = only_news()
    answer = rewrite(editor, page, summary="", **{"action-submit": "1"})
    words = answer.content.decode()
    assert "摘要是空的" in words
    assert 'name="override_reason"' in words
    assert not only_news().workflow_in_progress
    assert 'name="override_reason"' not in editor.get(f"/cms/pages/{page.pk}/edit/").content.decode()


def test_a_reason_lets_it_pass_and_is_kept(editor, index):
    reason = "值班电话，本人同意公开"
    said = {"text": "<p>请拨打13812345678</p>", "action-submit": "1", "override_reason": reason}
    write(editor, index, **said)
    page = only_news()
    assert page.workflow_in_progress
    entry = Entry.objects.get(action="page.override")
    assert (entry.subject, entry.reason, entry.after) == (f"page:{page.pk}", reason, {"findings": ["personal"]})


def test_the_editor_previews_at_the_width_of_a_phone(index):
    assert (index.default_preview_size, index.preview_sizes[0]["device_width"]) == ("mobile", 360)


def test_reports_of_the_cms_hold_no_formula(editor, administrator, index):
    """INJ-03: each cell of a CSV file begins harmlessly, a cell of an XLSX file is text."""
    write(editor, index, title="=1+1", **{"action-submit": "1"})
    rewrite(administrator, only_news(), title="=1+1", **APPROVE)
    text = take_out(administrator, f"{REPORT}csv", "csv").getvalue().decode("utf-8")
    assert text.startswith("\ufeff")
    assert "'=1+1," in text
    book = load_workbook(io.BytesIO(take_out(administrator, f"{REPORT}xlsx", "xlsx").getvalue()))
    assert "f" not in {cell.data_type for row in book.worksheets[0] for cell in row}


@pytest.mark.parametrize(
    ("now_says", "said_before", "same"),
    [
        ({"title": "a", "live": True}, {"title": "a", "live": False}, True),
        ({"title": "a"}, {"title": "b"}, False),
        (
            {"body": '[{"value": "<p data-block-key=\\"a1\\">x</p>", "id": "7b0d6a2e-1234-4abc-9def-138123456780"}]'},
            {"body": '[{"value": "<p data-block-key=\\"b2\\">x</p>", "id": "00000000-1234-4abc-9def-138123456780"}]'},
            True,
        ),
        ({"body": '[{"type": "p", "value": "x"}]'}, {"body": '[{"type": "p", "value": "y"}]'}, False),
    ],
)
def test_bookkeeping_makes_nobody_an_author(now_says, said_before, same):
    assert (words_of(now_says) == words_of(said_before)) is same
