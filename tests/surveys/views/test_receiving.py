"""What a post meets: its key, the page it came from, its pace."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from portal.accounts.proof import BITS, is_proof
from surveys.enums import FlagKind, Refusal
from surveys.models import Flag, Response
from surveys.operations.answering import NotAdmittedError
from tests.factories import surveys as factory
from tests.surveys.keys import new_key

EARLIER = factory.NOW - timedelta(minutes=5)


def address(wave):
    return reverse("surveys:survey-answer", args=[wave.survey.slug])


def form(wave, **changes):
    return {"key": new_key(wave, EARLIER), **factory.posted(**changes)}


@pytest.fixture
def client():
    return Client(headers={"sec-fetch-site": "same-origin"})


@pytest.mark.parametrize("key", ["", "x", "1.2~abc!5!aaaaaaaaaaaaaaaaaaaa", "1.2~abc!5!short"])
def test_form_without_its_key_is_renewed_with_what_was_typed(client, wave, key):
    page = client.post(address(wave), form(wave) | {"key": key})
    assert page.status_code == 400
    assert "再按一次" in page.content.decode()
    assert page.content.decode().count(" checked") == 12
    renewed = re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
    assert client.post(address(wave), form(wave) | {"key": renewed}).status_code == 302


def test_key_of_another_wave_is_no_key(client, wave):
    other = factory.WaveFactory(survey__slug="organisation", survey__questionnaire_code="organisation")
    assert client.post(address(wave), form(wave) | {"key": new_key(other, EARLIER)}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_post_from_another_page_is_refused(wave, headers):
    refused = Client(headers=headers).post(address(wave), form(wave))
    assert refused.status_code == 403
    assert not Response.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}])
def test_post_from_our_page_is_taken_also_with_csrf_checks_on(wave, headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    assert client.post(address(wave), form(wave)).status_code == 302


def test_unread_answers_are_flagged_and_after_a_while_wait(client, wave):
    statuses = [
        client.post(address(wave), form(wave) | {"key": new_key(wave, factory.NOW)}).status_code for _ in range(25)
    ]
    assert statuses == [302] * 20 + [429] * 5
    assert Flag.objects.filter(kind=FlagKind.SPEED).count() == Response.objects.count() == 20


def test_a_little_work_takes_what_would_have_to_wait_and_a_known_form_needs_none(client, wave, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"survey_unread": "0/10m/key"}
    filled = form(wave) | {"key": new_key(wave, factory.NOW)}
    asked = client.post(address(wave), filled)
    assert (asked.status_code, asked["X-Proof-Bits"], asked["Retry-After"]) == (429, str(BITS), "60")
    assert f'data-proof-bits="{BITS}"' in asked.content.decode()
    word = filled["key"].rpartition("!")[2]
    proof = next(str(number) for number in range(10**6) if is_proof(word, str(number)))
    taken = client.post(address(wave), filled | {"proof": proof})
    assert taken.status_code == 302
    assert client.post(address(wave), filled)["Location"] == taken["Location"]
    assert Response.objects.count() == Flag.objects.filter(kind=FlagKind.SPEED).count() == 1


def test_a_flood_from_one_address_is_asked_for_work_though_it_was_read(client, wave, settings):
    few = {"survey_answers": "1/10m/key", "survey_flood": "1/10m/key"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | few
    assert [client.post(address(wave), form(wave)).status_code for _ in range(3)] == [302, 302, 429]


@pytest.mark.parametrize(("taken", "flags"), [("5", 1), ("120", 0), ("soon", 0)])
def test_a_page_kept_on_the_phone_counts_its_own_seconds(client, wave, taken, flags):
    client.post(address(wave), form(wave) | {"taken": taken})
    assert Flag.objects.count() == flags


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 11])
def test_what_is_no_number_is_no_proof(number):
    assert not is_proof("word", number, bits=0)


def test_two_hundred_phones_behind_one_address_pass_unflagged(client, wave):
    statuses = {client.post(address(wave), form(wave)).status_code for _ in range(200)}
    assert statuses == {302}
    assert Response.objects.count() == 200
    assert not Flag.objects.exists()


def test_answers_beyond_a_burst_are_kept_and_flagged(client, wave, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"survey_answers": "2/10m/key"}
    for _ in range(4):
        assert client.post(address(wave), form(wave)).status_code == 302
    assert Flag.objects.filter(kind=FlagKind.BURST).count() == 2


def test_a_database_that_is_busy_asks_to_press_again(client, wave, monkeypatch):
    def busy(**_):
        raise OperationalError("database is locked")

    monkeypatch.setattr("surveys.views.receiving.take_answer", busy)
    page = client.post(address(wave), form(wave))
    assert (page.status_code, page["Retry-After"]) == (409, "1")
    assert "不会重复计数" in page.content.decode()


def test_used_invitation_is_refused_in_words(client, wave, monkeypatch):
    def used(**_):
        raise NotAdmittedError(Refusal.USED)

    monkeypatch.setattr("surveys.views.receiving.take_answer", used)
    page = client.post(address(wave), form(wave))
    assert page.status_code == 409
    assert "已经用过一次" in page.content.decode()


def test_no_address_is_kept_as_it_is(client, wave):
    """Whoever reads the cache's table finds no address beside a moment."""
    with patch.object(cache, "set", wraps=cache.set) as kept:
        client.post(address(wave), form(wave))
    keys = [call.args[0] for call in kept.call_args_list]
    assert any("survey_answers" in key for key in keys)
    assert not [key for key in keys if "127.0.0.1" in key]
