"""Residents register, check in and answer: without a name, never past the last seat, each sending once."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from campaigns import operations, queries
from campaigns.models import CheckIn, Impression, Registration
from portal import clock
from tests.factories.campaigns import NOON, EventFactory
from tests.factories.campaigns import officer as an_officer

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
BEFORE, DURING, LATER = NOON - 5 * HOUR, NOON + HOUR, NOON + 40 * 24 * HOUR


@pytest.fixture
def event():
    return EventFactory(announced=True, seats=4, takes_check_ins=True)


@pytest.fixture
def at(monkeypatch):
    """The portal's clock, set."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def address(name, event, *more):
    return reverse(f"campaigns:{name}", args=[event.public_id, *more])


def registered(event, people, key=None):
    return operations.register(now=BEFORE, event=event, key=key or uuid.uuid4(), people=people)


def test_seats_run_out_and_come_free_again(event):
    first = registered(event, 3)
    with pytest.raises(ValidationError, match="1"):
        registered(event, 2)
    assert (first.number, registered(event, 1).number, queries.seats_left(event)) == (1, 2, 0)
    operations.cancel_registration(now=BEFORE, registration=first)
    again = operations.cancel_registration(now=DURING, registration=first)
    assert (again.cancelled_at, queries.seats_left(event)) == (BEFORE, 3)
    assert registered(event, 3).number == 3


def test_the_same_sending_twice_is_one_row(event, monkeypatch):
    key = uuid.uuid4()
    assert registered(event, 2, key) == registered(event, 2, key)
    for _ in range(2):
        operations.check_in(now=DURING, event=event, key=key, people=2)
        operations.leave_impression(now=DURING, event=event, key=key, worth="very", learnt="", words="")
    assert [model.objects.count() for model in (Registration, CheckIn, Impression)] == [1, 1, 1]


def test_two_sendings_at_the_same_instant_are_one_row(event, monkeypatch):
    key = uuid.uuid4()
    row = CheckIn.objects.create(key=key, event=event, people=1, checked_in_at=DURING)
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda self: None)
    assert operations.check_in(now=DURING, event=event, key=key, people=1) == row


@pytest.mark.parametrize(
    ("change", "moment", "expected"),
    [
        ({}, BEFORE, (True, False, False)),
        ({}, NOON - HOUR, (True, True, False)),
        ({}, DURING, (False, True, True)),
        ({}, NOON + 4 * HOUR, (False, False, True)),
        ({}, LATER, (False, False, False)),
        ({"announced": False}, BEFORE, (False, False, False)),
        ({"announced": False}, DURING, (False, True, False)),
        ({"state": "withdrawn"}, BEFORE, (False, False, False)),
        ({"state": "withdrawn"}, DURING, (False, False, False)),
        ({"seats": None, "takes_check_ins": False}, NOON - HOUR, (False, False, False)),
        ({"state": "verified", "announced": False}, DURING, (False, True, True)),
    ],
)
def test_what_is_open_when(change, moment, expected):
    event = EventFactory(**{"announced": True, "seats": 4, "takes_check_ins": True, **change})
    asked = (queries.takes_registrations, queries.takes_check_ins, queries.takes_impressions)
    assert tuple(ask(event, moment) for ask in asked) == expected


def test_what_is_closed_is_refused(event):
    with pytest.raises(ValidationError):
        operations.register(now=DURING, event=event, key=uuid.uuid4(), people=1)
    with pytest.raises(ValidationError):
        operations.check_in(now=LATER, event=event, key=uuid.uuid4(), people=1)
    with pytest.raises(ValidationError):
        operations.leave_impression(now=LATER, event=event, key=uuid.uuid4(), worth="very", learnt="", words="")


def test_the_database_keeps_no_impossible_row(event):
    with pytest.raises(IntegrityError):
        CheckIn.objects.create(key=uuid.uuid4(), event=event, people=0, checked_in_at=NOON)


def test_a_resident_registers_and_cancels(client, event, at):
    at(BEFORE)
    assert "还剩 4 个名额" in client.get(address("event-detail", event)).content.decode()
    answer = client.post(address("event-register", event), {"key": uuid.uuid4(), "people": "3"})
    page = client.get(answer.url).content.decode()
    assert "已报名，1 号" in page
    refused = client.post(address("event-register", event), {"key": uuid.uuid4(), "people": "2"})
    assert refused.status_code == 400
    assert "还剩 1 个名额" in refused.content.decode()
    assert "no-store" in refused.headers["Cache-Control"]
    cancelled = client.post(answer.url + "cancel/", follow=True)
    assert "您的报名已取消" in cancelled.content.decode()


@pytest.mark.parametrize("people", ["0", "11", "-1", "x", ""])
def test_no_impossible_number_of_people(client, event, at, people):
    at(BEFORE)
    answer = client.post(address("event-register", event), {"key": uuid.uuid4(), "people": people, "number": "99"})
    assert answer.status_code == 400
    assert not Registration.objects.exists()


def test_the_code_at_the_place_counts_and_the_phone_remembers(client, event, at):
    at(DURING)
    place = address("event-check-in", event, queries.check_in_sign(event))
    client.post(place, {"key": uuid.uuid4(), "people": "2"})
    assert queries.checked_in(event) == 2
    assert "已签到" in client.get(place).content.decode()
    (cookie,) = [cookie for name, cookie in client.cookies.items() if name.startswith("here-")]
    assert (cookie.value, bool(cookie["httponly"])) == ("1", True)
    assert client.get(address("event-check-in", event, "0" * 12)).status_code == 404
    at(LATER)
    assert client.post(place, {"key": uuid.uuid4(), "people": "2"}).status_code == 400
    event.takes_check_ins = False
    event.save()
    assert client.get(place).status_code == 404


def test_three_questions_reach_the_street_and_nobody_else(client, event, at):
    at(DURING)
    form = address("event-impression", event)
    assert client.post(form, {"key": uuid.uuid4(), "words": "  "}).status_code == 400
    sent = {"key": uuid.uuid4(), "worth": "very", "learnt": "yes", "words": "<script>下次早一点</script>"}
    assert "已收到" in client.post(form, sent).content.decode()
    assert "下次早一点" not in client.get(address("event-detail", event)).content.decode()
    client.force_login(an_officer(event.area))
    record = client.get(address("event-record", event)).content.decode()
    assert "&lt;script&gt;下次早一点" in record
    assert "很有帮助 1 · 有些帮助 0" in record


def test_a_crowd_from_one_connection_is_asked_to_wait(client, event, at, settings):
    at(DURING)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"taking_part": "1/m/ip"}
    form = address("event-impression", event)
    answers = [client.post(form, {"key": uuid.uuid4(), "worth": "very"}).status_code for _ in range(2)]
    assert answers == [200, 400]


def test_check_ins_are_offered_as_the_number_reached(client, event):
    operations.check_in(now=DURING, event=event, key=uuid.uuid4(), people=7)
    client.force_login(an_officer(event.area))
    form = client.get(address("event-report", event)).context["form"]
    assert (form.initial["people_reached"], form.initial["counting"]) == (7, "scanned")


def test_the_sheet_for_the_place_is_the_streets_own(client, event):
    client.force_login(an_officer(event.area))
    page = client.get(address("event-code", event))
    assert queries.check_in_sign(event) in page.content.decode()
    assert client.get(address("event-code-image", event)).content.startswith(b"<?xml")
    event.takes_check_ins = False
    event.save()
    assert client.get(address("event-code", event)).status_code == 404
