"""Authoring screens open for the administrator and offer no state to edit."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from portal.accounts.roles import Role
from portal.cms.operations import prepare_groups
from surveys.models import Survey
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
    client.post("/cms/survey_authoring/new/", data | {"slug": "organisations"})
    assert Survey.objects.get(slug="organisations").audience == "organisations"


def test_questionnaire_is_authored_with_a_preview_beside_it(client):
    page = client.get("/cms/snippets/surveys/questionnairedraft/add/").content.decode()
    assert "w-preview" in page
    assert "statements" in page
