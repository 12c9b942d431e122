"""The demonstration: it says so everywhere it shows, and it stands on the real plan."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from campaigns.models import CampaignPage, Event
from campaigns.quarters import Quarter
from campaigns.queries import quarter_ledger
from portal.demo.story import campaigns as demo
from portal.demo.story.people import make_people
from portal.directory.operations import load_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def built(now):
    load_plan()
    call_command("build_site", verbosity=0)  # a section editor has a section
    demo.build(people=make_people(now=now), now=now)


def test_every_event_and_the_campaign_say_that_they_are_a_demonstration(built, client, now):
    assert all("演示" in event.title for event in Event.objects.all())
    page = client.get(CampaignPage.objects.get().url)
    assert page.status_code == 200
    words = page.content.decode()
    assert "演示：社区可回收物交换集市" in words
    assert reverse("campaigns:event-list") in words
    index = client.get(CampaignPage.objects.get().get_parent().url).content.decode()
    assert "演示：无废天宁，从家开始" in index


def test_the_ledger_shows_one_of_three_and_three_of_three(built, now):
    rows = {row.area.code: row for row in quarter_ledger(Quarter.of(now))}
    assert (rows["hongmei"].verified, rows["hongmei"].held, rows["hongmei"].met) == (1, 1, False)
    assert (rows["lanling"].verified, rows["lanling"].met) == (3, True)
    assert rows["jingkai"].met is None
