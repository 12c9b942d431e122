"""What fieldwork is told: how many are missing, how fast it goes, where to go next; nothing once it is over."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import WaveState
from surveys.models import SampleTarget
from surveys.operations.answering import at_place
from surveys.results.fieldwork import Who, gaps, pace, received, where_to_go
from tests.factories import surveys as factory

NOW = factory.NOW


@pytest.fixture
def gate(wave):
    return factory.PlaceFactory(survey=wave.survey, venue="东门")


@pytest.fixture
def market(wave):
    return factory.PlaceFactory(survey=wave.survey, venue="菜市场")


@pytest.fixture
def plan(wave):
    SampleTarget.objects.create(wave=wave, area=factory.AreaFactory(), age="a60", wanted=50)


def page(wave, role=Role.STREET_OFFICER) -> str:
    client = Client()
    client.force_login(factory.staff(role))
    return client.get(reverse("surveys:fieldwork-detail", args=[wave.public_id])).content.decode()


def test_the_place_that_brought_most_of_those_who_are_missing(wave, plan, gate, market):
    factory.answered(wave, 5, arrival=at_place(gate), age="a18_29")
    factory.answered(wave, 2, arrival=at_place(market), age="a60")
    counts = received(wave)
    (gap,) = gaps(wave, counts, {"hongmei"}, "zh-hans")
    assert (gap.got, gap.missing) == (2, 48)
    assert where_to_go(counts, gap, [gate, market]) == market
    assert where_to_go(Counter({Who("hongmei", "a18_29", gate.code): 1}), gap, [gate, market]) == gate
    assert where_to_go(Counter(), gap, [gate, market]) is None
    gate.revoked_at = NOW
    assert where_to_go(Counter({Who("hongmei", "a60", gate.code): 1}), gap, [gate]) is None


def test_pace_against_what_is_left(wave, plan):
    factory.answered(wave, 6, age="a60")
    counts = received(wave)
    found = pace(counts, gaps(wave, counts, {"hongmei"}, "zh"), wave, NOW)
    assert (found.received, found.days, found.missing, found.a_day) == (6, 30, 44, 6.0)
    assert found.needed == pytest.approx(44 / 30)
    assert not found.is_behind
    late = pace(counts, gaps(wave, counts, {"hongmei"}, "zh"), wave, wave.closes_at - timedelta(hours=3))
    assert (late.days, late.is_behind) == (1, True)


def test_the_page_says_so_while_the_wave_runs(wave, plan, gate, market):
    factory.answered(wave, 1, arrival=at_place(market), age="a60")
    text = page(wave)
    assert "下一步去菜市场" in text
    assert "还剩天数" in text
    assert "照这个速度完不成计划" in text


def test_nothing_is_advised_once_it_is_over(wave, plan, gate):
    wave.state, wave.closes_at = WaveState.CLOSED, NOW - timedelta(minutes=1)
    wave.save()
    text = page(wave)
    for words in ("还剩天数", "下一步去", "还没有二维码带来", reverse("surveys:place-add", args=[wave.public_id])):
        assert words not in text
    assert "与样本计划相比" in text


def test_a_plan_from_what_is_wanted(wave):
    client = Client()
    client.force_login(factory.staff(Role.DISTRICT_ADMINISTRATOR))
    address = reverse("surveys:sample-plan", args=[wave.public_id])
    text = client.get(address, {"half_width": "5", "venues": "40", "share": "80"}).content.decode()
    assert "份答卷" in text
    assert not re.search(r'name="hongmei:a14_17"[^>]*value="[1-9]', text)
    assert re.search(r'name="hongmei:a60"[^>]*value="[1-9]', text)
    few = client.get(address, {"half_width": "2", "venues": "3", "share": "50"}).content.decode()
    assert "至少" in few
    assert client.get(address, {"half_width": "x", "venues": "3", "share": "50"}).status_code == 200
