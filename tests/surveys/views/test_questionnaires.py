"""Authors' pages: versions, drafts, the preview beside the editor, XLSForm in and out."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from portal.accounts.roles import Role
from surveys.models import QuestionnaireDraft, QuestionnaireVersion
from tests.factories import surveys as factory

LIST = "surveys:questionnaire-list"


@pytest.fixture
def client(client, wave):
    client.force_login(factory.staff(Role.DISTRICT_ADMINISTRATOR))
    return client


def draft_of(client, wave):
    edit = client.post(reverse("surveys:questionnaire-edit", args=[wave.version.public_id]))
    draft = QuestionnaireDraft.objects.get()
    assert edit["Location"].endswith(f"/edit/{draft.pk}/")
    return draft


def test_from_version_to_draft_to_the_next_version(client, wave):
    wave.version.first_opened_at = factory.NOW
    wave.version.save()
    draft = draft_of(client, wave)
    page = client.get(reverse(LIST)).content.decode()
    assert "自 2026-11-24 起不再改动" in page
    take = reverse("surveys:questionnaire-take", args=[draft.code])
    assert "没有变化" in client.post(take, follow=True).content.decode()
    QuestionnaireDraft.objects.update(minutes=9)
    assert "已收为版本 resident 2" in client.post(take, follow=True).content.decode()
    QuestionnaireDraft.objects.update(title_en="")
    assert "标题：缺少文字" in client.post(take, follow=True).content.decode()
    assert "还有 1 处" in client.get(reverse(LIST)).content.decode()


def test_export_and_import_bring_back_the_same(client, wave):
    file = client.get(reverse("surveys:questionnaire-export", args=[wave.version.public_id]))
    assert 'filename="resident-1.xlsx"' in file["Content-Disposition"]
    upload = SimpleUploadedFile("form.xlsx", file.content)
    back = client.post(reverse("surveys:questionnaire-import"), {"file": upload})
    draft = QuestionnaireDraft.objects.get()
    assert back["Location"].endswith(f"/edit/{draft.pk}/")
    assert draft.definition == QuestionnaireVersion.objects.get(pk=wave.version.pk).definition


def workbook(**settings):
    book = Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "wish", "Wish?"), ("geopoint", "where", "Where?")):
        book.active.append(row)
    if settings:
        sheet = book.create_sheet("settings")
        sheet.append(list(settings))
        sheet.append(list(settings.values()))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def imported(client, content, name="form.xlsx"):
    """The desk after a file was imported, with what is said of it."""
    client.post(reverse("surveys:questionnaire-import"), {"file": SimpleUploadedFile(name, content)})
    return client.get(reverse(LIST))


def test_two_forms_without_a_name_are_two_drafts_and_what_was_left_out_is_named(client):
    first, second = (imported(client, workbook(), name) for name in ("一.xlsx", "二.xlsx"))
    drafts = QuestionnaireDraft.objects.order_by("pk")
    assert [(draft.code, draft.title_zh) for draft in drafts] == [("imported", "一"), ("imported_2", "二")]
    assert "第 3 行" in first.content.decode()
    assert "imported_2" in second.content.decode()


def test_a_form_with_a_chinese_name_leaves_the_desk_standing(client):
    imported(client, workbook(form_id="居民满意度调查"))
    page = client.get(reverse(LIST))
    assert page.status_code == 200
    assert "居民满意度调查" in page.content.decode()


def test_a_draft_that_was_begun_is_opened_and_not_begun_anew(client, wave):
    draft = draft_of(client, wave)
    QuestionnaireDraft.objects.update(title_zh="改到一半")
    again = client.post(reverse("surveys:questionnaire-edit", args=[wave.version.public_id]))
    assert again["Location"].endswith(f"/edit/{draft.pk}/")
    assert QuestionnaireDraft.objects.get().title_zh == "改到一半"


@pytest.mark.parametrize(
    "content", [b"", b"no spreadsheet", b"x" * (2 * 1024 * 1024 + 1)], ids=["none", "other", "big"]
)
def test_what_is_no_xlsform_is_refused_in_words(client, content):
    given = {"file": SimpleUploadedFile("form.xlsx", content)} if content else {}
    page = client.post(reverse("surveys:questionnaire-import"), given, follow=True)
    assert "这不是 XLSForm" in page.content.decode()
    assert not QuestionnaireDraft.objects.exists()


@pytest.mark.parametrize(("change", "seen"), [({}, "data-step"), ({"title_en": ""}, "标题：缺少文字")])
def test_preview_shows_the_form_or_what_is_missing(client, wave, rf, change, seen):
    draft = draft_of(client, wave)
    for name, value in change.items():
        setattr(draft, name, value)
    shown = draft.make_preview_request(original_request=client.get(reverse(LIST)).wsgi_request).render()
    assert seen in shown.content.decode()
