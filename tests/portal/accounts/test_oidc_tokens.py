"""What an ID token must be, and what an identity service must say of itself: each that is wrong signs nobody in."""

import time

import jwt
import pytest
from django.core.cache import cache
from django.test import Client

from tests.portal.accounts.identities import CLIENT, OTHER_KEY, SECRET, signed
from tests.portal.accounts.oidc_door import come, come_back, is_in, led_to, start

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def _clean():
    cache.clear()


def unsigned(claims):
    return jwt.encode(claims, "", algorithm="none", headers={"kid": "k1"})


def by_the_public_word(claims):
    return jwt.encode(claims, SECRET * 4, algorithm="HS256", headers={"kid": "k1"})


def altered(claims):
    head, _, sign = signed(claims).split(".")
    return ".".join([head, signed(claims | {"sub": "s-2"}).split(".")[1], sign])


NOW = int(time.time())
REFUSED = {
    "signed by another key": (lambda claims: signed(claims, OTHER_KEY), {}),
    "signed by nobody": (unsigned, {}),
    "signed by the shared word": (by_the_public_word, {}),
    "altered after it was signed": (altered, {}),
    "a key that is not theirs": (lambda claims: signed(claims, OTHER_KEY, kid="k2"), {}),
    "no token at all": (lambda claims: "", {}),
    "no token but words": (lambda claims: "a.b.c", {}),
    "for another": (signed, {"aud": "portal-2"}),
    "for others too": (signed, {"aud": [CLIENT, "portal-2"]}),
    "handed to another": (signed, {"azp": "portal-2"}),
    "by another": (signed, {"iss": "https://evil.example"}),
    "of yesterday": (signed, {"iat": NOW - 86400, "exp": NOW - 86000}),
    "without an end": (signed, {"exp": None}),
    "of tomorrow": (signed, {"iat": NOW + 86400, "exp": NOW + 90000}),
    "of another request": (signed, {"nonce": "x" * 64}),
    "of no request": (signed, {"nonce": None}),
    "of nobody": (signed, {"sub": None}),
    "of an empty name": (signed, {"sub": " "}),
    "of a number": (signed, {"sub": 1}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_token_that_is_not_right_signs_nobody_in(client, service, officer, case):
    service.sign, service.said = REFUSED[case]
    answer = come(client, service, amr=["mfa"])
    assert answer.status_code < 500
    assert not is_in(client)
    # The same one, right, does.
    service.sign, service.said = signed, {}
    come(client, service, amr=["mfa"])
    assert is_in(client)


def test_a_token_of_an_earlier_sign_in_is_of_no_use(client, service, officer):
    earlier = start(client)
    service.said = {"nonce": earlier["nonce"]}
    come(client, service, amr=["mfa"])
    assert not is_in(client)


def test_a_state_is_of_one_session_and_good_once(client, service, officer):
    asked = start(client)
    thief = Client()
    come_back(thief, service, asked, amr=["mfa"])
    assert not is_in(thief)
    come_back(client, service, asked, amr=["mfa"])
    assert is_in(client)
    client.post("/account/logout/")
    come_back(client, service, asked, amr=["mfa"])
    assert not is_in(client)


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "http://evil.example/keys"},
        {"token_endpoint": None},
        {"authorization_endpoint": None},
    ],
)
def test_a_service_that_speaks_for_another_or_in_the_clear_is_not_believed(client, service, officer, discovery):
    service.discovery = discovery
    answer = client.post("/account/oidc/staff/login/?process=login")
    if "refresh" in answer.text:
        come_back(client, service, led_to(answer), amr=["mfa"])
    assert not is_in(client)


def test_a_service_that_is_away_is_said(client, service, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    assert client.post("/account/oidc/staff/login/?process=login").status_code == 401
