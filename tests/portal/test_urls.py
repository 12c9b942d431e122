"""Who comes in: every address there is, in every language and by every method, is offered the right credentials.

The doors are an allow-list: what may sign a person in stands in DOORS; anything else that does is a fault.
"""

import ast
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern
from django.utils import translation
from django.utils.regex_helper import normalize

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ROOT = Path(__file__).parents[2]
# A password alone, for who is no staff; a code or a second step needs its own page to be asked for first.
DOORS = {"account_login"}
# What else of allauth ends in a sign-in, after its own first step; each has its tests.
AFTER_A_FIRST_STEP = {
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_signup",
    "weixin_callback",
    "openid_connect_callback",
}
# They send to another host, which says who somebody is; the callback above weighs what it says.
ELSEWHERE = {"weixin_login", "openid_connect_login"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# In a second language the same view stands behind the prefix: what carries a form is asked again.
METHODS_AGAIN = ("GET", "POST")
SAMPLES = {"int": "7", "uuid": "00000000-0000-0000-0000-000000000007", "quarter": "2026-1", "plan": "2022-2025"}
LANGUAGES = ("zh-hans", "en")
NAMES = ("username", "login", "user", "email", "phone", "name", "log", "id_username")
SECRETS = ("password", "password1", "pass", "pwd", "passwd", "oldpassword", "token", "secret")


def _part(pattern) -> str:
    if isinstance(pattern, LocalePrefixPattern):
        return pattern.language_prefix
    if isinstance(pattern, RegexPattern):
        form, names = normalize(str(pattern).replace("^", "").replace("$", ""))[0]
        return form % dict.fromkeys(names, "x7")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1], "x7"), str(pattern))


def addresses(resolver=None, before="/"):
    """The path and the name of every route, with sample arguments, in the language that is active."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + _part(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern.name
        else:
            yield from addresses(pattern, path)


def everywhere() -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            for path, name in addresses():
                found.setdefault(path, name)
    return found


def offers(name="someone", secret=PASSWORD):
    """Right credentials as forms, scripts and browsers send them."""
    fields = dict.fromkeys(NAMES, name) | dict.fromkeys(SECRETS, secret)
    encoded = "&".join(f"{key}={value}" for key, value in fields.items())
    yield encoded, "application/x-www-form-urlencoded"
    yield json.dumps(fields), "application/json"


def signs_in(path: str, method: str, body: str, kind: str) -> bool:
    client = Client(headers={"authorization": "Basic c29tZW9uZTpjb3JyZWN0LWhvcnNlLTktYmF0dGVyeQ=="})
    query = body if kind.endswith("urlencoded") else ""
    # The path as it arrives: the client would read a host into one that begins with two strokes.
    raw = path.encode().decode("iso-8859-1")
    client.generic(method, "/", body, content_type=kind, PATH_INFO=raw, QUERY_STRING=query)
    return "sessionid" in client.cookies and "_auth_user_id" in client.session


def opened(paths) -> set[str]:
    UserFactory(username="someone")
    return {
        path
        for path in paths
        for method in (METHODS_AGAIN if path.startswith("/en/") else METHODS)
        for body, kind in (offers() if method in {"POST", "PUT"} else list(offers())[:1])
        if signs_in(path, method, body, kind)
    }


def test_the_walk_sees_the_whole_house():
    found = everywhere()
    assert len(found) > 700
    assert found["/en/_util/login/"] == found["/_util/login/"] == "wagtailcore_login"
    assert found["/cms/login/"]
    assert found["/en/account/login/"] == "account_login"


@pytest.mark.usefixtures("walk")
def test_right_credentials_open_the_one_door_alone(site):
    found = everywhere()
    assert {found[path] for path in opened(found)} == DOORS


def test_what_ends_in_a_sign_in_is_named():
    """A flow of allauth that is new, or one that is switched on, has to be thought about."""
    flows = {name for name in everywhere().values() if name and re.search(r"login|signup|authenticate", name)}
    led_away = {"account_signup", "wagtailcore_login", "wagtailadmin_login"}
    led_away |= {"wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password"}
    # They prove again who is signed in already, ask for a code, or say that it did not work.
    others = {
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_request_login_code",
    }
    others |= {"socialaccount_login_cancelled", "socialaccount_login_error"}
    assert flows >= ELSEWHERE
    assert flows - led_away - others - ELSEWHERE <= DOORS | AFTER_A_FIRST_STEP


def spellings(path: str):
    """The same door, as a sender may write it."""
    yield from (
        f"/{path}",
        path.rstrip("/"),
        f"{path}/",
        f"{path}.",
        f"{path};x",
        f"{path} ",
        f"{path}\x00",
        f"{path}x",
    )
    yield from (path.upper(), path.title(), path.replace("/", "//"), path.replace("login", "log%69n"))
    yield from (path.replace("/", "%2f"), f"/.{path}", f"/x/..{path}", path.replace("_", "＿"), f"{path}?next=/cms/")
    yield from (f"/{prefix}{path}" for prefix in ("en", "EN", "en-us", "zh-hans", "zh", "zh-cn", "fr", "en/en"))


@pytest.mark.usefixtures("walk")
def test_no_spelling_of_an_address_is_a_door_of_its_own(site):
    found = everywhere()
    # Under these Wagtail, Django and allauth keep their doors, whether or not ours lead there.
    roots = {path for path, name in found.items() if re.search(r"login|signup|auth|password|_util", path)}
    roots |= {
        "/django-admin/",
        "/django-admin/login/",
        "/admin/login/",
        "/accounts/login/",
        "/login/",
        "/api-auth/login/",
    }
    # With the second language's prefix they come again, among the spellings.
    plain = {path for path in roots if not path.startswith("/en/")}
    tried = {spelled for path in plain for spelled in spellings(path)} - set(found)
    UserFactory(username="someone")
    body, kind = next(offers())
    came_in = {path for path in tried if signs_in(path, "POST", body, kind)}
    assert came_in == set()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "path",
    ["/_util/login/", "/_util/authenticate_with_password/1/1/", "/account/signup/"],
)
def test_other_doors_lead_to_the_one_door(client, path, language):
    for send in (client.get, client.post):
        answer = send(f"{language}{path}", {"username": "someone", "password": PASSWORD})
        assert answer.status_code == 302
        assert answer["Location"].partition("?")[0] == f"{language}/account/login/"


def test_nothing_of_ours_signs_anybody_in():
    """`login()` is allauth's to call, after its steps; ours is the adapter's one, which notes the device."""
    calls = []
    for room in ("portal", "cells", "campaigns", "surveys"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    if called in {"login", "alogin", "force_login", "perform_login", "resume_login", "LoginView"}:
                        calls.append((str(path.relative_to(ROOT)), called))
                if isinstance(node, ast.Name | ast.Attribute | ast.alias):
                    said = getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
                    assert said not in {"SESSION_KEY", "HASH_SESSION_KEY", "BACKEND_SESSION_KEY"}, path
    assert calls == [("portal/accounts/adapter.py", "login")]
