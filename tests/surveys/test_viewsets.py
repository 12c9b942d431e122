"""Authoring screens open for the administrator and offer no state to edit."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from portal.accounts.roles import Role
from portal.cms.operations import prepare_groups
from surveys.models import QuestionnaireDraft, Survey
from tests.factories import surveys as factory


@pytest.fixture
def client(wave):
    prepare_groups()
    user = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    user.groups.add(Group.objects.get(name=str(Role.DISTRICT_ADMINISTRATOR)))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ["survey_authoring", "survey_waves", "survey_targets"])
def test_screens_open(client, name):
    assert client.get(f"/cms/{name}/").status_code == 200
    page = client.get(f"/cms/{name}/new/")
    assert page.status_code == 200
    assert 'name="state"' not in page.content.decode()


def test_survey_is_authored_and_its_address_keeps_clear_of_ours(client):
    data = {
        "title": "单位调查",
        "title_en": "Organisations",
        "slug": "work",
        "audience": "organisations",
        "questionnaire_code": "organisation",
        "statutory_check": "block",
        "privacy_version": "1",
        "handler": "x",
        "contact": "y",
        "retention_months": "24",
    }
    client.post("/cms/survey_authoring/new/", data)
    assert not Survey.objects.filter(audience="organisations").exists()
    made = client.post("/cms/survey_authoring/new/", data | {"slug": "organisations"})
    assert made.url == "/surveys/work/surveys/organisations/"
    assert Survey.objects.get(slug="organisations").audience == "organisations"


def test_questionnaire_is_authored_with_a_preview_beside_it(client):
    page = client.get("/cms/snippets/surveys/questionnairedraft/add/").content.decode()
    assert "w-preview" in page
    assert "statements" in page


def begun(client, address) -> dict:
    return client.get(address).context["form"].initial


def test_a_survey_begins_with_what_its_questionnaire_and_the_survey_before_know(client, wave):
    survey, title = wave.survey, wave.version.questionnaire.title
    found = begun(client, "/cms/survey_authoring/new/?questionnaire=resident")
    assert (found["questionnaire_code"], found["slug"]) == ("resident", "resident-2")
    assert (found["title"], found["title_en"]) == (title.zh, title.en)
    assert (found["handler"], found["contact"]) == (survey.handler, survey.contact)
    assert not found["form_number"]  # a form has a number of its own
    assert begun(client, "/cms/survey_authoring/new/?questionnaire=none")["title"] == ""
    page = client.get("/cms/survey_authoring/new/?questionnaire=resident").content.decode()
    assert f'<option value="resident" selected>{title.zh} (resident)</option>' in page


def test_the_next_wave_begins_now(client, wave):
    found = begun(client, f"/cms/survey_waves/new/?survey={wave.survey.pk}")
    assert (found["survey"], found["number"]) == (wave.survey.pk, wave.number + 1)
    assert found["closes_at"] - found["opens_at"] == timedelta(weeks=2)
    assert not begun(client, "/cms/survey_waves/new/?survey=none").get("number")


def test_what_is_saved_of_a_draft_can_be_taken_in_from_there(client):
    client.post("/surveys/work/questionnaires/new/blank/", {"title": "空白"})
    draft = QuestionnaireDraft.objects.get()
    address = f"/cms/snippets/surveys/questionnairedraft/edit/{draft.pk}/"
    shown = client.get(address).content.decode()
    assert 'href="/surveys/work/questionnaires/"' in shown
