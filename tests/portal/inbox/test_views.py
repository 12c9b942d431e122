from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.accounts.roles import Role
from portal.inbox import undoing
from portal.inbox.models import Task
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.inbox import MessageFactory, TaskFactory

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator():
    user = with_second_factor(UserFactory())
    GrantFactory(user=user, role=Role.DISTRICT_ADMINISTRATOR)
    return signed_in(user)


def test_what_waits_for_me_by_deadline(now):
    user = UserFactory()
    TaskFactory(user=user, title="Later", due_on=date(2099, 1, 1), now=now)
    TaskFactory(user=user, title="Long ago", due_on=date(2020, 1, 1), now=now)
    page = signed_in(user).get(reverse("inbox:task-list"))
    text = page.content.decode()
    assert text.index("Long ago") < text.index("Later")
    assert "已逾期" in text
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_nothing_waits():
    page = signed_in(UserFactory()).get(reverse("inbox:task-list"))
    assert "您目前没有待办" in page.content.decode()


def test_links_follow_the_language(now):
    user = UserFactory()
    TaskFactory(user=user, link="/account/tasks/", now=now)
    assert 'href="/en/account/tasks/"' in signed_in(user).get("/en/account/tasks/").content.decode()


def test_a_person_is_told_that_a_message_did_not_arrive(now):
    message = MessageFactory(state="failed", now=now)
    assert "未能送达" in signed_in(message.user).get(reverse("inbox:task-list")).content.decode()


def test_a_title_cannot_carry_markup(now):
    user = UserFactory()
    TaskFactory(user=user, title="%(unit)s", values={"unit": "<script>alert(1)</script>"}, now=now)
    assert "<script>alert" not in signed_in(user).get(reverse("inbox:task-list")).content.decode()


def test_the_operator_sees_what_did_not_arrive(administrator, now):
    MessageFactory(state="failed", error="NoAddressError", now=now)
    MessageFactory(state="uncertain", now=now)
    MessageFactory(state="waiting", attempts=2, now=now)
    MessageFactory(state="sent", kind="arrived.well", now=now)
    text = administrator.get(reverse("inbox:message-list")).content.decode()
    assert "NoAddressError" in text
    assert text.count("<form") >= 2
    assert "arrived.well" not in text


def test_every_message_arrived(administrator):
    assert "全部消息均已送达" in administrator.get(reverse("inbox:message-list")).content.decode()


@pytest.mark.parametrize(("state", "words"), [("failed", "已重新发送"), ("sent", "未作发送")])
def test_the_operator_sends_again(administrator, now, state, words):
    message = MessageFactory(state=state, now=now)
    page = administrator.post(reverse("inbox:message-again", args=[message.public_id]), follow=True)
    assert words in page.content.decode()
    message.refresh_from_db()
    assert message.state == ("waiting" if state == "failed" else state)


def test_pages_cost_few_queries(administrator, now, django_assert_max_num_queries):
    for _ in range(40):
        MessageFactory(state="failed", now=now)
    with django_assert_max_num_queries(16):
        administrator.get(reverse("inbox:message-list"))


def told(user, count, now):
    """Notices that wait for a person and ask for nothing but to be read."""
    return [TaskFactory(user=user, kind="event.declined", subject=f"s:{one}", now=now) for one in range(count)]


def waiting() -> int:
    return Task.objects.waiting().count()


def test_a_notice_is_put_away_by_a_press_and_comes_back_within_ten_seconds(now):
    user = UserFactory()
    client, (notice,) = signed_in(user), told(user, 1, now)
    work = TaskFactory(user=user, subject="s:work", now=now)
    page = client.get(reverse("inbox:task-list")).content.decode()
    assert page.count('name="task"') == 1
    assert waiting() == 2
    ids = [notice.public_id, work.public_id, "no-id"]
    shown = client.post(reverse("inbox:task-seen"), {"task": ids}, follow=True).content.decode()
    assert (waiting(), "已收起 1 条知会" in shown, reverse("inbox:undo") in shown) == (1, True, True)
    assert "已撤销" in client.post(reverse("inbox:undo"), follow=True).content.decode()
    # Told anew; that it was put away stays.
    assert (waiting(), Task.objects.filter(kind=notice.kind).count()) == (2, 2)
    assert "已超过撤销时间" in client.post(reverse("inbox:undo"), follow=True).content.decode()


def test_all_notices_go_at_once_those_of_others_stay_and_ten_seconds_end(now, monkeypatch):
    user = UserFactory()
    client, mine, others = signed_in(user), told(user, 3, now), told(UserFactory(), 1, now)
    assert client.get(reverse("inbox:task-list")).content.decode().count('name="task"') == 6
    ids = [task.public_id for task in [*mine, *others]]
    client.post(reverse("inbox:task-seen"), {"task": ids})
    assert list(Task.objects.waiting()) == others
    late = clock.now() + undoing.TIME + undoing.WAY + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert "已超过撤销时间" in client.post(reverse("inbox:undo"), follow=True).content.decode()
    assert list(Task.objects.waiting()) == others
