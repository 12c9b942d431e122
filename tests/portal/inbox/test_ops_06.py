"""OPS-06, whole: the gateway is down, hangs or answers twice while each kind of notice is triggered."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command

from portal import clock
from portal.accounts.sms import calls
from portal.accounts.sms.texts import kind_of, templates
from portal.health import LATE
from portal.inbox.backoff import PAUSES, STALE_AFTER
from portal.inbox.enums import State
from portal.inbox.models import OutgoingMessage
from portal.inbox.notifications import deliver
from portal.inbox.operations import send
from portal.inbox.queries import undelivered
from tests.factories.accounts import UserFactory
from tests.portal.accounts.sms.providers import Aliyun, serve

pytestmark = pytest.mark.any_database

# The code to sign in is asked for by who waits for it: that page says at once that none left (test_senders.py).
NOTICES = sorted(set(templates()) - {"accounts/messages/code.txt"})
FACTS = {
    "path": "/cells/1/",
    "reference": "TN-2026-1",
    "number": "TNWF/2026/0001",
    "due_on": "2026-12-01",
    "is_provisional": False,
    "count": 3,
    "named": [],
    "said": "x",
    "body": "x",
    "subject": "x",
}


@pytest.fixture
def person(db):
    user = UserFactory()
    user.set_phone("+8613800138000", verified=True)
    user.save()
    return user


@pytest.fixture
def provider(settings):
    server = serve(Aliyun)
    settings.PORTAL_SMS_SENDER = "aliyun"
    settings.PORTAL_SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.PORTAL_SMS_ACCOUNT, settings.PORTAL_SMS_SECRET, settings.PORTAL_SMS_SIGN = "account-1", "secret-1", "x"
    settings.PORTAL_SMS_TEMPLATES = {kind_of(name): "SMS_1" for name in templates()}
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(monkeypatch):
    """The hands of the clock, for the duty that delivers; the call itself is signed with the time it is."""
    real = clock.now()

    def move(since):
        monkeypatch.setattr("portal.inbox.management.commands.deliver_outbox.clock.now", lambda: real + since)
        monkeypatch.setattr("portal.accounts.sms.aliyun.clock.now", lambda: real)
        return real + since

    moment = move(timedelta())
    # The two read the same clock: the provider allows a quarter of an hour, so it is told the true time.
    monkeypatch.setattr("portal.accounts.sms.aliyun.clock", type("True", (), {"now": staticmethod(lambda: real)}))
    assert moment == real
    return move


def trigger_all(person, now):
    for template in NOTICES:
        send(user=person, kind=kind_of(template), template=template, values=FACTS, now=now)


def each_minute(at, since, minutes):
    for minute in range(minutes):
        at(since + timedelta(minutes=minute))
        call_command("deliver_outbox")


def states():
    return set(OutgoingMessage.objects.values_list("state", flat=True))


def test_ops_06_a_gateway_that_is_down_for_an_hour(person, provider, at, settings):
    up, settings.PORTAL_SMS_GATEWAY_URL = settings.PORTAL_SMS_GATEWAY_URL, "http://127.0.0.1:1/"
    trigger_all(person, at(timedelta()))
    assert OutgoingMessage.objects.count() == len(NOTICES)  # accepted
    each_minute(at, timedelta(), int(LATE / timedelta(minutes=1)))
    assert undelivered().count() == len(NOTICES)  # shown within five minutes
    assert {message.attempts > 1 for message in undelivered()} == {True}  # and tried again meanwhile
    each_minute(at, LATE, 55)
    settings.PORTAL_SMS_GATEWAY_URL = up
    each_minute(at, timedelta(hours=1), 90)
    each_minute(at, timedelta(hours=3), 5)
    assert states() == {State.SENT}
    assert len(provider.taken) == len(NOTICES)  # none twice
    assert undelivered().count() == 0


def test_ops_06_an_answer_that_does_not_come(person, provider, at, monkeypatch):
    """Taken, but the receipt is lost: nobody knows, so a person decides; never twice by itself."""
    monkeypatch.setattr(calls, "SECONDS", 0.2)
    weigh = Aliyun.weigh

    def slow(self, body):
        said = weigh(self, body)
        time.sleep(0.5)
        return said

    monkeypatch.setattr(Aliyun, "weigh", slow)
    now = at(timedelta())
    for template in NOTICES[:3]:
        send(user=person, kind=kind_of(template), template=template, values=FACTS, now=now)
    each_minute(at, timedelta(), 30)
    assert states() == {State.UNCERTAIN}
    assert undelivered().count() == len(provider.taken) == 3


@pytest.mark.parametrize("fault", [(500, b"{}"), (504, b""), (200, b"<html>"), (200, b"{")])
def test_ops_06_an_answer_that_says_nothing(person, provider, at, fault):
    provider.broken = fault
    trigger_all(person, at(timedelta()))
    each_minute(at, timedelta(), 1)
    provider.broken = None
    each_minute(at, timedelta(), 30)
    assert (states(), provider.taken) == ({State.UNCERTAIN}, [])
    assert undelivered().count() == len(NOTICES)


@pytest.mark.django_db(transaction=True)
def test_ops_06_two_workers_and_a_doubled_task(person, provider, at):
    """The duty and the queue at once, each twice."""
    now = at(timedelta())
    rows = [OutgoingMessage.objects.create(user=person, kind="x", template=name, values=FACTS, created_at=now, due_at=now)
            for name in NOTICES]  # fmt: skip
    from django.db import connection  # noqa: PLC0415

    def work():
        try:
            for row in rows:
                deliver(row.pk, now=now)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (states(), len(provider.taken)) == ({State.SENT}, len(NOTICES))


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("isv.BUSINESS_LIMIT_CONTROL", State.WAITING),
        ("isv.AMOUNT_NOT_ENOUGH", State.WAITING),
        ("isp.RAM_PERMISSION_DENY", State.WAITING),
        ("isp.SYSTEM_ERROR", State.WAITING),
        ("isv.MOBILE_NUMBER_ILLEGAL", State.FAILED),
        ("isv.SMS_TEMPLATE_ILLEGAL", State.FAILED),
    ],
)
def test_ops_06_a_refusal_is_tried_again_where_that_can_help(person, provider, at, code, state):
    provider.refusal = code
    trigger_all(person, at(timedelta()))
    each_minute(at, timedelta(), 1)
    assert states() == {state}
    assert {message.fault.split()[-1] for message in undelivered()} == {f"({code})"}
    assert [message.fault for message in undelivered() if message.fault.startswith(message.error.split()[0])] == []
    assert undelivered().count() == len(NOTICES)
    if state == State.FAILED:
        each_minute(at, timedelta(minutes=1), 3)
        assert set(OutgoingMessage.objects.values_list("attempts", flat=True)) == {1}


def test_ops_06_limits_stand_within_what_they_promise():
    assert PAUSES[0] + PAUSES[1] < LATE
    assert STALE_AFTER <= LATE
    assert STALE_AFTER.total_seconds() > calls.SECONDS
