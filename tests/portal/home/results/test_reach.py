"""How far outreach reached: ranges that hold the truth, never added up, beside what residents remember."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns.models import CheckIn
from campaigns.quarters import Quarter
from campaigns.quotas import distinct_bounds
from portal.home.results.reach import chain_of
from tests.factories.board import IndicatorFactory, ObservationFactory
from tests.factories.campaigns import NOON, EventFactory

Q4 = Quarter(2026, 4)


@given(st.lists(st.sets(st.integers(0, 60), max_size=40), max_size=8))
def test_the_truth_of_a_made_district_lies_in_the_range(visitors):
    """Everybody who came anywhere, each person once, however often they came."""
    low, high = distinct_bounds(len(event) for event in visitors)
    assert low <= len(set().union(*visitors)) <= high


@pytest.mark.django_db
def test_each_way_stands_by_itself_and_only_verified_events_count():
    first = EventFactory(state="verified", people_reached=40, counting="signed_in")
    EventFactory(state="verified", people_reached=25, counting="signed_in")
    EventFactory(state="verified", people_reached=300, counting="estimated")
    EventFactory(state="held", people_reached=999, counting="estimated")
    EventFactory(state="verified", people_reached=None, counting="", channel="radio")
    EventFactory(state="verified", people_reached=9, counting="scanned", starts_at=NOON - dt.timedelta(days=100))
    for people in (3, 4):
        CheckIn.objects.create(key=uuid.uuid4(), event=first, people=people, checked_in_at=NOON)
    chain = chain_of(Q4)
    found = {reach.code: (reach.events, reach.low, reach.high) for reach in chain.counted}
    assert found == {"signed_in": (2, 40, 65), "estimated": (1, 300, 300), "check_in": (1, 7, 7)}
    assert (chain.at_least, chain.recall) == (300, None)


@pytest.mark.django_db
def test_the_surveys_share_in_force_stands_beside(client):
    indicator = IndicatorFactory(number=50)
    result = {"low": "58.1", "high": "66.0", "n": 612}
    ObservationFactory(indicator=indicator, period="2026-Q3", value="62.1", result=result)
    ObservationFactory(indicator=indicator, period="2027-Q1", value="99")
    EventFactory(state="verified", people_reached=40)
    page = client.get(reverse("home:reach", args=["2026-Q4"])).content.decode()
    assert "62.1 % (58.1–66.0 %)" in " ".join(page.split())
    assert "n = 612" in page
    assert "40 人" in page
    assert "99 %" not in page


@pytest.mark.django_db
def test_pages_that_are_there_and_not_there(client):
    assert client.get(reverse("home:reach-now"), follow=True).status_code == 200
    assert client.get(reverse("home:reach", args=["2026-Q9"])).status_code == 404
    assert client.get(reverse("home:reach", args=["2026-Q4"]), {"campaign": "none"}).status_code == 404
