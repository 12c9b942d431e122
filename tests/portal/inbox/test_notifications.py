"""OPS-06, F17: a gateway that is down, hangs, answers late or twice."""

import smtplib
from datetime import timedelta
from io import StringIO
from urllib.error import HTTPError, URLError

import pytest
from django.core import mail
from django.core.management import call_command

from portal.accounts import sms
from portal.accounts.roles import Role
from portal.inbox import senders
from portal.inbox.backoff import PAUSES, STALE_AFTER, pause_after
from portal.inbox.enums import Channel, State
from portal.inbox.models import OutgoingMessage
from portal.inbox.notifications import deliver, deliver_message, due, settle_stale
from portal.inbox.queries import undelivered, undelivered_to, waiting_messages
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.inbox import MessageFactory

pytestmark = pytest.mark.django_db
REFUSED = ConnectionRefusedError(111, "refused")


def undelivered_error(cause: Exception | None) -> sms.UndeliveredError:
    error = sms.UndeliveredError("x")
    error.__cause__ = cause
    return error


@pytest.fixture
def person():
    user = UserFactory(email="person@example.org")
    user.set_phone("+8613800138000", verified=True)
    user.save()
    return user


@pytest.fixture
def gateway(monkeypatch):
    """A gateway that throws what the test puts into it, or takes the message."""
    taken, faults = [], []

    def send(phone, text):
        if faults:
            raise faults.pop(0)
        taken.append((phone, text.words))

    monkeypatch.setattr(sms, "send", send)
    return taken, faults


def test_a_message_is_sent_once_however_often_it_is_asked_for(person, gateway, now):
    message = MessageFactory(user=person, now=now)
    assert deliver(message.pk, now=now) == State.SENT
    assert deliver(message.pk, now=now) is None
    assert len(gateway[0]) == 1
    message.refresh_from_db()
    assert (message.attempts, message.settled_at, message.error) == (1, now, "")


def test_a_message_is_not_sent_before_its_time(person, gateway, now):
    message = MessageFactory(user=person, due_at=now + timedelta(minutes=1), now=now)
    assert deliver(message.pk, now=now) is None
    assert list(due(now)) == []
    assert list(due(now + timedelta(minutes=1))) == [message]


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (undelivered_error(URLError(REFUSED)), State.WAITING),
        (undelivered_error(HTTPError("https://sms", 503, "x", {}, None)), State.WAITING),
        (undelivered_error(None), State.WAITING),
        (undelivered_error(TimeoutError()), State.UNCERTAIN),
        (undelivered_error(ConnectionResetError()), State.UNCERTAIN),
        (REFUSED, State.WAITING),
        (smtplib.SMTPDataError(451, b"later"), State.WAITING),
        (smtplib.SMTPServerDisconnected("gone"), State.UNCERTAIN),
        (RuntimeError("odd"), State.UNCERTAIN),
    ],
)
def test_what_surely_did_not_leave_is_tried_again_and_nothing_else(person, gateway, now, fault, state):
    message = MessageFactory(user=person, now=now)
    gateway[1].append(fault)
    assert deliver(message.pk, now=now) == state
    message.refresh_from_db()
    assert message.error == type(fault).__name__
    assert message.due_at == (now + PAUSES[0] if state == State.WAITING else now)


def test_a_gateway_that_is_down_for_an_hour_costs_no_message_and_sends_none_twice(person, gateway, now):
    taken, faults = gateway
    MessageFactory(user=person, now=now)
    for minute in range(120):
        moment = now + timedelta(minutes=minute)
        faults[:] = [undelivered_error(URLError(REFUSED))] if minute < 60 else []
        for pk in list(due(moment).values_list("pk", flat=True)):
            deliver(pk, now=moment)
    assert len(taken) == 1
    assert OutgoingMessage.objects.get().state == State.SENT


def test_after_a_day_a_person_has_to_look(person, gateway, now):
    message = MessageFactory(user=person, attempts=len(PAUSES), now=now)
    gateway[1].append(REFUSED)
    assert deliver(message.pk, now=now) == State.FAILED
    assert list(undelivered()) == [message]


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (10, 640), (11, None)])
def test_pauses_grow(attempts, minutes):
    assert pause_after(attempts) == (minutes and timedelta(minutes=minutes))


def test_pauses_last_about_a_day():
    assert timedelta(hours=16) < sum(PAUSES, timedelta()) < timedelta(hours=30)


def test_who_cannot_be_reached_is_shown_at_once(now):
    message = MessageFactory(now=now)
    assert deliver(message.pk, now=now) == State.FAILED
    message.refresh_from_db()
    assert message.error == "NoAddressError"
    assert undelivered_to(message.user) == 1


def test_a_text_that_cannot_be_written_is_a_failure(person, now):
    message = MessageFactory(user=person, template="inbox/messages/gone.txt", now=now)
    assert deliver(message.pk, now=now) == State.FAILED


def test_a_message_whose_worker_died_is_never_repeated_by_itself(person, gateway, now):
    message = MessageFactory(user=person, state=State.SENDING, claimed_at=now, now=now)
    assert settle_stale(now=now + STALE_AFTER) == 0
    assert settle_stale(now=now + STALE_AFTER + timedelta(seconds=1)) == 1
    assert deliver(message.pk, now=now + timedelta(days=1)) is None
    assert list(undelivered()) == [message]
    assert gateway[0] == []


def test_an_answer_that_comes_after_the_message_was_set_aside_changes_nothing(person, now, monkeypatch):
    def slow(phone, text):
        settle_stale(now=now + timedelta(hours=1))

    monkeypatch.setattr(sms, "send", slow)
    message = MessageFactory(user=person, now=now)
    deliver(message.pk, now=now)
    message.refresh_from_db()
    assert message.state == State.UNCERTAIN


@pytest.mark.parametrize(
    ("state", "attempts", "shown"),
    [
        ("waiting", 0, False),
        ("waiting", 1, True),
        ("sending", 1, False),
        ("sent", 1, False),
        ("failed", 1, True),
        ("uncertain", 1, True),
    ],
)
def test_what_an_operator_sees(now, state, attempts, shown):
    MessageFactory(state=state, attempts=attempts, now=now)
    assert undelivered().exists() is shown
    assert waiting_messages() == (state in {"waiting", "sending"})


@pytest.mark.parametrize(
    ("email", "phone", "verified", "role", "channel"),
    [
        ("", "+8613800138000", True, None, Channel.SMS),
        ("a@example.org", "+8613800138000", True, None, Channel.SMS),
        ("a@example.org", "+8613800138000", False, None, Channel.MAIL),
        ("a@example.org", "", False, None, Channel.MAIL),
        ("a@example.org", "+8613800138000", True, Role.EVALUATOR, Channel.MAIL),
        ("", "+8613800138000", True, Role.EVALUATOR, Channel.SMS),
        ("", "", False, None, None),
    ],
)
def test_channel_for(email, phone, verified, role, channel):
    user = UserFactory(email=email)
    if phone:
        user.set_phone(phone, verified=verified)
        user.save()
    if role:
        GrantFactory(user=user, role=role)
    assert senders.channel_for(user) == channel


def test_a_mail_has_its_subject_from_the_first_line(now, settings):
    message = MessageFactory(user=UserFactory(email="a@example.org"), now=now)
    assert deliver(message.pk, now=now) == State.SENT
    assert (mail.outbox[0].subject, mail.outbox[0].body) == ("退回补正", "请补正后重新提交。\n")
    assert mail.outbox[0].to == ["a@example.org"]


def test_signs_arrive_as_they_were_written(person, gateway, now):
    MessageFactory(user=person, values={"subject": "x", "body": "A & B <1%>"}, now=now)
    deliver(OutgoingMessage.objects.get().pk, now=now)
    assert gateway[0][0][1] == "A & B <1%>"


def test_a_value_cannot_forge_the_head_of_a_mail(now):
    values = {"subject": "x\r\nBcc: everyone@example.org", "body": "y"}
    MessageFactory(user=UserFactory(email="a@example.org"), values=values, now=now)
    deliver(OutgoingMessage.objects.get().pk, now=now)
    assert mail.outbox[0].recipients() == ["a@example.org"]
    assert mail.outbox[0].subject == "x"


def test_the_background_task_delivers(person, gateway, now, fixed_clock):
    message = MessageFactory(user=person, now=now)
    deliver_message.call(message.pk)
    assert len(gateway[0]) == 1


def test_the_command_delivers_and_sets_aside(person, gateway, now, fixed_clock):
    MessageFactory(user=person, now=now)
    MessageFactory(now=now)
    MessageFactory(user=person, state=State.SENDING, claimed_at=now - timedelta(hours=1), now=now)
    out = StringIO()
    call_command("deliver_outbox", stdout=out)
    call_command("deliver_outbox", stdout=out)
    assert out.getvalue() == "1 sent, 1 not yet, 1 uncertain.\n"


def test_the_command_can_keep_watch(monkeypatch):
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("portal.inbox.management.commands.deliver_outbox.time.sleep", pause)
    with pytest.raises(KeyboardInterrupt):
        call_command("deliver_outbox", "--every", "30")
    assert pauses == [30, 30]
