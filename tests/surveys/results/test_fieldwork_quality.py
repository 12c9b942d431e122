"""Counts by place and interviewer: what stands out is told, in the order of names; one in twenty is asked again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import FlagKind, Mode
from surveys.models import CallNumber, Interviewed
from surveys.operations.answering import Arrival, at_place
from surveys.operations.back_checks import check_number, note_back_checks
from surveys.results.fieldwork_quality import Row, by_interviewer, by_place, judged
from tests.factories import surveys as factory
from tests.refusals import refused

NOW = factory.NOW


def test_what_stands_out_is_told_and_few_say_nothing():
    found = judged([("丙", 40, 30), ("甲", 100, 4), ("乙", 100, 5), ("丁", 10, 10)])
    assert [row.name for row in found] == sorted(["丙", "甲", "乙", "丁"])
    assert {row.name: row.stands_out for row in found} == {"丙": True, "甲": False, "乙": False, "丁": None}
    assert judged([("甲", 100, 90)]) == [Row("甲", 100, 90, stands_out=False)]
    assert judged([]) == []


@pytest.fixture
def officer(db):
    return factory.staff(Role.STREET_OFFICER)


@pytest.fixture
def reviewer(db):
    return factory.staff(Role.DISTRICT_REVIEWER)


def interviewed(wave, officer, number: int = 21, **more) -> Interviewed:
    arrival = Arrival(mode=Mode.ASSISTED, entered_by_staff=True, officer=officer)
    factory.answered(wave, number - 1, arrival=arrival, **more)
    factory.answered(wave, 1, arrival=arrival, signs=[FlagKind.SPEED])
    return Interviewed.objects.get()


def test_answers_are_counted_for_who_asked_and_joined_to_nobody(wave, officer):
    row = interviewed(wave, officer)
    assert (row.answers, row.doubtful) == (21, 1)
    (found,) = by_interviewer(wave, {})
    assert found.to_check == 2


def test_places_count_what_is_doubtful_still(wave):
    gate = factory.PlaceFactory(survey=wave.survey)
    factory.answered(wave, 2, arrival=at_place(gate), signs=[FlagKind.SPEED, FlagKind.BURST])
    factory.answered(wave, 1, arrival=at_place(gate))
    assert by_place(wave) == [Row(gate.venue, 3, 2, stands_out=None)]


def test_another_person_asks_again(wave, officer, reviewer):
    row = interviewed(wave, officer)
    note_back_checks(interviewed=row, checked=2, confirmed=1, actor=reviewer, now=NOW)
    row.refresh_from_db()
    assert (row.checked, row.confirmed) == (2, 1)
    with refused("unfit"):
        note_back_checks(interviewed=row, checked=1, confirmed=2, actor=reviewer, now=NOW)
    with refused("unfit"):
        note_back_checks(interviewed=row, checked=20, confirmed=2, actor=reviewer, now=NOW)
    with pytest.raises(PermissionDenied):
        note_back_checks(interviewed=row, checked=1, confirmed=1, actor=officer, now=NOW)


def test_a_number_kept_for_it_goes_with_its_call(wave, officer, reviewer):
    Interviewed.objects.create(wave=wave, officer=officer, mode=Mode.TELEPHONE, answers=3)
    number = CallNumber.objects.create(
        wave=wave, number="+8613800000001", digest="x", held_by=officer, is_for_check=True, outcome="1.1"
    )
    check_number(number=number, confirmed=False, actor=reviewer, now=NOW)
    row = Interviewed.objects.get()
    assert (row.checked, row.confirmed, CallNumber.objects.count()) == (1, 0, 0)


def test_the_page_for_the_district_alone(wave, officer, reviewer):
    row = interviewed(wave, officer)
    address = reverse("surveys:quality-list", args=[wave.public_id])
    client = Client()
    client.force_login(reviewer)
    assert "不是排名" in client.get(address).content.decode()
    assert client.post(address, {"interviewed": row.pk, "checked": 1, "confirmed": 1}).status_code == 302
    assert client.post(address, {"interviewed": row.pk, "checked": "x", "confirmed": 1}).status_code == 400
    client.force_login(officer)
    assert client.get(address).status_code == 403
