"""A list of any desk stays under a name as its owner narrowed it; nobody else has it, and strangers see nothing of it."""

import pytest
from django.urls import reverse

from portal.inbox.models import KeptView
from tests.factories.campaigns import AreaFactory
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
KEEP, MINE, REVIEW = (reverse(name) for name in ("inbox:view-keep", "campaigns:event-mine", "campaigns:review-list"))
ASKED = {"place": "campaigns:event-mine", "name": "本季讲座", "query": "type=talk&order=title"}


@pytest.fixture
def desk(client):
    client.force_login(an_officer(AreaFactory()))
    return client


def test_kept_under_a_name_opened_again_and_dropped(desk):
    assert "kept-name" in desk.get(MINE, {"type": "talk"}).content.decode()
    assert desk.post(KEEP, ASKED).url == f"{MINE}?type=talk&order=title"
    page = desk.get(MINE).content.decode()
    assert "本季讲座" in page
    assert "type=talk&amp;order=title" in page
    desk.post(KEEP, ASKED | {"query": "type=stall"})
    assert [view.query for view in KeptView.objects.all()] == ["type=stall"]
    assert desk.post(KEEP, ASKED | {"drop": "1"}).url == MINE
    assert not KeptView.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"place": "nowhere"}, {"place": "campaigns:event-record"}, {"query": ""}]
)
def test_what_is_no_list_is_not_kept(desk, wrong):
    assert desk.post(KEEP, ASKED | wrong).status_code == 400
    assert not KeptView.objects.exists()


def test_it_is_its_owners_and_its_lists_alone(desk, client):
    desk.post(KEEP, ASKED)
    client.force_login(a_reviewer())
    client.post(KEEP, ASKED | {"place": "campaigns:review-list"})
    assert client.get(REVIEW).content.decode().count("本季讲座") == 1
    client.post(KEEP, ASKED | {"drop": "1"})
    assert KeptView.objects.filter(place="campaigns:event-mine").count() == 1
    client.logout()
    assert "kept-" not in client.get(reverse("campaigns:event-list"), {"type": "talk"}).content.decode()
