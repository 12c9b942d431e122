"""INJ-01, ACL-03, F13: what people type stays text wherever it is read; extra fields change nothing; one last seat."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from campaigns import operations, queries
from campaigns.models import Estate, Event, Impression, Registration
from campaigns.quarters import Quarter
from portal import clock
from portal.ledger.queries import entries_about
from tests.factories.campaigns import NOON, AreaFactory, EventFactory, filing, link_proof
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.signed_in import take_out

PAYLOAD = "\"><img src=x onerror=alert(1)>{{ 7|add:42 }}<script>alert(2)</script>'"
RAW = ("<img src=x", "<script>alert", ">49<")


def clean(answer) -> str:
    page = answer.content.decode()
    assert answer.status_code == 200, answer
    assert not any(raw in page for raw in RAW)
    return page


@pytest.mark.django_db
def test_inj_01_what_is_typed_stays_text_on_every_page(client, monkeypatch):
    area = AreaFactory()
    officer, reviewer = an_officer(area), a_reviewer()
    client.force_login(officer)
    day = (clock.now() - dt.timedelta(days=1)).date().isoformat()
    sent = dict.fromkeys(("title", "place", "organiser", "partners", "outcome"), PAYLOAD)
    sent |= {"key": uuid.uuid4(), "type": "talk", "day": day, "begins": "09:00", "ends": "10:00", "channel": "on_site"}
    sent |= {"audiences": ["families"], "people_reached": "3", "counting": "signed_in", "proof_kind": "photo"}
    client.post(reverse("campaigns:event-log"), sent | {"proof_link": "https://example.org/?q=<script>alert(2)"})
    event = Event.objects.get()
    Impression.objects.create(key=uuid.uuid4(), event=event, words=PAYLOAD, given_at=NOON)
    facts = {"name": PAYLOAD[:100], "name_en": "", "kind": "model", "community": None, "households": None}
    facts |= {"story": PAYLOAD, "story_en": PAYLOAD}
    now = clock.now()
    estate = operations.propose_estate(actor=officer, now=now, area=area, facts=facts)
    operations.recognise_estate(actor=reviewer, now=now, estate=estate, recognised_on=dt.date(2026, 1, 1), version=1)
    own = [event.public_id]
    for name, arguments in [("mine", []), ("record", own), ("receipt", own), ("withdraw", own)]:
        clean(client.get(reverse(f"campaigns:event-{name}", args=arguments)))
    clean(client.get(reverse("campaigns:estate-change", args=[estate.public_id])))
    client.force_login(reviewer)
    for name, arguments in [("review-list", []), ("event-review", own), ("estate-desk", [])]:
        clean(client.get(reverse(f"campaigns:{name}", args=arguments)))
    operations.verify_event(actor=reviewer, now=now, event=event)
    client.logout()
    for name, arguments in [("event-list", []), ("event-detail", own), ("estate-list", []), ("event-impression", own)]:
        clean(client.get(reverse(f"campaigns:{name}", args=arguments), {"when": "past"}))
    for language in ("", "/en"):
        clean(client.get(language + reverse("campaigns:estate-detail", args=[estate.public_id])))


@pytest.mark.django_db
def test_acl_03_extra_fields_change_nothing(client, monkeypatch):
    """ACL-03: state, numbers, days and owners are set by operations, whatever a form is sent."""
    event = EventFactory(announced=True, seats=5)
    monkeypatch.setattr(clock, "now", lambda: NOON - dt.timedelta(hours=3))
    extra = {"number": "77", "cancelled_at": "2026-01-01", "registered_at": "2000-01-01", "public_id": uuid.uuid4()}
    client.post(
        reverse("campaigns:event-register", args=[event.public_id]), {"key": uuid.uuid4(), "people": "1", **extra}
    )
    row = Registration.objects.get()
    assert (row.number, row.cancelled_at, row.public_id == extra["public_id"]) == (1, None, False)
    reviewer = a_reviewer()
    client.force_login(reviewer)
    sent = {"area": event.area_id, "kind": "model", "name": "甲", "state": "recognised", "recognised_on": "2026-01-01"}
    client.post(reverse("campaigns:estate-add"), sent | {"version": "9", "created_by": "1"})
    estate = Estate.objects.get()
    assert (estate.state, estate.recognised_on, estate.version, estate.created_by) == ("proposed", None, 1, reviewer)
    assert [entry.action for entry in entries_about(estate)] == ["estate.propose"]


@pytest.mark.django_db
def test_acl_03_facts_cannot_carry_a_state(now):
    area = AreaFactory()
    officer = an_officer(area)
    sent = filing(state="verified", late=True, verified_by=officer)
    event = operations.report_event(actor=officer, now=now, area=area, filing=sent)
    assert (event.state, event.verified_by, event.late) == ("held", None, False)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_reach_for_the_last_seat_one_gets_it():
    event = EventFactory(announced=True, seats=3)
    before = NOON - dt.timedelta(days=1)
    operations.register(now=before, event=event, key=uuid.uuid4(), people=2)

    def reach(_index) -> bool:
        try:
            operations.register(now=before, event=event, key=uuid.uuid4(), people=1)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(reach, range(20))) == 1
    assert queries.seats_left(event) == 0
    assert [row.number for row in event.registrations.all()] == [1, 2]


@pytest.mark.django_db
def test_inj_04_nothing_that_an_event_names_is_fetched(client, canary):
    area = AreaFactory()
    event = EventFactory(area=area, state="held", title=canary.words[:100], outcome=canary.words, announced=True)
    link_proof(event, canary.address)
    reviewer = a_reviewer()
    operations.verify_event(actor=reviewer, now=clock.now(), event=event)
    client.force_login(reviewer)
    quarter = Quarter(event.starts_at.year, (event.starts_at.month - 1) // 3 + 1)
    for ending in ("xlsx", "docx", "pdf"):
        assert take_out(client, reverse("campaigns:report-export", args=[quarter]), ending).status_code == 200
    addresses = [reverse("campaigns:event-review", args=[event.public_id]), reverse("campaigns:event-feed")]
    for address in [*addresses, reverse("campaigns:event-detail", args=[event.public_id])]:
        assert client.get(address).status_code == 200, address
