"""The groups behind the roles that enter the CMS, and who looks at an editor's page."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Workflow

from portal.accounts.roles import Role
from portal.cms.models import SecondPersonTask
from portal.cms.operations import prepare_groups

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _prepared(module_rows):
    prepare_groups()
    prepare_groups()


def rights(role):
    return {f"{app}.{name}" for app, name in _pairs(role)}


def _pairs(role):
    return Group.objects.get(name=str(role)).permissions.values_list("content_type__app_label", "codename")


def test_an_editor_enters_and_authors_no_scheme():
    assert rights(Role.EDITOR) == {"wagtailadmin.access_admin", "simple_translation.submit_translation"}


@pytest.mark.parametrize("right", ["cells.change_scheme", "surveys.add_survey", "directory.change_area"])
def test_the_district_administrator_authors_schemes_surveys_and_the_directory(right):
    assert right in rights(Role.DISTRICT_ADMINISTRATOR)


@pytest.mark.parametrize("app", ["accounts", "ledger", "auth", "wagtailusers", "inbox", "evidence"])
def test_nobody_reaches_accounts_ledger_or_evidence_by_the_cms(app):
    for role in (Role.EDITOR, Role.DISTRICT_ADMINISTRATOR):
        assert not [right for right in rights(role) if right.startswith(f"{app}.")]


def test_an_editor_publishes_no_page():
    held = GroupPagePermission.objects.filter(permission__codename="publish_page", group__name__in=Role.values)
    assert set(held.values_list("group__name", flat=True)) == {"district_administrator"}


def test_the_second_person_is_a_district_administrator():
    assert list(Workflow.objects.values_list("name", flat=True)) == ["内容审核"]
    task = SecondPersonTask.objects.get()
    assert list(task.groups.values_list("name", flat=True)) == ["district_administrator"]
    assert [task.specific for task in Workflow.objects.get().tasks] == [task]
