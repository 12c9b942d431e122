"""Early word by the clock: to the area itself, once a mark, gone when the quota is in sight or the quarter over."""

import datetime as dt

import pytest
from django.core.management import call_command

from campaigns.operations import close_quarter, remind_to_close, warn_areas
from campaigns.quarters import Quarter
from portal.inbox.models import Task
from tests.factories.campaigns import NOON, AreaFactory, EventFactory
from tests.factories.campaigns import reviewer as a_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def areas():
    AreaFactory()
    AreaFactory(code="jingkai", quarterly_event_quota=None)


def at(month, day):
    return dt.datetime(2026, month, day, 1, tzinfo=dt.UTC)


def waiting():
    return [(task.kind, task.area.code, task.values["missing"]) for task in Task.objects.waiting()]


@pytest.mark.parametrize(("month", "day", "week"), [(10, 29, 4), (11, 26, 8), (12, 17, 11), (12, 31, 11)])
def test_an_area_without_events_hears_of_it_at_each_mark(month, day, week):
    warn_areas(now=at(month, day))
    assert waiting() == [(f"quarter.week-{week}", "hongmei", 3)]
    assert Task.objects.get().due_on == dt.date(2026, 12, 31)


def test_nobody_is_told_before_week_four():
    assert warn_areas(now=at(10, 28)) == []
    assert waiting() == []


def test_told_twice_it_waits_once_and_a_later_mark_takes_the_place_of_an_earlier():
    for day in (29, 30):
        warn_areas(now=at(10, day))
    assert len(waiting()) == 1
    EventFactory(state="held", starts_at=NOON)
    warn_areas(now=at(11, 26))
    assert waiting() == [("quarter.week-8", "hongmei", 2)]


def test_who_has_caught_up_is_told_no_more():
    warn_areas(now=at(10, 29))
    EventFactory.create_batch(3, state="held", starts_at=NOON)
    assert warn_areas(now=at(11, 26)) == []
    assert waiting() == []


def test_a_new_quarter_forgets_the_old_word():
    warn_areas(now=at(12, 17))
    warn_areas(now=dt.datetime(2027, 1, 2, tzinfo=dt.UTC))
    assert waiting() == []


def test_the_command_says_who_was_told(capsys, monkeypatch):
    monkeypatch.setattr("portal.clock.now", lambda: at(10, 29))
    call_command("warn_quarters")
    assert capsys.readouterr().out == "红梅街道\n"


def test_the_word_says_how_many_are_missing_today():
    warn_areas(now=at(11, 26))
    EventFactory(area__code="hongmei", state="held")
    warn_areas(now=at(11, 27))
    assert [missing for _kind, _area, missing in waiting()] == [2]


@pytest.mark.parametrize(("month", "day", "is_asked"), [(1, 14, False), (1, 15, True), (3, 31, True)])
def test_the_district_is_asked_to_close_a_past_quarter_once_late_reports_had_their_time(month, day, is_asked):
    EventFactory(state="verified")
    now = at(month, day).replace(year=2027)
    assert remind_to_close(now=now) == (Quarter(2026, 4) if is_asked else None)
    assert Task.objects.waiting().count() == is_asked
    close_quarter(actor=a_reviewer(), now=now, quarter=Quarter(2026, 4))
    assert remind_to_close(now=now) is None
    assert not Task.objects.waiting().exists()


def test_a_quarter_without_events_needs_no_closing():
    assert remind_to_close(now=at(2, 1)) is None
