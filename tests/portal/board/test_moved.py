"""A figure is approved on what it rested on when it was entered, or with a word that what changed was read."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.board.operations import approve_observation, enter_observation, take_in_plan
from portal.board.results.effects import movements_since
from portal.directory.models import Indicator
from portal.directory.plan import read_plan
from portal.procedure.refusals import Refused
from tests.factories.board import IndicatorFactory, entry, officer
from tests.portal.board.test_work_views import signed_in

pytestmark = pytest.mark.django_db


def entered(indicator, at, **said):
    lead = indicator.departments.first()
    return enter_observation(actor=officer(lead), now=at, indicator=indicator, entry=entry(**said))


def test_a_figure_published_since_is_in_the_way_until_it_was_read(now):
    indicator, later = IndicatorFactory(), now + dt.timedelta(hours=1)
    held, other = entered(indicator, now), entered(indicator, now, period="2023", value=Decimal("90.5"))
    assert not movements_since(held)
    approve_observation(actor=officer(), now=later, observation=other)
    moved = movements_since(held)
    assert "90.5" in moved.words[0]
    with pytest.raises(Refused):
        approve_observation(actor=officer(), now=later, observation=held)
    third = approve_observation(
        actor=officer(), now=later + dt.timedelta(hours=1), observation=entered(indicator, now, period="2022"),
        seen=movements_since(held).key,
    )  # fmt: skip
    # What was read before is not what has changed by now.
    with pytest.raises(Refused):
        approve_observation(actor=officer(), now=later, observation=held, seen=moved.key)
    assert third.approved_at
    assert approve_observation(actor=officer(), now=later, observation=held, seen=movements_since(held).key).approved_at


def test_a_target_changed_since_is_in_the_way(settings, now):
    records = read_plan(settings.DISTRICT.plan_folder)
    take_in_plan(actor=None, now=now, records=records)
    held = entered(Indicator.objects.get(number=23), now)
    rows = tuple(replace(row, target_value=Decimal(30)) if row.number == 23 else row for row in records.indicators)
    take_in_plan(actor=None, now=now + dt.timedelta(hours=1), records=replace(records, indicators=rows))
    assert len(movements_since(held).words) == 1
    other = entered(Indicator.objects.get(number=13), now)
    assert not movements_since(other)


def test_the_page_says_what_changed_and_the_press_says_that_it_was_read(now):
    indicator = IndicatorFactory()
    held, other = entered(indicator, now), entered(indicator, now, period="2023", value=Decimal("90.5"))
    approve_observation(actor=officer(), now=now + dt.timedelta(hours=1), observation=other)
    desk, address = signed_in(officer()), reverse("board:observation-decide", args=[held.public_id])
    page = desk.get(address)
    assert "90.5" in page.content.decode()
    assert desk.post(address, {"approve": "1"}).status_code == 409
    assert desk.post(address, {"approve": "1", "seen": page.context["moved"].key}).status_code == 302
