"""Authoring the scheme: drafts are edited, publishing is a step, published versions stay."""

import pytest
from django.urls import reverse

from cells.enums import RubricState
from cells.forms.authoring import rubric_text
from cells.models import Rubric, Scheme, UnitType
from cells.operations.rubrics import load_rubrics
from cells.rubric.faults import parse_rubric
from portal.accounts.roles import Role
from portal.administration.operations import grant_role
from portal.cms.operations import prepare_groups
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def client(module_scheme, now, client_of, db):
    prepare_groups()
    administrator = UserFactory()
    grant_role(actor=None, now=now, user=administrator, role=Role.DISTRICT_ADMINISTRATOR)
    return client_of(administrator)


@pytest.fixture
def published():
    return Rubric.objects.select_related("unit_type").get(unit_type__code="jiguan")


def test_export_and_import_round_trip(client, published):
    assert parse_rubric(rubric_text(published)) == published.definition


def test_a_published_version_is_not_edited(client, published):
    assert client.get(reverse("rubrics:edit", args=[published.pk])).status_code in {302, 403}
    assert client.get(reverse("rubrics:publish", args=[published.pk])).status_code == 404
    assert reverse("rubrics:edit", args=[published.pk]) not in client.get(reverse("rubrics:index")).content.decode()


def test_a_draft_is_written_and_published_by_another(client, published, now, client_of):
    text = rubric_text(published).replace("有分管负责人、联络员和年度减废计划", "有负责人")
    fields = {"unit_type": published.unit_type.pk, "text": text}
    page = client.post(reverse("rubrics:add"), fields | {"text": text.replace("points: 12", "points: 13", 1)})
    assert "条目分值之和与板块分值不符" in page.content.decode()
    assert client.post(reverse("rubrics:add"), fields).status_code == 302
    draft = Rubric.objects.get(state=RubricState.DRAFT)
    assert draft.version == 2
    edit = reverse("rubrics:edit", args=[draft.pk])
    assert "有负责人" in client.get(edit).content.decode()
    assert client.post(edit, fields | {"text": text.replace("有负责人", "有分管领导")}).status_code == 302
    address = reverse("rubrics:publish", args=[draft.pk])
    assert address in client.get(reverse("rubrics:index")).content.decode()
    client.post(address)
    draft.refresh_from_db()
    assert draft.state == RubricState.DRAFT
    other = UserFactory()
    grant_role(actor=None, now=now, user=other, role=Role.DISTRICT_ADMINISTRATOR)
    other = client_of(other)
    assert other.get(address).status_code == 200
    assert other.post(address).status_code == 302
    published.refresh_from_db()
    draft.refresh_from_db()
    assert (published.state, draft.state) == (RubricState.RETIRED, RubricState.PUBLISHED)
    assert draft.sheet.criteria["JG-A1"].text == "有分管领导"
    assert load_rubrics(actor=None, now=now)["jiguan"] == "unchanged"


def test_settings_of_the_scheme(client):
    row = Scheme.objects.get()
    page = client.get(reverse("schemes:edit", args=[row.pk]))
    assert page.status_code == 200
    assert client.get(reverse("unit_types:edit", args=[UnitType.objects.first().pk])).status_code == 200


def test_an_editor_has_no_business_here(client, client_of, now):
    editor = UserFactory()
    grant_role(actor=None, now=now, user=editor, role=Role.EDITOR)
    assert client_of(editor).get(reverse("rubrics:index")).status_code in {302, 403}
    assert client_of(editor).post(reverse("rubrics:publish", args=[1])).status_code in {302, 403}
