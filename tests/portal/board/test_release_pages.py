"""The release calendar as it is read, subscribed to and kept on a desk."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from portal.board.enums import ReleaseState
from portal.board.models import Observation, Release
from portal.board.operations import open_releases, plan_release, postpone_release
from tests.factories.board import PlanFactory
from tests.portal.board.made_plan import desk
from tests.portal.board.test_releases import DAY, MINUTE, approved, confirmed, indicator, person, release

pytestmark = pytest.mark.django_db
__all__ = ["confirmed", "indicator", "release"]


def test_the_calendar_is_a_feed(confirmed, now):
    postpone_release(actor=person(), now=now, release=confirmed, day=dt.date(2026, 12, 20), reason="尚未收齐")
    answer = Client().get(reverse("board:release-feed"))
    assert answer["Content-Type"].startswith("text/calendar")
    (found,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert found["DTSTART"].dt == dt.datetime(2026, 12, 20, 1, tzinfo=dt.UTC)
    assert (found["STATUS"], found["SEQUENCE"]) == ("TENTATIVE", 2)
    assert "尚未收齐" in found["DESCRIPTION"]


def test_the_desk_announces_confirms_postpones_and_cancels(now):
    plan = PlanFactory()
    first, second = desk(), desk()
    page = first.get(reverse("board:release-create"))
    assert page.context["form"].fields["period"].choices[0][0] == "2022-2025/2025"
    told = {"period": "2022-2025/2025", "day": "2026-12-20"}
    assert first.post(reverse("board:release-create"), {**told, "day": "2026-01-01"}).status_code == 200
    first.post(reverse("board:release-create"), told)
    release = Release.objects.get(plan=plan)
    address = reverse("board:release-detail", args=[release.public_id])
    assert "确认" in second.get(address).content.decode()
    assert first.post(address, {"confirm": "1"}).status_code == 403
    assert second.post(address, {"confirm": "1"}).status_code == 302
    assert first.post(address, {}).status_code == 403
    assert first.post(address, {"postpone": "1", "day": "2026-12-25", "reason": ""}).status_code == 200
    assert first.post(address, {"postpone": "1", "day": "2026-12-25", "reason": "尚未收齐"}).status_code == 302
    assert second.post(address, {"cancel": "1", "reason": "合并发布"}).status_code == 302
    release.refresh_from_db()
    assert release.state == ReleaseState.CANCELLED
    assert "合并发布" in Client().get(reverse("board:release-list")).content.decode()
    assert "2022-2025" in first.get(reverse("board:release-list")).content.decode()


def test_the_next_day_stands_beside_the_board(confirmed):
    assert "2026-12-10 09:00" in Client().get("/board/2022-2025/").content.decode()


def test_the_calendar_asks_as_little_for_many_days_as_for_few(indicator, now, django_assert_max_num_queries):
    for year in ("2022", "2023", "2024"):
        plan_release(actor=person(), now=now, plan=indicator.plan, period=year, day=DAY)
    Client().get(reverse("board:release-list"))
    with django_assert_max_num_queries(16):
        assert Client().get(reverse("board:release-list")).status_code == 200


def test_one_that_waits_for_its_release_is_asked_for_no_more(confirmed, indicator, now):
    approved(indicator, now)
    context = desk().get(reverse("board:due-list")).context
    assert [one.indicator for one in context["cleared"]] == [indicator]
    page = desk().get(reverse("board:observation-decide", args=[Observation.objects.get().public_id]))
    assert "随发布日程公布" in page.content.decode()


def test_csv_of_the_package_reads(confirmed, indicator, now):
    approved(indicator, now)
    open_releases(now=MINUTE)
    lines = csv.DictReader(io.StringIO(Client().get("/board/2022-2025/13/data.csv").content.decode("utf-8-sig")))
    assert [line["published_at"] for line in lines] == ["2026-12-10T01:00:00+00:00"]
