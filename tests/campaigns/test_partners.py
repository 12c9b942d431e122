"""A joint event: the areas named as partners are asked, see it among theirs, and say themselves whether they were."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import PartnerConfirmation
from campaigns.operations import plan_event, revise_event, withdraw_event
from portal import clock
from portal.inbox.models import Task
from portal.ledger.models import Entry
from tests.factories.campaigns import AreaFactory, filing, officer

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MINE = reverse("campaigns:event-mine")


def sent(partners, title="共办的集市"):
    return replace(filing(title=title), partner_areas=partners)


@pytest.fixture
def lead():
    return officer(AreaFactory())


@pytest.fixture
def partner():
    return AreaFactory(code="zhenglu")


@pytest.fixture
def event(lead, partner):
    return plan_event(actor=lead, now=clock.now(), area=AreaFactory(), filing=sent([partner]))


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def waiting(kind="event.joint") -> list[str]:
    return [task.area.code for task in Task.objects.filter(kind=kind, closed_at=None)]


def answer(client, event, step, **more):
    data = {"area": "zhenglu", "step": step, **more}
    return client.post(reverse("campaigns:event-joint", args=[event.public_id]), data)


def record(client, event) -> str:
    return client.get(reverse("campaigns:event-record", args=[event.public_id])).content.decode()


def test_a_partner_is_asked_sees_it_among_theirs_and_confirms_once(lead, partner, event):
    assert waiting() == ["zhenglu"]
    other = desk(officer(partner))
    assert "共办的集市" in other.get(MINE).content.decode()
    assert "是联合举办" in record(other, event)
    assert answer(other, event, "confirm_partner").status_code == 302
    assert waiting() == []
    assert PartnerConfirmation.objects.get().area == partner
    shown = record(desk(lead), event)
    assert ("已确认" in shown, "尚未确认" in shown) == (True, False)
    assert answer(other, event, "confirm_partner").status_code == 409
    # Told again by a change of the plan, who has answered is not asked again.
    revise_event(actor=lead, now=clock.now(), event=event, filing=sent([partner], "共办的集市二"))
    assert waiting() == []


def test_who_was_none_says_why_and_the_leading_area_reads_it(lead, partner, event):
    other = desk(officer(partner))
    assert answer(other, event, "decline_partner").status_code == 422
    assert answer(other, event, "decline_partner", reason="那天我们没有活动").status_code == 302
    assert list(event.partner_areas.all()) == []
    assert (waiting(), waiting("event.declined")) == ([], ["hongmei"])
    assert Entry.objects.get(action="event.decline_partner").reason == "那天我们没有活动"
    leader = desk(lead)
    assert "那天我们没有活动" in record(leader, event)
    # Reading changes nothing: who has seen it says so.
    assert waiting("event.declined") == ["hongmei"]
    told = Task.objects.get(kind="event.declined", closed_at=None)
    other.post(reverse("inbox:task-seen"), {"task": told.public_id})
    assert waiting("event.declined") == ["hongmei"]
    leader.post(reverse("inbox:task-seen"), {"task": told.public_id})
    assert waiting("event.declined") == []
    assert "共办的集市" not in other.get(MINE).content.decode()


def test_nobody_answers_for_another_area_and_nobody_is_asked_in_vain(lead, partner, event):
    third = desk(officer(AreaFactory(code="diaozhuang")))
    assert answer(third, event, "confirm_partner").status_code == 404
    assert answer(desk(lead), event, "confirm_partner").status_code == 400
    revise_event(actor=lead, now=clock.now(), event=event, filing=sent([]))
    assert waiting() == []
    revise_event(actor=lead, now=clock.now(), event=event, filing=sent([partner]))
    withdraw_event(actor=lead, now=clock.now(), event=event, reason="重复登记")
    assert waiting() == []
