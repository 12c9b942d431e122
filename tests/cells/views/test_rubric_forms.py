"""A draft is begun, written item by item beside what the unit will see, compared, and published by another person."""

from functools import partial

import pytest
from django.urls import reverse

from cells.enums import RubricState
from cells.forms.rubric_item import ItemForm
from cells.models import Rubric
from cells.operations.rubrics import change_draft, publish_rubric
from cells.rubric import drafting
from portal.accounts.roles import Role
from portal.administration.operations import grant_role
from portal.cms.operations import prepare_groups
from portal.inbox.models import Task
from portal.inbox.queries import tasks_for
from portal.procedure.refusals import Kind
from tests.factories.accounts import UserFactory
from tests.factories.cells import kind
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def administrator(now):
    user = UserFactory()
    grant_role(actor=None, now=now, user=user, role=Role.DISTRICT_ADMINISTRATOR)
    return user


@pytest.fixture
def published(db, now):
    prepare_groups()
    return Rubric.objects.select_related("unit_type").get(unit_type=kind("jiguan", now))


@pytest.fixture
def author(published, now, client_of):
    return client_of(administrator(now))


@pytest.fixture
def draft(author, published):
    begun = author.post(reverse("rubrics:sheet", args=[published.pk]), {"begin": "1"})
    row = Rubric.objects.get(state=RubricState.DRAFT)
    assert begun["Location"].endswith(reverse("rubrics:sheet", args=[row.pk]))
    assert row.definition == published.definition
    return row


def sent(rubric, section, name, **instead):
    item = drafting.item_in(rubric.definition, section, name)
    form = ItemForm(item=item, gate=section == drafting.GATES, taken=set())
    values = {field: form[field].value() for field in form.fields}
    return {field: value for field, value in values.items() if value is not None} | instead


def test_an_item_is_written_and_compared_and_another_publishes(author, draft, published, now, client_of):
    sheet, publish = (reverse(f"rubrics:{name}", args=[draft.pk]) for name in ("sheet", "publish"))
    assert "没有改动" in author.get(sheet).content.decode()
    address = reverse("rubrics:item", args=[draft.pk, "A", "JG-A1"])
    page = author.get(address).content.decode()
    assert "单位看到的样子" in page
    assert 'name="JG-A1-value"' in page
    assert author.post(address, sent(draft, "A", "JG-A1", text="")).status_code == 400
    changed = author.post(address, sent(draft, "A", "JG-A1", text="有分管领导和联络员", code="JG-A11", was="JG-A1"))
    assert changed.status_code == 302
    page = author.get(sheet).content.decode()
    for words in ("原为 JG-A1", "有分管领导和联络员", "须由另一位管理员发布"):
        assert words in page
    assert 'type="submit">发布' not in author.get(publish).content.decode()
    assert author.post(publish)["Location"] == reverse("wagtailadmin_home")
    draft.refresh_from_db()
    assert draft.state == RubricState.DRAFT
    other = administrator(now)
    author.post(sheet, {"ask": "1"})
    (task,) = tasks_for(other)
    assert (task.kind, task.link) == ("cells.rubric", publish)
    assert not Task.objects.filter(user_id=author.session["_auth_user_id"]).exists()
    assert client_of(other).post(publish).status_code == 302
    assert not tasks_for(other).exists()
    draft.refresh_from_db()
    published.refresh_from_db()
    assert (draft.state, published.state) == (RubricState.PUBLISHED, RubricState.RETIRED)


def test_points_that_do_not_add_up_yet_are_kept_and_bar_the_publishing(author, draft, now, client_of):
    sheet = reverse("rubrics:sheet", args=[draft.pk])
    author.post(sheet, {"section": "A", "code": "JG-A1", "step": "remove"})
    author.post(sheet, {"section": "A", "code": "JG-A3", "step": "up"})
    draft.refresh_from_db()
    assert [item["code"] for item in draft.definition["blocks"][0]["criteria"]][:2] == ["JG-A3", "JG-A2"]
    assert "条目分值之和与板块分值不符" in author.get(sheet).content.decode()
    other = client_of(administrator(now))
    publish = reverse("rubrics:publish", args=[draft.pk])
    assert "条目分值之和与板块分值不符" in other.get(publish).content.decode()
    assert other.post(publish).status_code == 200
    with refused(Kind.UNFIT):
        publish_rubric(rubric=draft, actor=None, now=now)
    assert author.post(sheet, {"ask": "1"}).status_code == 422  # from a page that was open before
    new = reverse("rubrics:item-new", args=[draft.pk, "A"])
    again = {"code": "JG-A4", "text": "有台账", "text_en": "Records", "points": "5", "method": "all_or_none"}
    assert author.post(new, again).status_code == 302
    author.post(sheet, {"section": "A", "points": "14"})
    draft.refresh_from_db()
    assert draft.definition["blocks"][0]["points"] == 14
    assert draft.sheet.criteria["JG-A4"].text == "有台账"


def test_written_on_it_is_handed_over_anew_and_alone_nobody_is_asked(author, draft, now):
    sheet = reverse("rubrics:sheet", args=[draft.pk])
    assert "没有其他区级管理员" in author.post(sheet, {"ask": "1"}, follow=True).content.decode()
    other = administrator(now)
    author.post(sheet, {"ask": "1"})
    assert tasks_for(other).count() == 1
    author.post(reverse("rubrics:item", args=[draft.pk, "A", "JG-A1"]), sent(draft, "A", "JG-A1", text="有分管领导"))
    assert not tasks_for(other).exists()
    author.post(sheet, {"ask": "1"})
    author.post(reverse("rubrics:delete", args=[draft.pk]))
    assert not tasks_for(other).exists()


def test_of_two_who_write_in_it_at_once_neither_loses_anything(author, draft, now, client_of):
    other = client_of(administrator(now))
    first, second = (reverse("rubrics:item", args=[draft.pk, "A", code]) for code in ("JG-A1", "JG-A2"))
    held = sent(draft, "A", "JG-A1")
    stale = Rubric.objects.get(pk=draft.pk)
    assert other.post(second, sent(draft, "A", "JG-A2", text="另一人写的第二条")).status_code == 302
    change_draft(rubric=stale, change=partial(drafting.moved_up, section="A", code="JG-A3"), actor=None, now=now)
    assert author.post(first, held | {"text": "我写的第一条"}).status_code == 302
    texts = {code: item["text"] for code, item in drafting.items_of(Rubric.objects.get(pk=draft.pk).definition).items()}
    assert (texts["JG-A1"], texts["JG-A2"]) == ("我写的第一条", "另一人写的第二条")
    # The same item: it is said, what was typed stays, and the next press decides.
    again = other.post(first, held | {"text": "另一人也写第一条"})
    assert (again.status_code, "刚才已有人保存了这一条" in again.content.decode()) == (400, True)
    form = again.context["form"]
    assert form["text"].value() == "另一人也写第一条"
    assert other.post(first, {name: form[name].value() or "" for name in form.fields}).status_code == 302
    assert drafting.item_in(Rubric.objects.get(pk=draft.pk).definition, "A", "JG-A1")["text"] == "另一人也写第一条"


def test_a_section_without_items_is_refused_in_words(author, draft):
    sheet = reverse("rubrics:sheet", args=[draft.pk])
    codes = [item["code"] for item in draft.definition["blocks"][0]["criteria"]]
    statuses = [author.post(sheet, {"section": "A", "code": code, "step": "remove"}).status_code for code in codes]
    assert set(statuses) <= {302, 422}
    assert author.get(sheet).status_code == 200


def test_a_draft_that_is_there_is_not_written_over(author, draft, published):
    author.post(reverse("rubrics:sheet", args=[draft.pk]), {"section": "A", "code": "JG-A1", "step": "remove"})
    author.post(reverse("rubrics:sheet", args=[published.pk]), {"begin": "1"})
    assert "JG-A1" not in Rubric.objects.get(state=RubricState.DRAFT).sheet.criteria


def test_what_is_in_force_is_read_and_not_written(author, published):
    sheet = reverse("rubrics:sheet", args=[published.pk])
    assert "JG-A1" in author.get(sheet).content.decode()
    assert author.post(reverse("rubrics:item", args=[published.pk, "A", "JG-A1"]), {}).status_code == 404
    assert author.post(sheet, {"section": "A", "code": "JG-A2", "step": "remove"}).status_code == 404


def test_only_the_scheme_s_authors_write(draft, client_of, now):
    editor = UserFactory()
    grant_role(actor=None, now=now, user=editor, role=Role.EDITOR)
    assert client_of(editor).get(reverse("rubrics:sheet", args=[draft.pk])).status_code in {302, 403}
