"""Who may make whom what: the security administrator, never for themselves, and three people for three offices."""

import pytest
from django.test import Client

from portal.accounts.models import Grant, User
from portal.accounts.permissions import has_role
from portal.accounts.roles import EXCLUSIVE_ROLES, STAFF_ROLES, Role
from portal.administration import operations
from portal.directory.models import Area, Department
from portal.ledger.models import Entry
from tests.factories.accounts import PASSWORD, GrantFactory, UserFactory, with_second_factor
from tests.signed_in import bare_login

pytestmark = pytest.mark.django_db


@pytest.fixture
def security():
    return GrantFactory(role=Role.SECURITY_ADMINISTRATOR).user


@pytest.fixture
def places():
    area = Area.objects.create(code="x-street", name="某街道", kind="street")
    return {"area": area}, {"department": Department.objects.create(code="x-office", name="某局")}


def _place(role, places):
    return places[0] if role == Role.STREET_OFFICER else places[1] if role == Role.DEPARTMENT_OFFICER else {}


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_the_security_administrator_grants_each_role_and_the_ledger_knows(security, now, places, role):
    user = operations.create_staff_account(actor=security, now=now, username="new-person", name="张三")
    operations.grant_role(actor=security, now=now, user=user, role=role, **_place(role, places))
    assert has_role(User.objects.get(pk=user.pk), role)
    assert list(Entry.objects.order_by("sequence").values_list("action", flat=True)) == ["account.create", "role.grant"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMINISTRATOR}))
def test_nobody_else_grants_anything(now, places, role):
    actor = GrantFactory(role=role, **_place(role, places)).user
    with pytest.raises(operations.NotAllowedError):
        operations.grant_role(actor=actor, now=now, user=UserFactory(), role=Role.EDITOR)


def test_nobody_raises_themselves(security, now):
    with pytest.raises(operations.NotAllowedError):
        operations.grant_role(actor=security, now=now, user=security, role=Role.EDITOR)


@pytest.mark.parametrize("held", sorted(EXCLUSIVE_ROLES))
@pytest.mark.parametrize("asked", sorted(STAFF_ROLES - {Role.STREET_OFFICER, Role.DEPARTMENT_OFFICER}))
def test_the_three_administrators_hold_no_other_office(security, now, held, asked):
    user = GrantFactory(role=held).user
    if held == asked:
        assert operations.grant_role(actor=security, now=now, user=user, role=asked).role == held
        return
    with pytest.raises(operations.ExclusiveRoleError):
        operations.grant_role(actor=security, now=now, user=user, role=asked)
    other = GrantFactory(role=asked).user
    with pytest.raises(operations.ExclusiveRoleError):
        operations.grant_role(actor=security, now=now, user=other, role=held)


def test_a_revoked_role_is_gone_from_the_cms_too(security, now):
    user = UserFactory()
    grant = operations.grant_role(actor=security, now=now, user=user, role=Role.EDITOR)
    assert user.groups.filter(name="editor").exists()
    operations.revoke_role(actor=security, now=now, grant=grant, reason="调岗")
    assert not user.groups.exists()
    assert not Grant.objects.filter(user=user).exists()
    assert Entry.objects.get(action="role.revoke").reason == "调岗"


def test_a_closed_account_is_signed_out_everywhere(security, now):
    user = UserFactory(username="leaver")
    client = Client()
    client.post("/account/login/", {"login": "leaver", "password": PASSWORD})
    assert client.get("/account/password/change/").status_code == 200
    operations.set_active(actor=security, now=now, user=user, active=False, reason="离职")
    assert client.get("/account/password/change/").status_code == 302
    assert not Client().login(username="leaver", password=PASSWORD)


def _lose(how, security, now, grant):
    if how == "a role":
        return operations.revoke_role(actor=security, now=now, grant=grant, reason="调岗")
    if how == "the account":
        return operations.set_active(actor=security, now=now, user=grant.user, active=False, reason="离职")
    grant.delete()
    return operations.erase_account(actor=security, now=now, user=grant.user, reason="本人申请")


@pytest.mark.parametrize("how", ["a role", "the account", "everything"])
def test_sessions_end_with_what_they_stood_on(security, now, how):
    """Through the door, by force and half made: each is checked against what the person still has."""
    grant = GrantFactory(role=Role.AUDITOR, user__username="leaver")
    with_second_factor(grant.user)
    forced, bare = Client(), Client()
    forced.force_login(grant.user)
    bare_login(bare, grant.user)
    assert forced.get("/ledger/").status_code == 200
    before = grant.user.get_session_auth_hash()
    _lose(how, security, now, grant)
    for client in (forced, bare):
        answer = client.get("/account/tasks/")
        assert answer.status_code == 302
        assert not answer.wsgi_request.user.is_authenticated
    assert User.objects.get(pk=grant.user.pk).get_session_auth_hash() != before


def test_one_who_lost_a_role_signs_in_again_with_what_is_left(security, now, client):
    grant = GrantFactory(role=Role.EDITOR, user__username="moved")
    GrantFactory(role=Role.EVALUATOR, user=grant.user)
    client.force_login(with_second_factor(grant.user))
    operations.revoke_role(actor=security, now=now, grant=grant, reason="调岗")
    assert client.get("/cells/evaluations/")["Location"].startswith("/account/login/")
    client.force_login(User.objects.get(pk=grant.user.pk))
    assert client.get("/cells/evaluations/").status_code == 200


def test_sessions_of_others_go_on(security, now, client):
    grant = GrantFactory(role=Role.AUDITOR)
    client.force_login(with_second_factor(GrantFactory(role=Role.AUDITOR).user))
    operations.revoke_role(actor=security, now=now, grant=grant, reason="调岗")
    assert client.get("/ledger/").status_code == 200


def test_the_invitation_works_once(security, now, client):
    user = operations.create_staff_account(actor=security, now=now, username="new-person", name="张三")
    link = operations.invitation_path(user)
    form = client.get(link, follow=True)
    fresh = {"password1": "a-good-long-passphrase-5", "password2": "a-good-long-passphrase-5"}
    client.post(form.redirect_chain[-1][0], fresh)
    assert User.objects.get(pk=user.pk).check_password(fresh["password1"])
    again = Client()
    again.get(link, follow=True)
    again.post(form.redirect_chain[-1][0], dict.fromkeys(fresh, "another-passphrase-66"))
    assert User.objects.get(pk=user.pk).check_password(fresh["password1"])
