from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.template import TemplateDoesNotExist
from django.utils import translation

from portal.accounts import sms
from portal.accounts.limits import texts_today
from portal.accounts.roles import Role
from portal.directory.workdays import Deadline
from portal.inbox.enums import State
from portal.inbox.models import OutgoingMessage, Task
from portal.inbox.operations import close_tasks, follow_calendar, send, send_again
from tests.factories.accounts import UserFactory
from tests.factories.directory import AreaFactory
from tests.factories.inbox import TEMPLATE, MessageFactory, TaskFactory
from tests.portal.directory.test_workdays import LIST_2031

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 1)
WORDS = {"subject": "退回补正", "body": "请补正后重新提交。"}


@pytest.fixture(autouse=True)
def _silence():
    sms.sent.clear()


@pytest.fixture
def reachable():
    user = UserFactory()
    user.set_phone("+8613800138000", verified=True)
    user.save()
    return user


def test_a_task_says_what_waits_for_whom_about_what(now):
    user, subject = UserFactory(), UserFactory()
    task = TaskFactory(
        title="Amend the form of %(unit)s",
        values={"unit": "甲单位"},
        subject=subject,
        due_on=DUE,
        user=user,
        now=now,
    )
    task.refresh_from_db()
    assert (task.text, task.due_on, task.opened_at) == ("Amend the form of 甲单位", DUE, now)
    assert (task.user, task.role, task.area) == (user, "", None)
    assert task.subject == f"accounts.user:{subject.public_id}"
    assert str(task) == task.text


def test_the_title_is_translated_when_it_is_read(now):
    task = TaskFactory(title="What waits for me", now=now, user=UserFactory())
    with translation.override("en"):
        assert task.text == "What waits for me"
    with translation.override("zh-hans"):
        assert task.text == "我的待办"


@pytest.mark.parametrize("title", ["100 % done", "Amend"])
def test_a_title_without_values_may_hold_any_sign(now, title):
    assert TaskFactory(title=title, now=now, user=UserFactory()).text == title


def test_the_same_thing_waits_once(now):
    user = UserFactory()
    for due_on in (DUE, date(2026, 12, 8), date(2026, 12, 8)):
        task = TaskFactory(subject="x:1", due_on=due_on, user=user, now=now)
    assert Task.objects.get() == task
    assert task.due_on == date(2026, 12, 8)


def test_a_deadline_in_working_days_follows_the_calendar(now):
    counted = Deadline(date(2027, 1, 4), date(2026, 12, 28), is_provisional=True)
    task = TaskFactory(subject="x:1", due_on=counted, user=UserFactory(), now=now)
    other = TaskFactory(subject="x:2", due_on=date(2027, 1, 4), user=UserFactory(), now=now)
    after = {day.replace(year=2027): works for day, works in LIST_2031.items()}
    assert (follow_calendar(before={}, after=after), follow_calendar(before=after, after=after)) == (1, 0)
    for row in (task, other):
        row.refresh_from_db()
    assert (task.due_on, task.counted_from, other.due_on) == (date(2027, 1, 5), date(2026, 12, 28), date(2027, 1, 4))


def test_the_same_thing_waits_for_each_of_several(now):
    area = AreaFactory()
    for addressee in (
        {"user": UserFactory()},
        {"user": UserFactory()},
        {"role": Role.STREET_OFFICER, "area": area},
        {"role": Role.STREET_OFFICER, "area": AreaFactory()},
        {"role": Role.STREET_OFFICER},
        {"role": Role.EVALUATOR},
    ):
        TaskFactory(subject="x:1", now=now, **addressee)
    TaskFactory(subject="x:1", kind="application.evaluate", role=Role.EVALUATOR, now=now)
    assert Task.objects.waiting().count() == 7


def test_a_closed_task_can_come_up_again(now):
    user = UserFactory()
    TaskFactory(subject="x:1", user=user, now=now)
    assert close_tasks(subject="x:1", now=now) == 1
    assert close_tasks(subject="x:1", now=now) == 0
    TaskFactory(subject="x:1", user=user, now=now)
    assert Task.objects.count() == 2
    assert Task.objects.waiting().count() == 1


def test_tasks_of_one_kind_are_closed_and_the_others_wait(now):
    user = UserFactory()
    TaskFactory(subject="x:1", user=user, now=now)
    TaskFactory(subject="x:1", kind="application.visit", user=user, now=now)
    TaskFactory(subject="x:2", user=user, now=now)
    assert close_tasks(subject="x:1", kind="application.visit", now=now) == 1
    assert Task.objects.waiting().count() == 2


@pytest.mark.parametrize("addressee", [{"user": None, "role": ""}, {"role": "auditor"}])
def test_a_task_is_for_a_person_or_a_role(now, addressee):
    values = {"user": UserFactory(), **addressee}
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(kind="a", title="a", subject="x:1", link="/", addressee="x", opened_at=now, **values)


def test_a_message_leaves_after_the_transaction(now, reachable, django_capture_on_commit_callbacks, fixed_clock):
    with django_capture_on_commit_callbacks(execute=True):
        message = send(user=reachable, kind="a", template=TEMPLATE, values=WORDS, now=now)
        assert sms.sent == []
    message.refresh_from_db()
    assert (message.state, message.channel) == (State.SENT, "sms")
    assert sms.sent == [("+8613800138000", "请补正后重新提交。")]


def test_a_notice_by_text_counts_among_the_days_texts_and_waits_when_they_are_used_up(
    now, reachable, settings, django_capture_on_commit_callbacks, fixed_clock
):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"sms_budget": "2/1d/key"}
    messages = []
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            messages.append(send(user=reachable, kind="a", template=TEMPLATE, values=WORDS, now=now))
    assert texts_today() == (2, 2)
    assert len(sms.sent) == 2
    last = OutgoingMessage.objects.get(pk=messages[-1].pk)
    assert (last.state, last.error) == (State.WAITING, "OverBudgetError")
    assert last.due_at > now


def test_the_outbox_holds_no_number_and_no_name(now, reachable):
    message = send(user=reachable, kind="a", template=TEMPLATE, values=WORDS, now=now)
    row = str(OutgoingMessage.objects.filter(pk=message.pk).values().get())
    assert "13800138000" not in row
    assert reachable.name not in row


def test_a_message_without_words_is_refused_at_once(now):
    with pytest.raises(TemplateDoesNotExist):
        send(user=UserFactory(), kind="a", template="inbox/messages/none.txt", values={}, now=now)
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    ("state", "again"),
    [("waiting", False), ("sending", False), ("sent", False), ("failed", True), ("uncertain", True)],
)
def test_only_what_rests_undelivered_is_sent_again(now, state, again):
    message = MessageFactory(state=state, attempts=11, error="X", now=now)
    assert message.is_undelivered is again
    assert send_again(message=message, now=now) is again
    message.refresh_from_db()
    assert message.state == ("waiting" if again else state)
    assert message.attempts == (0 if again else 11)


def test_sending_again_sends(now, reachable, django_capture_on_commit_callbacks, fixed_clock):
    message = MessageFactory(user=reachable, state="failed", now=now)
    with django_capture_on_commit_callbacks(execute=True):
        send_again(message=message, now=now)
    assert len(sms.sent) == 1
    assert str(message) == f"application.returned {message.public_id}"
