"""What a flood of guesses stops, and whom it does not."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.accounts import PASSWORD, UserFactory, try_password

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _clean():
    cache.clear()


def guess(username: str, count: int, client: Client | None = None) -> None:
    for index in range(count):
        try_password(client or Client(), username, f"wrong-{index}", REMOTE_ADDR=f"10.0.{index % 200}.{index // 200}")


def test_aut_01_stops_guessing_from_many_addresses():
    UserFactory(username="victim")
    guess("victim", 6)
    assert not try_password(Client(), "victim", PASSWORD, REMOTE_ADDR="10.9.9.9")


def test_outlasts_a_flood_of_unrelated_attempts():
    UserFactory(username="victim")
    guess("victim", 6)
    for index in range(160):
        try_password(Client(), f"noise{index}", "wrong", REMOTE_ADDR=f"10.1.{index}.1")
    assert len(cache._cache) > 300  # what Django's cache would keep, had we not given it more room
    assert not try_password(Client(), "victim", PASSWORD, REMOTE_ADDR="10.9.9.9")


def test_aut_01_does_not_lock_the_owner_out_on_a_known_device():
    """AUT-01, with those above: for at most five minutes, in words that tell nothing (see the last test)."""
    UserFactory(username="victim")
    owner = Client()
    assert try_password(owner, "victim", PASSWORD)
    owner.post("/account/logout/")
    guess("victim", 10)
    assert try_password(owner, "victim", PASSWORD, REMOTE_ADDR="10.9.9.9")


def test_counts_guesses_on_a_known_device_too():
    UserFactory(username="victim")
    thief = Client()
    assert try_password(thief, "victim", PASSWORD)
    thief.post("/account/logout/")
    guess("victim", 6, thief)
    assert not try_password(thief, "victim", PASSWORD)


def test_a_device_of_another_account_is_no_known_device():
    UserFactory(username="victim")
    UserFactory(username="thief")
    client = Client()
    assert try_password(client, "thief", PASSWORD)
    client.post("/account/logout/")
    guess("victim", 6)
    assert not try_password(client, "victim", PASSWORD)


@pytest.mark.parametrize("proxies", [0, 1])
def test_aut_04_a_made_up_origin_evades_no_count(settings, proxies):
    """AUT-04: what stands left of our proxy's own entry was written by the sender."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    told = []
    for index in range(6):
        made_up = f"10.7.0.{index}"
        headers = {"X-Forwarded-For": f"{made_up}, 192.0.2.1" if proxies else made_up}
        headers |= {"X-Real-IP": made_up, "Forwarded": f"for={made_up}"}
        answer = Client().post(LOGIN, {"login": f"n{index}", "password": "x"}, headers=headers)
        told.append(answer.status_code)
    assert told == [200, 200, 200, 429, 429, 429]


def test_aut_05_answers_alike_for_known_and_unknown_names():
    UserFactory(username="known")
    answers = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"|known|nobody|[0-9a-f]{16}', "", response.content.decode())
        for name in ("known", "nobody")
        for response in [Client().post(LOGIN, {"login": name, "password": "wrong"})]
    ]
    assert answers[0] == answers[1]
