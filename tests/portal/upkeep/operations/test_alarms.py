"""Whoever has to act hears of it once, in time, and no longer than it lasts (I8)."""

from datetime import timedelta

import pytest
from django.core import mail

from portal.accounts.roles import Role
from portal.health import Line, State, texts_lines
from portal.inbox.models import OutgoingMessage, Task
from portal.upkeep.operations.alarms import KIND, raise_alarms, titles
from tests.factories.accounts import GrantFactory, UserFactory

pytestmark = pytest.mark.django_db
OK = Line("database")
SILENT = Line("worker", State.WARNING, "silent", alarm=True)
BROKEN = Line("ledger", State.WARNING, "broken", alarm=True)
FAILED = Line("duty deliver_outbox", State.WARNING, "failed", alarm=True, duty="deliver_outbox")


@pytest.fixture
def people():
    roles = (Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR, Role.EDITOR)
    return {role: GrantFactory(role=role, user=UserFactory(email=f"{role}@example.org")).user for role in roles}


def waiting() -> list[tuple[str, str]]:
    tasks = Task.objects.waiting().filter(kind=KIND).order_by("subject", "role")
    return [(task.subject.removeprefix("upkeep:"), task.role) for task in tasks]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        (SILENT, ["district_administrator"]),
        (FAILED, ["district_administrator"]),
        (BROKEN, ["auditor", "security_administrator"]),
        (Line("records", State.WARNING, "broken", alarm=True), ["auditor", "security_administrator"]),
        (Line("disk", State.WARNING, "short"), []),
    ],
)
def test_who_hears_of_what(people, now, line, roles):
    raise_alarms(lines=[OK, line], now=now)
    assert waiting() == [(line.name, role) for role in roles]
    assert sorted(message.to[0] for message in mail.outbox) == [f"{role}@example.org" for role in roles]


def test_once_until_it_is_mended_and_again_when_it_fails_again(people, now):
    minute = timedelta(minutes=1)
    assert raise_alarms(lines=[OK, SILENT], now=now) == 1
    assert raise_alarms(lines=[OK, SILENT], now=now + minute) == 0
    assert (len(waiting()), len(mail.outbox)) == (1, 1)
    raise_alarms(lines=[OK], now=now + 2 * minute)
    assert waiting() == []
    assert raise_alarms(lines=[OK, SILENT], now=now + 3 * minute) == 1
    assert (len(waiting()), len(mail.outbox)) == (1, 2)


def test_nobody_takes_a_thing_for_mended_while_the_database_says_nothing(people, now):
    raise_alarms(lines=[OK, SILENT], now=now)
    raise_alarms(lines=[Line("database", State.FAILING, "silent", alarm=True)], now=now)
    assert ("worker", "district_administrator") in waiting()


def test_the_message_is_plain_and_leads_to_the_page(people, now, settings):
    raise_alarms(lines=[OK, FAILED], now=now)
    assert mail.outbox[0].subject == "平台需要您处理"
    assert mail.outbox[0].body == f"平台自动任务失败：deliver_outbox：{settings.PORTAL_BASE_URL}/account/state/\n"
    assert OutgoingMessage.objects.get().state == "sent"


def test_the_auditor_is_led_to_the_ledger(people, now):
    raise_alarms(lines=[OK, BROKEN], now=now)
    assert {task.role: task.link for task in Task.objects.all()} == {
        "auditor": "/ledger/",
        "security_administrator": "/account/state/",
    }


def test_without_an_operator_the_security_administrator_hears(now):
    GrantFactory(role=Role.SECURITY_ADMINISTRATOR)
    raise_alarms(lines=[OK, SILENT], now=now)
    assert waiting() == [("worker", "security_administrator")]


def test_everything_that_can_alarm_has_a_title():
    shares = {line.name for line in texts_lines(1, 1)}
    others = {"database", "cache", "queue", "outbox", "worker", "disk", "files", "backup", "ledger", "records"}
    assert set(titles()) == others | shares


def test_each_share_of_the_text_messages_is_told_once(people, now):
    told = [
        raise_alarms(lines=[OK, *texts_lines(count, 100)], now=now + timedelta(minutes=count))
        for count in (10, 50, 55, 80, 99, 100, 100)
    ]
    assert told == [0, 1, 0, 1, 0, 1, 0]
    assert [subject for subject, _ in waiting()] == ["texts_100", "texts_50", "texts_80"]
    raise_alarms(lines=[OK, *texts_lines(0, 100)], now=now + timedelta(days=1))
    assert waiting() == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_quiet_look_asks_twice_however_many_lines(people, now, count, django_assert_num_queries):
    lines = [OK, *(Line(f"duty {number}", duty=str(number)) for number in range(count))]
    with django_assert_num_queries(3):  # a savepoint, what waits, and its release
        raise_alarms(lines=lines, now=now)
