"""What waits, in one message: to whom, when, once a day at most; and by which way people are told."""

import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.inbox.enums import Channel, Rhythm
from portal.inbox.models import OutgoingMessage, Preference
from portal.inbox.operations import close_tasks
from portal.inbox.senders import channel_for
from portal.inbox.summaries import send_summaries
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.inbox import TaskFactory

pytestmark = pytest.mark.django_db
SATURDAY = timedelta(days=4)


@pytest.fixture
def officer():
    return GrantFactory(role=Role.DISTRICT_REVIEWER, user=UserFactory(email="officer@example.org")).user


@pytest.fixture
def unit():
    user = UserFactory(username="p-unit", email="unit@example.org")
    user.set_phone("+8613812340077", verified=True)
    user.save()
    return user


def told() -> list[int]:
    return [message.values["count"] for message in OutgoingMessage.objects.order_by("pk")]


def test_an_officer_is_told_of_news_once_a_day_and_not_of_the_same_again(officer, now):
    TaskFactory(role=Role.DISTRICT_REVIEWER, now=now)
    assert send_summaries(now=now - timedelta(hours=2)) == 0  # seven in the morning
    assert send_summaries(now=now) == 1
    assert send_summaries(now=now + timedelta(hours=1)) == 0
    assert send_summaries(now=now + timedelta(days=1)) == 1  # it came on the day of the first one
    assert send_summaries(now=now + timedelta(days=2)) == 0
    TaskFactory(role=Role.DISTRICT_REVIEWER, now=now + timedelta(days=2))
    assert send_summaries(now=now + timedelta(days=2, hours=1)) == 1
    assert told() == [1, 1, 2]


def test_what_is_pressing_is_told_again(officer, now):
    TaskFactory(role=Role.DISTRICT_REVIEWER, due_on=date(2026, 11, 28), now=now - timedelta(days=30))
    assert [send_summaries(now=now + timedelta(days=day)) for day in range(3)] == [1, 1, 1]


def test_nothing_goes_on_a_day_off_nor_for_closed_matters_nor_to_who_cannot_be_reached(officer, now):
    GrantFactory(role=Role.DISTRICT_REVIEWER)
    task = TaskFactory(role=Role.DISTRICT_REVIEWER, now=now)
    assert send_summaries(now=now + SATURDAY) == 0
    close_tasks(subject=task.subject, now=now)
    assert send_summaries(now=now) == 0
    TaskFactory(role=Role.DISTRICT_REVIEWER, now=now)
    assert send_summaries(now=now) == 1
    assert OutgoingMessage.objects.get().user == officer


def test_a_year_whose_days_off_are_unknown_counts_by_its_weekdays(officer, now):
    monday = now.replace(year=2041, month=7, day=1)
    TaskFactory(role=Role.DISTRICT_REVIEWER, now=monday)
    assert send_summaries(now=monday + timedelta(days=5)) == 0
    assert send_summaries(now=monday) == 1


def test_a_unit_is_told_in_one_message_only_if_it_asked(unit, now):
    TaskFactory(user=unit, now=now)
    assert send_summaries(now=now) == 0
    Preference.objects.create(user=unit, rhythm=Rhythm.WEEKLY)
    assert [send_summaries(now=now + timedelta(days=day)) for day in range(7)] == [1, 0, 0, 0, 0, 0, 1]


def test_the_message_names_the_most_pressing(officer, now, mailoutbox, fixed_clock, django_capture_on_commit_callbacks):
    TaskFactory(role=Role.DISTRICT_REVIEWER, title="Later", due_on=date(2027, 1, 1), now=now)
    TaskFactory(role=Role.DISTRICT_REVIEWER, title="First", due_on=date(2026, 11, 25), now=now)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_summaries", verbosity=0)
    (mail,) = mailoutbox
    assert mail.subject == "您有2项待办"
    assert mail.body.index("First") < mail.body.index("Later")
    assert "2026-11-25" in mail.body
    assert reverse("inbox:task-list") in mail.body


def test_people_are_told_by_the_way_they_chose_while_it_is_known(unit):
    assert channel_for(unit) == Channel.SMS
    Preference.objects.create(user=unit, rhythm=Rhythm.NEVER, channel=Channel.MAIL)
    assert channel_for(unit) == Channel.MAIL
    unit.email = ""
    assert channel_for(unit) == Channel.SMS


def test_the_page_asks_for_the_way_only_where_there_are_two(unit, officer):
    for person, has_choice in ((unit, True), (with_second_factor(officer), False)):
        client = Client()
        client.force_login(person)
        page = client.get(reverse("inbox:preference-edit")).content.decode()
        assert ('name="channel"' in page) == has_choice
        assert page.count('name="rhythm"') == len(Rhythm)


def test_what_was_chosen_is_kept_and_the_last_summary_stays_known(unit, now):
    Preference.objects.create(user=unit, rhythm=Rhythm.DAILY, summarised_on=now.date())
    client = Client()
    client.force_login(unit)
    sent = {"channel": "mail", "rhythm": "weekly", "summarised_on": "2020-01-01", "user": "1"}
    assert client.post(reverse("inbox:preference-edit"), sent).status_code == 302
    held = Preference.objects.get()
    assert (held.user, held.channel, held.rhythm, held.summarised_on) == (unit, "mail", "weekly", now.date())
    assert client.post(reverse("inbox:preference-edit"), {"channel": "pigeon", "rhythm": "weekly"}).status_code == 200


def test_a_mail_address_serves_once_its_owner_has_confirmed_it(mailoutbox, monkeypatch):
    user = UserFactory(username="p-mail")
    client = Client()
    client.force_login(user)
    monkeypatch.setattr("portal.accounts.adapter.is_fresh", lambda request: True)
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    user.refresh_from_db()
    assert user.email == ""
    (mail,) = mailoutbox
    assert mail.subject == "请确认您的电子邮箱"
    link = re.search(r"http://testserver(\S+)", mail.body)[1]
    assert "new@example.org" in Client().get(link).content.decode()
    user.refresh_from_db()
    assert user.email == ""
    Client().post(link)
    user.refresh_from_db()
    assert user.email == "new@example.org"
