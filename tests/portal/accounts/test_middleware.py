"""A session of staff says by what it was made, and every page asks that of the session, not of the account."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from portal.accounts.roles import STAFF_ROLES, Role
from tests.factories.accounts import PASSWORD, GrantFactory, UserFactory, try_password, with_second_factor
from tests.portal.test_urls import everywhere
from tests.signed_in import bare_login

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
DESK = "/account/staff/"
WORDS = "请重新登录"


def officer(role=Role.SECURITY_ADMINISTRATOR, **user):
    return with_second_factor(GrantFactory(role=role, **{f"user__{key}": value for key, value in user.items()}).user)


def with_steps(user, *steps) -> Client:
    """A client whose session was made by just these steps."""
    client = Client()
    bare_login(client, user)
    session = client.session
    session["account_authentication_methods"] = [{"at": 1.0, **step} for step in steps]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def factor(user) -> dict:
    kept = Authenticator.objects.get(user=user)
    return {"method": "mfa", "type": kept.type, "id": kept.pk}


PASSWORD_STEP = {"method": "password"}
STEPS = {
    "nothing at all": ((), False),
    "a password": (({"method": "password"},), False),
    "a password, twice": (({"method": "password"}, {"method": "password", "reauthenticated": True}), False),
    "a code to the phone": (({"method": "code", "phone": "+8613800138000"},), False),
    "WeChat": (({"method": "socialaccount", "provider": "weixin"},), False),
    "a second step alone": (("factor",), False),
    "somebody else's second step": (({"method": "password"}, {"method": "mfa", "type": "totp", "id": 0}), False),
    "a second step without its name": (({"method": "password"}, {"method": "mfa"}), False),
    "a password and the second step": (({"method": "password"}, "factor"), True),
    "a code and the second step": (({"method": "code"}, "factor"), True),
    "WeChat and the second step": (({"method": "socialaccount"}, "factor"), True),
    "a passkey, which is both": (("passkey",), True),
}


@pytest.mark.parametrize("made_by", STEPS)
def test_what_a_session_of_staff_has_to_be_made_of(made_by):
    user = officer()
    named = {"factor": factor(user), "passkey": factor(user) | {"type": "webauthn", "passwordless": True}}
    steps, opens = STEPS[made_by]
    client = with_steps(user, *(named.get(step, step) if isinstance(step, str) else step for step in steps))
    answer = client.get(DESK)
    assert (answer.status_code == 200) is opens
    if not opens:
        assert answer["Location"] == f"{LOGIN}?next={DESK}"
        assert "_auth_user_id" not in client.session
        assert WORDS in client.get(answer["Location"]).content.decode()


def test_records_of_another_person_prove_nothing():
    user, other = officer(), officer()
    client = with_steps(user, PASSWORD_STEP, factor(user))
    session = client.session
    session["account_authentication_methods_user"] = str(other.pk)
    session.save()
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.STREET_OFFICER, Role.DEPARTMENT_OFFICER}))
def test_a_session_that_came_through_no_door_opens_nothing_of_staff(role):
    client = Client()
    bare_login(client, officer(role))
    assert client.get("/account/tasks/")["Location"].startswith(LOGIN)
    assert not client.session.get("_auth_user_id")


@pytest.mark.any_database
def test_no_address_answers_a_session_of_staff_that_proves_nothing(site, walk):
    """Every address of the resolver, in both languages: each ends that session before it answers."""
    user = officer(Role.DISTRICT_ADMINISTRATOR)
    client = Client()
    bare_login(client, user)
    made = dict(client.session.items())
    answered = []
    for path in everywhere():
        session = SessionStore()
        session.update(made)
        session.save()
        # With what it was told before, each answer would cost more than the last.
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        answer = client.generic("GET", path)
        if not answer.get("Location", "").removeprefix("/en").startswith(LOGIN) or session.exists(session.session_key):
            answered.append(path)
    # The pages of these two hold nothing and are the same for everybody: they ask for no session.
    assert [path for path in answered if not path.startswith(("/static/", "/media/"))] == []


def test_whom_a_group_lets_into_the_cms_is_staff_there():
    editors = Group.objects.create(name="of one subtree")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    user = with_second_factor(UserFactory())
    user.groups.add(editors)
    client = Client()
    bare_login(client, user)
    assert client.get("/cms/")["Location"].startswith(LOGIN)
    client.force_login(user)
    assert client.get("/cms/").status_code == 200


def test_a_superuser_is_staff_everywhere():
    client = Client()
    bare_login(client, UserFactory(is_superuser=True))
    assert client.get("/board/")["Location"].startswith(LOGIN)


def test_a_resident_needs_no_second_factor(client):
    bare_login(client, UserFactory())
    assert client.get("/account/tasks/").status_code == 200


def test_a_recovery_code_is_a_second_step(client):
    user = officer(username="reviewer")
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    assert not try_password(client, "reviewer", PASSWORD)
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get(DESK).status_code == 200


def test_a_session_from_before_the_factor_does_not_gain_by_it():
    user = GrantFactory(role=Role.AUDITOR, user__username="late").user
    before = Client()
    assert try_password(before, "late", PASSWORD)
    with_second_factor(user)
    for path in ("/account/2fa/", "/account/2fa/webauthn/add/", "/account/password/change/", "/ledger/"):
        assert before.get(path)["Location"].startswith(LOGIN)


def test_a_role_that_is_given_meanwhile_asks_for_the_second_step(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/account/tasks/").status_code == 200
    GrantFactory(user=user, role=Role.AUDITOR)
    assert client.get("/ledger/")["Location"].endswith("/account/2fa/")


@pytest.mark.parametrize("staff", [True, False])
def test_a_factor_that_is_gone_takes_the_sessions_that_stood_on_it(staff):
    user = officer() if staff else with_second_factor(UserFactory())
    stood, other = Client(), Client()
    stood.force_login(user)
    Authenticator.objects.filter(user=user).delete()
    with_second_factor(user)
    other.force_login(user)
    assert stood.get("/account/tasks/")["Location"].startswith(LOGIN)
    assert other.get("/account/tasks/").status_code == 200
