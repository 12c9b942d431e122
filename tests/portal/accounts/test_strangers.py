"""Before a stranger's first message: a little work, or a minute's wait; and an attack shuts nobody else out."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client, RequestFactory

from portal import clock
from portal.accounts import sms
from portal.accounts.limits import can_text, texts_today
from portal.accounts.models import User
from portal.accounts.proof import LIFE_SECONDS, WAIT_SECONDS, Shown, is_proof, new_word, shown
from portal.settings.accounts import ACCOUNT_RATE_LIMITS
from tests.factories.accounts import ask_code

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CODE, CONFIRM = "/account/login/code/", "/account/login/code/confirm/"
PHONE = "13800138000"


@pytest.fixture(autouse=True)
def _clean():
    cache.clear()
    sms.sent.clear()


def word_in(answer) -> str:
    return re.search(r'name="word" value="([^"]+)"', answer.content.decode())[1]


def proof_of(word: str) -> str:
    return next(str(number) for number in range(10**7) if is_proof(word, str(number)))


def signed_in(client, phone=PHONE):
    ask_code(client, phone)
    client.post(CONFIRM, {"code": re.search(r"\d{6}", sms.sent[-1][1])[0]})
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    sms.sent.clear()
    return client


@pytest.mark.parametrize(
    ("word", "proof"), [(None, ""), (None, "1"), ("", ""), ("x", "1"), (None, "-1"), (None, "１"), (None, "9" * 40)]
)
def test_without_work_nothing_leaves(client, word, proof):
    given = word_in(client.get(CODE)) if word is None else word
    if word is None and is_proof(given, proof):
        pytest.skip("a lucky word")
    answer = client.post(CODE, {"phone": PHONE, "word": given, "proof": proof})
    assert (answer.status_code, sms.sent, User.objects.count()) == (200, [], 0)


def test_a_word_works_once(client):
    word = word_in(client.get(CODE))
    sent = {"word": word, "proof": proof_of(word)}
    assert client.post(CODE, {"phone": PHONE, **sent}).status_code == 302
    assert Client().post(CODE, {"phone": "13800138001", **sent}).status_code == 200
    assert len(sms.sent) == 1


def test_without_scripts_a_minute_does(client, monkeypatch):
    """The word stays while one waits; the page says how long."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    word = word_in(client.get(CODE))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=20))
    early = client.post(CODE, {"phone": PHONE, "word": word, "proof": ""})
    assert "40 秒" in early.text
    assert (word_in(early), sms.sent) == (word, [])
    assert f'value="{PHONE}"' in early.text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=WAIT_SECONDS))
    assert client.post(CODE, {"phone": PHONE, "word": word, "proof": ""}).status_code == 302
    assert len(sms.sent) == 1


def test_only_a_few_may_wait_instead_of_work(settings, monkeypatch):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"sms_without_work": "2/1h/key"}
    words = [new_word(clock.now() - timedelta(minutes=2)) for _ in range(4)]
    for number, word in enumerate(words):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post(CODE, {"phone": f"1380013800{number}", "word": word, "proof": ""})
    assert len(sms.sent) == 2


def test_a_word_of_yesterday_gives_a_fresh_one(client):
    old = new_word(clock.now() - timedelta(seconds=LIFE_SECONDS + 1))
    answer = client.post(CODE, {"phone": PHONE, "word": old, "proof": proof_of(old)})
    assert sms.sent == []
    fresh = word_in(answer)
    assert client.post(CODE, {"phone": PHONE, "word": fresh, "proof": proof_of(fresh)}).status_code == 302


def test_words_of_others_and_of_the_future_show_nothing(settings):
    now = clock.now()
    word = new_word(now + timedelta(minutes=5))
    assert shown(word, proof_of(word), now) == Shown.NOTHING
    word = new_word(now)
    settings.SECRET_KEY = "another"
    assert shown(word, proof_of(word), now) == Shown.NOTHING


def test_a_known_person_on_a_known_device_does_not_work(client):
    signed_in(client)
    cache.clear()
    assert client.post(CODE, {"phone": "+86 138 0013 8000"}).status_code == 302
    assert len(sms.sent) == 1


@pytest.mark.parametrize("who", ["another device", "another number"])
def test_anybody_else_does(client, who):
    signed_in(client)
    cache.clear()
    asked = Client() if who == "another device" else client
    asked.post(CODE, {"phone": PHONE if who == "another device" else "13900139000"})
    assert sms.sent == []


def on_the_same_device(client: Client) -> Client:
    other = Client(REMOTE_ADDR="192.0.2.7")
    other.cookies["known_device"] = client.cookies["known_device"].value
    return other


def limits_for(budget: int) -> dict:
    """As the settings make them of a budget of 3,000, in the same shares."""
    strangers = budget * 2 // 3
    return ACCOUNT_RATE_LIMITS | {
        "sms_budget": f"{budget}/1d/key",
        "sms_strangers": f"{strangers}/1d/key",
        "sms_strangers_calm": f"{strangers // 2}/1d/key",
        "sms_share_of_address": f"{max(3, strangers // 400)}/1d/ip",
    }


@pytest.mark.parametrize("way", ["evenly", "greedily"])
@pytest.mark.any_database
def test_an_attack_from_150_addresses_leaves_the_rest_their_way_in(settings, way):
    """They work for each message, as a machine can, and share their tries out as suits them best."""
    settings.ACCOUNT_RATE_LIMITS = limits_for(1200)
    order = [address for _ in range(8) for address in range(150)]
    tries = enumerate(order if way == "evenly" else sorted(order))
    # What the form asks once they have worked; twelve hundred whole pages would ask it no otherwise.
    taken = sum(can_text(come_from(f"10.1.{address}.1"), f"+86139{number:08d}") for number, address in tries)
    assert 360 < taken < 720
    # Strangers elsewhere, many of them; who was here before is looked at in the next test.
    for other in range(24):
        assert ask_code(Client(REMOTE_ADDR=f"198.51.100.{other}"), f"137{other:08d}").status_code == 302
    assert len(sms.sent) == 24
    assert texts_today() == (taken + 24, 1200)


def come_from(address: str):
    request = RequestFactory().post(CODE, REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


def test_when_strangers_have_spent_their_part_who_was_here_before_comes_in(settings):
    settings.ACCOUNT_RATE_LIMITS = limits_for(30) | {"sms_to_number": "100/m/key"}
    resident = signed_in(Client(REMOTE_ADDR="192.0.2.7"))
    for number in range(40):
        ask_code(Client(REMOTE_ADDR=f"10.1.0.{number}"), f"139{number:08d}")
    assert len(sms.sent) == 19  # twenty for strangers, and the resident's own first one was one of them
    assert ask_code(Client(REMOTE_ADDR="198.51.100.1"), "13700000000").status_code == 200
    for _ in range(10):
        assert on_the_same_device(resident).post(CODE, {"phone": PHONE}).status_code == 302
    answer = on_the_same_device(resident).post(CODE, {"phone": PHONE})
    assert (answer.status_code, len(sms.sent)) == (200, 29)  # the budget holds for everybody
    assert texts_today() == (30, 30)


def test_in_calm_many_may_stand_behind_one_address(settings):
    settings.ACCOUNT_RATE_LIMITS = limits_for(60)
    for number in range(15):
        assert ask_code(Client(REMOTE_ADDR="10.1.0.1"), f"139{number:08d}").status_code == 302
    for number in range(10):
        ask_code(Client(REMOTE_ADDR=f"10.2.0.{number}"), f"138{number:08d}")
    assert ask_code(Client(REMOTE_ADDR="10.1.0.1"), "13700000000").status_code == 200  # it had its share
    assert ask_code(Client(REMOTE_ADDR="10.3.0.1"), "13700000001").status_code == 302


def test_one_account_does_not_send_to_everybody(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "sms_by_account": "2/h/key",
        "change_phone": "9/m/user",
    }
    ask_code(client, PHONE)
    client.post(CONFIRM, {"code": re.search(r"\d{6}", sms.sent[-1][1])[0]})
    sms.sent.clear()
    for number in range(4):
        client.post("/account/phone/change/", {"phone": f"139{number:08d}"})
    assert len(sms.sent) == 2
