"""What the phone is given for the time without a signal, and to whom."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.campaigns import EventFactory
from tests.factories.campaigns import officer as an_officer

pytestmark = pytest.mark.django_db


def test_the_worker_stands_for_the_events_only_and_holds_nothing_personal(client):
    answer = client.get(reverse("campaigns:worker"))
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "{{" not in answer.content.decode()
    assert not answer.cookies


def test_each_language_has_its_own_worker():
    with translation.override("en"):
        assert reverse("campaigns:worker") == "/en/events/worker.js"


def test_the_log_form_names_its_owner_and_other_forms_do_not(client):
    user = an_officer()
    event = EventFactory(area=user.grants.get().area)
    client.force_login(user)
    page = client.get(reverse("campaigns:event-log")).content.decode()
    assert f'data-owner="{user.public_id}"' in page
    assert 'data-worker="/events/worker.js?looks=/static/"' in page
    assert "data-fresh" in page
    wrong = client.post(reverse("campaigns:event-log"), {"title": "x"}).content.decode()
    assert "data-fresh" not in wrong
    for address in (reverse("campaigns:event-plan"), reverse("campaigns:event-report", args=[event.public_id])):
        assert "data-owner" not in client.get(address).content.decode()
