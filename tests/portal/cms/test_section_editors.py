"""The editor of one part of the site, and who manages such editors: made on a screen, and no more than that."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import SECTION, Role
from portal.administration.operations import NotAllowedError, grant_role, put_into_sections, revoke_role
from portal.cms.operations import prepare_groups
from portal.home.models import NewsIndexPage, StandardPage
from portal.ledger.models import Entry
from tests.factories.accounts import UserFactory, with_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def site(site):
    prepare_groups()
    return site


def of(role, now, **place) -> User:
    user = with_second_factor(UserFactory())
    grant_role(actor=None, now=now, user=user, role=role, **place)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def section(slug="news") -> Group:
    return Group.objects.get(name=f"{SECTION}{slug}")


def test_the_security_administrator_makes_one(site, now):
    security, person = signed_in(of(Role.SECURITY_ADMINISTRATOR, now)), UserFactory(username="new.editor")
    page = reverse("administration:account-detail", args=[person.public_id])
    refused = security.post(page, {"role": Role.SECTION_EDITOR})
    assert set(refused.context["form"].errors) == {"section"}
    assert security.post(page, {"role": Role.SECTION_EDITOR, "section": section().pk}).status_code == 302
    assert set(person.groups.values_list("name", flat=True)) == {"section_editor", f"{SECTION}news"}
    assert "(news)" in security.get(page).content.decode()
    assert Entry.objects.filter(action="role.grant").latest("sequence").after["section"] == f"{SECTION}news"


def test_acl_01_the_editor_of_one_part_edits_that_part(site, now):
    desk = signed_in(of(Role.SECTION_EDITOR, now, section=section()))
    news = NewsIndexPage.objects.get(locale=site.locale)
    other = StandardPage.objects.child_of(site).first()
    assert desk.get(f"/cms/pages/{news.pk}/edit/").status_code == 200
    assert desk.get(f"/cms/pages/{other.pk}/edit/").status_code in {302, 403}
    assert desk.get("/cms/users/").status_code in {302, 403}


@pytest.fixture
def manager(site, now):
    return of(Role.USER_MANAGER, now)


@pytest.fixture
def editor(site, now):
    return of(Role.SECTION_EDITOR, now, section=section())


def test_acl_01_the_manager_gives_parts_of_the_site_and_nothing_else(manager, editor, now):
    desk, page = signed_in(manager), f"/cms/users/edit/{editor.pk}/"
    assert editor.username in desk.get("/cms/users/").content.decode()
    everything = list(Group.objects.values_list("pk", flat=True))
    desk.post(page, {"username": "other", "is_superuser": "on", "groups": everything})
    desk.post(page, {"username": "other", "is_superuser": "on", "groups": [section("campaigns").pk]})
    editor = User.objects.get(pk=editor.pk)
    assert not editor.is_superuser
    assert editor.username != "other"
    assert set(editor.groups.values_list("name", flat=True)) == {"section_editor", f"{SECTION}campaigns"}
    assert Entry.objects.get(action="role.sections").after == {"sections": [f"{SECTION}campaigns"]}


def test_acl_01_the_manager_raises_nobody(manager, editor, now):
    desk, auditor = signed_in(manager), of(Role.AUDITOR, now)
    for other in (manager, auditor):
        assert desk.get(f"/cms/users/edit/{other.pk}/").status_code == 404
        assert desk.post(f"/cms/users/edit/{other.pk}/", {"groups": [section().pk]}).status_code == 404
    administrators = Group.objects.get(name="district_administrator")
    for who in (manager, editor):
        bulk = f"/cms/bulk/accounts/user/assign_role/?id={who.pk}"
        assert desk.post(bulk, {"role": administrators.pk}).status_code in {302, 403}
        assert administrators not in who.groups.all()
    assert desk.post(f"/cms/users/delete/{editor.pk}/").status_code in {302, 403, 404}
    assert User.objects.filter(pk=editor.pk).exists()
    assert desk.get("/cms/groups/").status_code in {302, 403}
    with pytest.raises(NotAllowedError):
        put_into_sections(actor=manager, now=now, user=auditor, sections=[section()])


def test_a_part_that_is_taken_ends_the_sessions_that_stood_on_it(manager, editor):
    held = signed_in(editor)
    assert held.get("/cms/").status_code == 200
    signed_in(manager).post(f"/cms/users/edit/{editor.pk}/", {"groups": [section("news").pk, section("campaigns").pk]})
    assert held.get("/cms/").status_code == 200
    signed_in(manager).post(f"/cms/users/edit/{editor.pk}/", {"groups": [section("campaigns").pk]})
    assert held.get("/cms/").status_code == 302


def test_a_role_that_is_taken_takes_its_parts_along(editor, now):
    held = signed_in(editor)
    revoke_role(actor=None, now=now, grant=editor.grants.get(), reason="离任")
    assert not editor.groups.exists()
    assert held.get("/cms/").status_code == 302


def test_wagtails_pages_tell_when_a_sign_in_ends(editor):
    page = signed_in(editor).get("/cms/").content.decode()
    assert 'data-session-seconds="18' in page
    assert "portal/js/cms" in page
