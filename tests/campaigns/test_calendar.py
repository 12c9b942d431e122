"""The public calendar: who sees what when, filters, month, one event, feeds."""

import datetime as dt
import json
import re
import uuid

import pytest
from django.urls import reverse
from icalendar import Calendar

from campaigns.exports.calendar import calendar_of
from campaigns.quarters import DISTRICT_TIME
from portal import clock
from portal.cms.pagecache import PAGES
from portal.ledger.operations import record
from tests.factories.campaigns import NOON, AreaFactory, CommunityFactory, EventFactory, link_proof

pytestmark = pytest.mark.django_db
LIST = reverse("campaigns:event-list")


def soon(**changes):
    starts_at = clock.now() + dt.timedelta(days=3)
    return EventFactory(**{"starts_at": starts_at, "announced": True, "title": "即将举办的", **changes})


def titles(answer) -> list[str]:
    return [event.title for event in answer.context["page_of_events"]]


def test_announced_events_are_coming_and_others_are_not_public(client):
    soon()
    soon(announced=False, title="未预告")
    soon(state="withdrawn", title="已取消")
    assert titles(client.get(LIST)) == ["即将举办的"]


@pytest.mark.parametrize(("state", "shown"), [("verified", True), ("held", False), ("returned", False)])
def test_past_events_are_public_once_verified(client, state, shown):
    EventFactory(state=state, title="过去的", starts_at=clock.now() - dt.timedelta(days=3))
    assert titles(client.get(LIST, {"when": "past"})) == (["过去的"] if shown else [])


def test_filters_by_area_and_audience(client):
    soon(title="红梅家庭")
    joint = soon(title="郑陆学校", area=AreaFactory(code="zhenglu"), audiences=["schools"])
    assert titles(client.get(LIST, {"area": "hongmei"})) == ["红梅家庭"]
    assert titles(client.get(LIST, {"audience": "schools"})) == ["郑陆学校"]
    joint.partner_areas.add(AreaFactory(code="hongmei"))
    assert titles(client.get(LIST, {"area": "hongmei"})) == ["红梅家庭", "郑陆学校"]


@pytest.mark.parametrize("query", ["area=nowhere", "audience=x", "page=99", "page=x", "when=x", "area=%00"])
def test_nonsense_in_the_address_is_no_error(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_a_month_shows_its_days(client):
    EventFactory(state="verified", starts_at=NOON, title="十一月二十日")
    EventFactory(state="verified", starts_at=dt.datetime(2026, 11, 30, 15, 59, tzinfo=dt.UTC), title="月末深夜")
    EventFactory(state="verified", starts_at=dt.datetime(2026, 11, 30, 16, 0, tzinfo=dt.UTC), title="下月零点")
    weeks = client.get(reverse("campaigns:event-month", args=[2026, 11])).context["weeks"]
    by_day = {day["date"]: [event.title for event in day["events"]] for week in weeks for day in week}
    assert by_day[dt.date(2026, 11, 20)] == ["十一月二十日"]
    assert by_day[dt.date(2026, 11, 30)] == ["月末深夜"]
    assert by_day[dt.date(2026, 12, 1)] == ["下月零点"]


@pytest.mark.parametrize(
    ("year", "month", "status"), [(2024, 2, 200), (2026, 12, 200), (2026, 13, 404), (1999, 1, 404)]
)
def test_months_that_exist(client, year, month, status):
    answer = client.get(reverse("campaigns:event-month", args=[year, month]))
    assert answer.status_code == status
    if month == 12:
        assert answer.context["after"] == dt.date(2027, 1, 1)


def test_the_month_of_today_is_one_click_away(client):
    today = clock.today()
    assert client.get(reverse("campaigns:month-now")).url.endswith(f"/month/{today.year}-{today.month}/")


def test_a_verified_event_shows_what_came_of_it_and_its_links_but_no_file(client):
    event = EventFactory(state="verified", outcome="收集旧衣三十件", community=CommunityFactory())
    link_proof(event, "https://example.org/news/3")
    page = client.get(reverse("campaigns:event-detail", args=[event.public_id])).content.decode()
    assert "收集旧衣三十件" in page
    assert "https://example.org/news/3" in page
    assert "proof/" not in page


@pytest.mark.parametrize("state", ["planned", "held", "returned"])
def test_an_announced_event_shows_no_figures_before_it_is_verified(client, state):
    event = EventFactory(state=state, announced=True, outcome="收集旧衣三十件")
    page = client.get(reverse("campaigns:event-detail", args=[event.public_id])).content.decode()
    assert event.title in page
    assert "收集旧衣三十件" not in page


@pytest.mark.parametrize("state", ["planned", "held", "returned", "withdrawn"])
def test_an_event_that_was_never_announced_is_not_there(client, state):
    event = EventFactory(state=state)
    assert client.get(reverse("campaigns:event-detail", args=[event.public_id])).status_code == 404
    assert client.get(reverse("campaigns:event-detail", args=[uuid.uuid4()])).status_code == 404


def test_who_has_the_link_learns_that_an_event_is_cancelled(client):
    event = soon(state="withdrawn")
    assert "已取消" in client.get(reverse("campaigns:event-detail", args=[event.public_id])).content.decode()
    feed = client.get(reverse("campaigns:event-calendar", args=[event.public_id])).content.decode()
    assert "STATUS:CANCELLED" in feed


def test_typed_markup_stays_text(client):
    event = EventFactory(state="verified", title="<script>alert(1)</script>", outcome="<img src=x onerror=alert(1)>")
    page = client.get(reverse("campaigns:event-detail", args=[event.public_id])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_feed_narrows_like_the_list(client):
    soon(title="红梅家庭")
    soon(title="郑陆学校", area=AreaFactory(code="zhenglu"))
    answer = client.get(reverse("campaigns:event-feed"), {"area": "hongmei"})
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "红梅家庭" in answer.content.decode()
    assert "郑陆学校" not in answer.content.decode()


def test_calendar_lines_are_escaped_folded_and_in_utc():
    event = EventFactory(title="讲座；问答,奖品\n第二行" * 6, place="文化宫; 二楼\\东", area=AreaFactory())
    body = calendar_of([event], name="活动", base_url="https://portal.example", now=NOON)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.endswith(b"END:VCALENDAR\r\n")
    text = body.replace(b"\r\n ", b"").decode()
    assert "DTSTART:20261120T040000Z" in text
    assert "SUMMARY:讲座；问答\\,奖品\\n第二行" in text
    assert "LOCATION:文化宫\\; 二楼\\\\东" in text
    assert f"UID:{event.public_id}@portal.example" in text


@pytest.mark.parametrize(
    "address", [LIST, reverse("campaigns:event-month", args=[2026, 11]), reverse("campaigns:event-feed")]
)
def test_as_many_queries_for_three_events_as_for_one(client, count_queries, address):
    kwargs = {"state": "verified", "announced": True}
    EventFactory(starts_at=clock.now() + dt.timedelta(1), community=CommunityFactory(), **kwargs)
    EventFactory(community=CommunityFactory(), **kwargs)
    one = count_queries(lambda: client.get(address))
    for _ in range(2):
        EventFactory(starts_at=clock.now() + dt.timedelta(1), community=CommunityFactory(), **kwargs)
        EventFactory(community=CommunityFactory(), **kwargs)
    assert count_queries(lambda: client.get(address)) == one
    assert one <= 12


@pytest.mark.parametrize("name", ["event-list", "event-month", "event-detail", "estate-list"])
def test_strangers_are_shown_the_same_page_for_a_moment(client, settings, name, django_assert_num_queries):
    settings.PORTAL_SHARED_PAGES = True
    PAGES.clear()
    arguments = {"event-month": [2026, 11], "event-detail": [EventFactory(announced=True).public_id]}
    address = reverse(f"campaigns:{name}", args=arguments.get(name, []))
    first = client.get(address)
    with django_assert_num_queries(0):
        assert client.get(address).content == first.content
    PAGES.clear()


def test_a_shared_event_says_when_and_where_and_search_engines_read_it(client):
    event = EventFactory(announced=True, place="红梅公园", title="</script>换书")
    page = client.get(reverse("campaigns:event-detail", args=[event.public_id])).content.decode()
    start = event.starts_at.astimezone(DISTRICT_TIME)
    assert f'<meta itemprop="description" content="{start:%Y-%m-%d %H:%M} {event.where}">' in page
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(told)
    assert (data["@type"], data["name"], data["startDate"]) == ("Event", event.title, start.isoformat())
    assert data["eventStatus"].endswith("EventScheduled")


def test_an_event_of_several_days_stands_on_each_of_them(client):
    starts_at = dt.datetime(2026, 10, 31, 1, 0, tzinfo=dt.UTC)
    # Ends at midnight of the third day: there it is not held any more.
    EventFactory(
        state="verified", title="三天", starts_at=starts_at, ends_at=dt.datetime(2026, 11, 2, 16, tzinfo=dt.UTC)
    )
    weeks = client.get(reverse("campaigns:event-month", args=[2026, 11])).context["weeks"]
    days = [str(day["date"]) for week in weeks for day in week if day["events"]]
    assert days == ["2026-10-31", "2026-11-01", "2026-11-02"]


def test_calendar_programs_learn_when_an_event_last_changed(now):
    event = EventFactory(title="甲\x0b乙")
    record(action="event.change", subject=event, actor=event.created_by, now=NOON + dt.timedelta(hours=2))
    body = calendar_of([event], name="活动", base_url="https://portal.example", now=NOON)
    [entry] = Calendar.from_ical(body).walk("VEVENT")
    assert entry.decoded("LAST-MODIFIED") == NOON + dt.timedelta(hours=2)
    assert entry["SUMMARY"] == "甲乙"


def test_a_calendar_program_subscribes_by_one_link(client, settings):
    settings.PORTAL_BASE_URL = "https://portal.example"
    page = client.get(LIST, {"area": "hongmei"}).content.decode()
    assert 'href="webcal://portal.example/events/feed.ics?area=hongmei"' in page
    assert 'href="https://portal.example/events/feed.ics?area=hongmei"' in page
