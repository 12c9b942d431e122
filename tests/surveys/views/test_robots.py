"""SUR-03: a script posts a hundred times in a minute from one address; and two hundred phones there are people."""

import html
import itertools
import re
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.proof import is_proof
from portal.accounts.roles import Role
from surveys.enums import FlagKind, FlagState, WaveState
from surveys.models import Estimate, Flag, Response, Wave
from tests.factories import surveys as factory
from tests.surveys.views.test_work import client_of, url

KEY = re.compile(r'name="key" value="([^"]+)"')
READING = 90  # seconds
UNREAD, WINDOW_SECONDS = 20, 600  # survey_unread of the settings


class Clock:
    def __init__(self):
        self.passed = 0.0

    def __call__(self):
        return factory.NOW + timedelta(seconds=self.passed)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("surveys.views.respond.now", clock)
    limits = SimpleNamespace(time=lambda: clock().timestamp(), monotonic=time.monotonic, sleep=time.sleep)
    for module in ("allauth.core.internal.ratelimit", "portal.accounts.limits"):
        monkeypatch.setattr(f"{module}.time", limits)
    return clock


@pytest.fixture
def form(wave):
    """What a machine or a phone does that keeps no cookie: open the form; send it."""
    address = reverse("surveys:survey-answer", args=[wave.survey.slug])

    def opened():
        return html.unescape(KEY.search(Client().get(address).content.decode())[1])

    def send(key, **given):
        return Client().post(address, {"key": key, **factory.posted(**given.pop("answers", {})), **given})

    return opened, send


def is_flagged(reply) -> bool:
    return Flag.objects.filter(response__reference=reply["Location"].rstrip("/").rpartition("/")[2]).exists()


def test_sur_03_a_script_is_asked_to_work_and_what_was_stored_counts_when_a_person_says_so(wave, form, clock):
    opened, send = form
    factory.answered(wave, 40, overall="dissatisfied")
    replies = []
    for number in range(100):
        clock.passed = 0.6 * number
        replies.append(send(opened(), answers={"overall": "satisfied"}))
    assert [reply.status_code for reply in replies] == [302] * UNREAD + [429] * (100 - UNREAD)
    assert all(reply["Retry-After"] and reply["X-Proof-Bits"] for reply in replies[UNREAD:])
    assert all(is_flagged(reply) for reply in replies[:UNREAD])
    assert Response.objects.count() == 40 + UNREAD

    page = published(wave, FlagState.EXCLUDED)
    assert "95% 置信区间 0.0 到 8.8%，n = 40" in words(page)
    # Beside the figure it would say what the twenty had answered.
    assert "剔除存疑答卷之前" not in words(page)
    assert "60 份答卷中，有 20 份因存疑未计入" in words(page)


def test_sur_03_the_cleaned_figure_takes_in_what_a_person_found_to_be_honest(wave, form, clock):
    opened, send = form
    factory.answered(wave, 40, overall="dissatisfied")
    for _ in range(10):
        send(opened(), answers={"overall": "satisfied"})
    page = published(wave, FlagState.KEPT)
    assert " 20.0 % 未达到目标 由 50 份答卷得出" in words(page)
    assert "剔除存疑答卷之前：20.0 %，n = 50" in words(page)


def published(wave, decision) -> str:
    """The results page once people closed the wave, decided about the flags and published the figures."""
    first, second = client_of(Role.DISTRICT_REVIEWER), client_of(Role.DISTRICT_ADMINISTRATOR)
    second.post(url("wave-close", wave), {"reason": "样本已够"})
    assert Wave.objects.get(pk=wave.pk).state == WaveState.CLOSED
    first.post(url("estimate-prepare", wave))
    undecided = Estimate.objects.get(measure="i52")
    second.post(url("estimate-decide", wave, undecided.public_id), {"publish": "on"})
    assert not Estimate.objects.exclude(state="prepared").exists()  # nothing is published past an open flag
    for flag in Flag.objects.all():
        first.post(url("flag-list", wave), {"flag": flag.pk, "state": decision, "reason": "一分钟内一百份，逐份看过"})
    first.post(url("estimate-prepare", wave))
    for row in Estimate.objects.all():
        second.post(url("estimate-decide", wave, row.public_id), {"publish": "on"})
    return Client().get(reverse("surveys:survey-results", args=[wave.survey.slug, wave.number])).content.decode()


def words(page: str) -> str:
    """What stands under the figure's heading and in the note on method, as a reader has it."""
    parts = re.findall(r'<section class="section[^>]*"(?:i52|method-title)">.*?</section>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", " ".join(parts))).split())


def test_sur_03_a_script_that_opens_its_forms_in_advance_is_flagged_to_the_last(form, clock):
    """After the first it looks like a reader; what came from a network of machines is seen by a person all the same."""
    opened, send = form
    keys = [opened() for _ in range(100)]
    replies = []
    for number, key in enumerate(keys):
        clock.passed = 0.6 * number
        replies.append(send(key))
    assert {reply.status_code for reply in replies} == {302, 429}
    assert all(is_flagged(reply) for reply in replies if reply.status_code == 302)


def test_sur_03_two_hundred_phones_behind_one_address_are_people(form, clock):
    opened, send = form
    for moment in itertools.islice(itertools.count(step=3), 200):
        clock.passed = moment
        key = opened()
        clock.passed += READING
        assert send(key).status_code == 302
    assert Response.objects.count() == 200
    assert not Flag.objects.exists()


def test_sur_03_people_beside_a_script_are_kept_and_get_their_receipt(wave, form, clock):
    """One network, a machine in it: who read the form is stored, with a flag for a person; nothing is dropped."""
    opened, send = form
    for _ in range(UNREAD + 5):
        send(opened())
    key = opened()
    clock.passed = READING
    reply = send(key)
    assert reply.status_code == 302
    assert set(Flag.objects.filter(response__flags__isnull=False).values_list("kind", flat=True)) == {
        FlagKind.SPEED,
        FlagKind.BURST,
    }
    clock.passed += WINDOW_SECONDS + READING
    key = opened()
    clock.passed += READING
    assert not is_flagged(send(key))


def test_sur_03_a_quick_reader_beside_a_script_pays_with_a_little_work(form, clock):
    opened, send = form
    for _ in range(UNREAD):
        send(opened())
    key = opened()
    assert send(key).status_code == 429
    word = key.rpartition("!")[2]
    proof = next(str(number) for number in itertools.count() if is_proof(word, str(number)))
    assert send(key, proof=proof).status_code == 302
    assert Response.objects.count() == UNREAD + 1
