"""Every limit is counted where all workers see it: many tries at once weigh no more than the limit says."""

import re
import time

import pytest
import redis
from django.test import Client, RequestFactory

from portal.accounts import sms
from portal.accounts.limits import how_full, within
from tests.crowd import TRIES, at_once, same_session, weighed
from tests.factories.accounts import PASSWORD, GrantFactory, UserFactory, ask_code, with_second_factor
from tests.portal.accounts.test_door import LOGIN, SECRET, totp


def test_any_limit_at_all(shared, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"of_this_test": "3/1h/key"}
    granted = at_once(lambda _number: within(RequestFactory().post("/"), "of_this_test", key="one"), 200)
    assert sum(granted) == 3


def test_several_limits_in_one_question(shared, settings):
    """The first is counted, no more often than it says; the others are only looked at."""
    limits = {"survey_answers": "3/1h/key", "survey_unread": "1/1h/key"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits
    told = at_once(lambda _number: how_full(RequestFactory().post("/"), "one", *limits), 200)
    assert sum(not is_full for is_full, _ in told) == 3
    assert not any(is_full for _, is_full in told)
    assert how_full(RequestFactory().post("/"), "another", *limits) == [False, False]
    assert how_full(RequestFactory().post("/"), "one", *reversed(limits)) == [False, True]
    assert how_full(RequestFactory().post("/"), "one", *reversed(limits)) == [True, True]


def test_what_is_over_makes_room(shared, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"survey_answers": "2/4s/key"}
    asked = [how_full(RequestFactory().post("/"), "one", "survey_answers") for _ in range(3)]
    time.sleep(4.2)  # Redis has no clock but its own
    again = how_full(RequestFactory().post("/"), "one", "survey_answers")
    assert (asked[0], asked[2], again) == ([False], [True], [False])


def test_a_cache_that_is_away_holds_back_no_answer_and_no_door_stays_open(settings):
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {**settings.CACHES, "default": away}
    assert how_full(RequestFactory().post("/"), "one", "survey_answers", "survey_unread") == [False, False]
    with pytest.raises(redis.exceptions.ConnectionError):
        how_full(RequestFactory().post("/"), "one", "code_tries")


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


def test_aut_01_passwords(shared, monkeypatch):
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


def test_aut_06_one_code_of_an_app_opens_once(shared):
    """AUT-06: the same figures from many places at the same time, however they are spelled."""
    with_second_factor(GrantFactory(role="auditor", user__username="reviewer").user, SECRET)
    clients = [Client(REMOTE_ADDR=f"10.0.0.{number}") for number in range(4)]
    for client in clients:
        client.post(LOGIN, {"login": "reviewer", "password": PASSWORD})
    code = totp()
    spelled = [code, f"{code[:3]} {code[3:]}", "".join(chr(ord(digit) + 0xFEE0) for digit in code), f"\u200b{code}"]
    at_once(lambda number: clients[number].post("/account/2fa/authenticate/", {"code": spelled[number]}), len(clients))
    assert sum("_auth_user_id" in client.session for client in clients) == 1


def test_aut_07_messages_to_one_number(shared):
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
