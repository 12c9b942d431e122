"""Every limit is counted where all workers see it: two hundred tries at once weigh no more than the limit says."""

import ast
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory

from portal.accounts import sms
from portal.accounts.limits import within
from portal.settings.data import caches
from portal.settings.env import Environment
from tests.factories.accounts import PASSWORD, GrantFactory, UserFactory, ask_code, with_second_factor
from tests.portal.accounts.test_door import LOGIN, SECRET, totp

ROOT = Path(__file__).parents[3]
TRIES, AT_ONCE = 200, 16
# As it ships: with fewer rows than others' tries write, a count would be thrown away for room (trap M2).
DATABASE_CACHE = caches(Environment(cache_url=""))["default"] | {"LOCATION": "limits_cache"}
# The cache of a server with Redis too, wherever the environment names one.
CACHES = {"database": DATABASE_CACHE} | (
    {"redis": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["CACHE_URL"]}}
    if os.environ.get("CACHE_URL")
    else {}
)


@pytest.fixture(params=CACHES)
def shared(request, transactional_db, settings):
    """The cache as it is shared by several workers; the suite's own lives in one process."""
    settings.CACHES = {**settings.CACHES, "default": CACHES[request.param]}
    call_command("createcachetable", verbosity=0)
    cache.clear()
    sms.sent.clear()
    yield
    cache.clear()
    if request.param == "database":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE limits_cache")


def at_once(work, tries=TRIES) -> list:
    def one(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(tries)))


def same_session(client: Client) -> Client:
    other = Client()
    other.cookies.load(client.cookies.output(header="", sep=";"))
    return other


def weighed(monkeypatch, place: str) -> list:
    """What was compared at that place, each time."""
    module, name = place.rsplit(".", 1)
    before = getattr(__import__(module, fromlist=[name]), name)
    seen = []
    monkeypatch.setattr(place, lambda *said, **named: seen.append((said, named)) or before(*said, **named))
    return seen


def test_any_limit_at_all(shared, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"of_this_test": "3/1h/key"}
    granted = at_once(lambda _number: within(RequestFactory().post("/"), "of_this_test", key="one"))
    assert sum(granted) == 3


def test_figures_of_a_message(shared, monkeypatch):
    client = Client()
    ask_code(client, "13800138000")
    right = re.search(r"\d{6}", sms.sent[-1][1])[0]
    seen = weighed(monkeypatch, "allauth.account.forms.compare_user_code")
    wrong = [f"{number:06d}" for number in range(TRIES + 1) if f"{number:06d}" != right]
    at_once(lambda number: same_session(client).post("/account/login/code/confirm/", {"code": wrong[number]}))
    assert len(seen) == 3
    assert "_auth_user_id" not in client.session
    client.post("/account/login/code/confirm/", {"code": right})
    assert "_auth_user_id" not in client.session


def test_passwords(shared, monkeypatch):
    UserFactory(username="victim")
    seen = weighed(monkeypatch, "allauth.account.adapter.authenticate")
    at_once(
        lambda number: Client(REMOTE_ADDR=f"10.0.0.{number}").post(
            LOGIN, {"login": "victim", "password": f"wrong-{number}"}
        )
    )
    assert len(seen) == 5
    Client(REMOTE_ADDR="10.1.0.1").post(LOGIN, {"login": "victim", "password": PASSWORD})
    assert len(seen) == 5


def test_figures_of_an_authenticator_app(shared, monkeypatch):
    with_second_factor(GrantFactory(role="auditor", user__username="reviewer").user, SECRET)
    client = Client()
    client.post(LOGIN, {"login": "reviewer", "password": PASSWORD})
    seen = weighed(monkeypatch, "allauth.mfa.totp.internal.auth.validate_totp_code")
    wrong = [f"{number:06d}" for number in range(TRIES + 1) if f"{number:06d}" != totp()]
    at_once(lambda number: same_session(client).post("/account/2fa/authenticate/", {"code": wrong[number]}))
    assert len(seen) == 5


def test_one_code_of_an_app_opens_once(shared):
    """AUT-06: the same figures from many places at the same time, however they are spelled."""
    with_second_factor(GrantFactory(role="auditor", user__username="reviewer").user, SECRET)
    clients = [Client(REMOTE_ADDR=f"10.0.0.{number}") for number in range(4)]
    for client in clients:
        client.post(LOGIN, {"login": "reviewer", "password": PASSWORD})
    code = totp()
    spelled = [code, f"{code[:3]} {code[3:]}", "".join(chr(ord(digit) + 0xFEE0) for digit in code), f"\u200b{code}"]
    at_once(lambda number: clients[number].post("/account/2fa/authenticate/", {"code": spelled[number]}), len(clients))
    assert sum("_auth_user_id" in client.session for client in clients) == 1


def test_messages_to_one_number(shared):
    """AUT-07: asked for from everywhere at once, by the form and by "send another code"."""
    client = Client()
    ask_code(client, "13800138000")
    again = {"action": "resend"}
    at_once(lambda _number: same_session(client).post("/account/login/code/confirm/", again), 20)
    at_once(
        lambda number: ask_code(
            Client(REMOTE_ADDR=f"10.0.0.{number}"),
            ["13800138000", "+86 138 0013 8000", "0086-13800138000"][number % 3],
        ),
        20,
    )
    assert len(sms.sent) == 1


def test_the_budget_of_the_site(shared, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"sms_budget": "3/1d/key"}
    at_once(
        lambda number: ask_code(Client(REMOTE_ADDR=f"10.0.0.{number}"), f"138001380{number:02d}"),
        40,
    )
    assert len(sms.sent) == 3


def sources():
    for room in ("portal", "cells", "campaigns", "surveys"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def test_every_limit_has_its_name_in_the_settings():
    named = {
        node.args[1].value
        for _path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "within" and len(node.args) > 1
    }
    assert named >= {"code_tries", "second_step_code", "sms_to_number", "sms_budget", "taking_part"}
    assert named <= set(settings.ACCOUNT_RATE_LIMITS)


def test_no_limit_is_counted_anywhere_else():
    """No other use of allauth's counting, and no count of our own in a cache or a session."""
    elsewhere = []
    for path, tree in sources():
        for node in ast.walk(tree):
            said = {getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None)}
            counts = said & {"ratelimit", "rate_limit", "incr", "decr"}
            if isinstance(node, ast.AugAssign) and "session" in ast.dump(node.target):
                counts = {"session"}
            if counts and str(path) != "portal/accounts/limits.py":
                elsewhere.append((str(path), counts))
    assert elsewhere == []
