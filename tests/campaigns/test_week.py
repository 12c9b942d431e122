"""A street officer's week, from what waits on Monday to the closing of the quarter; drafts in a browser have a journey."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import Event, QuarterClosing
from campaigns.quarters import Quarter
from portal import clock
from portal.inbox.models import Task
from tests.campaigns.test_reporter import typed
from tests.factories.accounts import PASSWORD
from tests.factories.campaigns import AreaFactory, EventFactory, link_proof
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.portal.accounts.test_door import totp

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LOG, MINE = reverse("campaigns:event-log"), reverse("campaigns:event-mine")


def page(client, name, *arguments) -> str:
    return client.get(reverse(f"campaigns:{name}", args=arguments)).content.decode()


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def waiting(kind: str) -> list[str]:
    return list(Task.objects.filter(closed_at=None, kind=kind).values_list("values__event", flat=True))


def returned(district, officer) -> Event:
    """What came back on Friday: the district asked for another figure."""
    event = link_proof(EventFactory(state="held", title="上周的讲座", created_by=officer)).event
    address = reverse("campaigns:event-return", args=[event.public_id])
    district.post(address, {"version": event.version, "people": "请核对人数"})
    return event


def signed_in(officer) -> Client:
    """By password and second factor, to what waits: the returned report stands there in its words."""
    client = Client()
    client.post(reverse("account_login"), {"login": officer.username, "password": PASSWORD})
    answer = client.post(reverse("mfa_authenticate"), {"code": totp()}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("inbox:task-list")
    assert "上周的讲座" in answer.content.decode()
    return client


def corrected(street, event) -> None:
    event.refresh_from_db()
    assert "请核对人数" in page(street, "event-report", event.public_id)
    again = typed(title=event.title, people_reached="58", version=event.version, proof_link="")
    assert street.post(reverse("campaigns:event-report", args=[event.public_id]), again).status_code == 302
    assert waiting("event.correct") == []


def joint(street) -> None:
    """Logged with a partner; the partner is asked, sees it among theirs, and says yes."""
    partner = AreaFactory(code="zhenglu")
    other = an_officer(partner)
    sent = typed(title="两镇街集市", partner_areas=[partner.pk], proof_link="https://example.org/news/8")
    assert street.post(LOG, sent).status_code == 302
    event = Event.objects.get(title="两镇街集市")
    assert waiting("event.joint") == ["两镇街集市"]
    theirs = desk(other)
    assert "两镇街集市" in theirs.get(MINE).content.decode()
    said = {"area": "zhenglu", "step": "confirm_partner"}
    assert theirs.post(reverse("campaigns:event-joint", args=[event.public_id]), said).status_code == 302
    assert waiting("event.joint") == []


def verified(district) -> None:
    """The district takes what is clean at once, and looks at what came back by itself."""
    many, held = reverse("campaigns:review-many"), list(Event.objects.filter(state="held"))
    chosen = {"event": [event.public_id for event in held], "version": [event.version for event in held]}
    asked = district.post(many, chosen).context["chosen"]
    assert [event.title for event in asked.clean] == ["两镇街集市"]
    assert [event.title for event, _why in asked.doubtful] == ["上周的讲座"]
    district.post(many, chosen | {"confirm": "1"})
    for event in Event.objects.filter(state="held"):
        district.post(reverse("campaigns:event-verify", args=[event.public_id]), {"version": event.version})
    assert set(Event.objects.values_list("state", flat=True)) == {"verified"}


def test_a_street_officers_week(monkeypatch):
    officer, district = an_officer(AreaFactory()), desk(a_reviewer())
    event = returned(district, officer)
    street = signed_in(officer)
    corrected(street, event)
    joint(street)
    assert "两镇街集市" in page(district, "review-list")
    verified(district)
    quarter = Quarter.of_day(clock.today())
    row = page(street, "ledger-row", quarter, "hongmei")
    assert "两镇街集市" in row
    # A quarter later nothing waits any more, and its figures stand.
    later = dt.datetime.combine(quarter.last_day + dt.timedelta(days=3), dt.time(4), dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", later.date)
    closer = desk(a_reviewer())
    assert closer.post(reverse("campaigns:quarter-close", args=[quarter])).status_code == 302
    assert QuarterClosing.objects.get().rows[0]["verified"] >= 1
