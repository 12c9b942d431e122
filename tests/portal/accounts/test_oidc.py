"""An identity service of our own: what its tokens must be, whom they sign in, and what a session says of it."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from portal.accounts import sms
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.sessions import step_names, steps_in
from tests.factories.accounts import PASSWORD, GrantFactory, UserFactory, ask_code, try_password, with_second_factor
from tests.portal.accounts.identities import CLIENT
from tests.portal.accounts.oidc_door import come, come_back, is_in, start
from tests.portal.accounts.test_door import totp

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
STAFF_PAGE = "/account/tasks/"


@pytest.fixture(autouse=True)
def _clean():
    cache.clear()
    sms.sent.clear()


def said_of(client) -> str:
    return step_names(steps_in(dict(client.session)))


def test_what_is_asked_for(client, service):
    asked = start(client)
    assert (asked["client_id"], asked["response_type"], asked["scope"]) == (CLIENT, "code", "openid")
    assert asked["redirect_uri"] == "http://testserver/account/oidc/staff/login/callback/"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) == 64
    assert asked["nonce"] != start(Client())["nonce"]


def test_a_second_step_there_is_enough_and_the_session_says_so(client, service, officer):
    assert come(client, service, amr=["pwd", "mfa"]).status_code == 302
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert client.get(STAFF_PAGE).status_code == 200
    assert said_of(client) == "统一身份认证 + 对方第二步（mfa）"


@pytest.mark.parametrize(
    "claims", [{}, {"amr": ["pwd"]}, {"amr": "pwd"}, {"acr": "0"}, {"amr": [["mfa"]]}, {"amr": None, "acr": ["mfa"]}]
)
def test_without_one_ours_is_asked(client, service, officer, claims):
    with_second_factor(officer)
    assert come(client, service, **claims)["Location"].startswith("/account/2fa/authenticate/")
    assert not is_in(client)
    client.post("/account/2fa/authenticate/", {"code": totp()})
    assert client.get(STAFF_PAGE).status_code == 200
    assert said_of(client) == "统一身份认证 + 验证器应用"


def test_without_one_and_without_ours_only_the_page_to_set_it_up_opens(client, service, officer):
    come(client, service)
    assert is_in(client)
    assert client.get(STAFF_PAGE)["Location"] == "/account/2fa/"


@pytest.mark.parametrize("gone", ["the setting", "the link", "the provider"])
def test_what_a_session_stands_on_may_go(client, service, officer, settings, gone):
    come(client, service, acr="urn:example:loa3")
    assert client.get(STAFF_PAGE).status_code == 200
    if gone == "the setting":
        settings.PORTAL_OIDC_SECOND_STEPS = []
    elif gone == "the provider":
        settings.PORTAL_IDENTITIES = {}
    else:
        SocialAccount.objects.all().delete()
    assert client.get(STAFF_PAGE).status_code == 302


def test_nobody_is_found_by_mail_and_no_role_comes_from_there(client, service, officer):
    User.objects.filter(pk=officer.pk).update(email="reviewer@example.org")
    claims = {"sub": "s-9", "email": "reviewer@example.org", "email_verified": True, "preferred_username": "reviewer"}
    answer = come(client, service, amr=["mfa"], roles=["admin"], **claims)
    assert answer["Location"] == "/account/login/"
    assert "尚未关联" in client.get("/account/login/").text
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_staff_link_theirs_themselves(client, service):
    user = with_second_factor(GrantFactory(role=Role.AUDITOR, user__username="auditor").user)
    try_password(client, "auditor", PASSWORD)
    client.post("/account/2fa/authenticate/", {"code": totp()})
    come_back(client, service, start(client, process="connect"), amr=["mfa"])
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid, account.extra_data) == (user, "staff", "s-1", {})
    assert client.get("/account/3rdparty/").status_code == 200


def test_an_identity_of_somebody_else_cannot_be_linked(client, service, officer):
    other = with_second_factor(GrantFactory(role=Role.AUDITOR, user__username="auditor").user)
    try_password(client, "auditor", PASSWORD)
    client.post("/account/2fa/authenticate/", {"code": totp()})
    come_back(client, service, start(client, process="connect"), amr=["mfa"])
    assert SocialAccount.objects.get().user == officer != other


def test_a_unit_comes_with_its_own_and_is_asked_for_the_number_once(client, service):
    assert come(client, service, "units", sub="91320402MA1")["Location"] == "/account/login/code/"
    ask_code(client, "13800138000")
    client.post("/account/login/code/confirm/", {"code": re.search(r"\d{6}", sms.sent[-1][1])[0]})
    again = Client()
    come(again, service, "units", sub="91320402MA1")
    assert again.session["_auth_user_id"] == client.session["_auth_user_id"]
    assert User.objects.count() == 1


def test_staff_and_units_are_two_services(client, service, officer):
    """The subject of one is nobody at the other."""
    come(client, service, "units", amr=["mfa"])
    assert not is_in(client)


def test_the_door_shows_each_where_it_belongs(client, service):
    page = client.get("/account/login/").text
    residents, staff = page.split('id="door-staff"')
    assert ("法人登录" in residents, "统一身份认证登录" in staff) == (True, True)
    assert ("法人登录" in staff, "统一身份认证登录" in residents) == (False, False)


def test_where_there_is_none_there_is_no_page(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    for path in ("/account/oidc/staff/login/", "/account/oidc/staff/login/callback/", "/account/oidc/x/login/"):
        assert client.post(path).status_code == 404


def test_a_person_without_a_role_is_a_resident(client, service):
    user = UserFactory()
    SocialAccount.objects.create(user=user, provider="staff", uid="s-1")
    come(client, service, amr=["mfa"])
    assert client.get("/ledger/").status_code == 403
