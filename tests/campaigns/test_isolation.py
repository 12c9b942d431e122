"""What belongs to another street: not there, not listed, not changed."""

import pytest
from django.urls import reverse

from tests.factories.campaigns import AreaFactory, CommunityFactory, EventFactory
from tests.factories.campaigns import officer as an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(client, area):
    client.force_login(an_officer(area))
    return client


@pytest.mark.parametrize("name", ["event-change", "event-report", "event-receipt", "event-record", "event-withdraw"])
def test_another_streets_event_is_not_there(street, name):
    foreign = EventFactory(area=AreaFactory(code="zhenglu"), state="held")
    assert street.get(reverse(f"campaigns:{name}", args=[foreign.public_id])).status_code == 404


def test_the_list_shows_own_events_only_and_filters(street, area):
    EventFactory(area=area, title="自己的计划")
    EventFactory(area=area, title="自己的上报", state="held")
    EventFactory(area=AreaFactory(code="zhenglu"), title="别人的")
    page = street.get(reverse("campaigns:event-mine")).content.decode()
    assert "自己的计划" in page
    assert "别人的" not in page
    held = street.get(reverse("campaigns:event-mine"), {"state": "held"}).content.decode()
    assert "自己的上报" in held
    assert "自己的计划" not in held


def test_the_list_asks_as_often_for_three_events_as_for_one(street, area, count_queries):
    EventFactory(area=area, community=CommunityFactory(area=area), state="held")
    address = reverse("campaigns:event-mine")
    one = count_queries(lambda: street.get(address))
    EventFactory.create_batch(2, area=area, community=CommunityFactory(area=area), state="held")
    assert count_queries(lambda: street.get(address)) == one


def test_a_partner_street_reads_a_joint_event_but_cannot_change_it(client):
    event = EventFactory(state="held")
    partner = AreaFactory(code="zhenglu")
    event.partner_areas.add(partner)
    client.force_login(an_officer(partner))
    assert client.get(reverse("campaigns:event-record", args=[event.public_id])).status_code == 200
    assert client.get(reverse("campaigns:event-report", args=[event.public_id])).status_code == 404
