"""A verified event becomes a news draft in one press; who is on its photos is asked before they are shown."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.operations import tell_event
from portal import clock
from portal.accounts.roles import Role
from portal.cms.models import PortalImage
from portal.home.models import NewsPage
from portal.inbox.models import Task
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.factories.campaigns import AreaFactory, EventFactory
from tests.factories.campaigns import officer as an_officer
from tests.factories.evidence import StoredFileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def officer():
    return an_officer(AreaFactory())


@pytest.fixture
def street(client, officer):
    client.force_login(officer)
    return client


def test_a_verified_event_becomes_one_news_draft_with_its_photos(street, officer, site):
    event = EventFactory(state="verified", title="旧衣换绿植", place="广场", households=12)
    file = StoredFileFactory(owner=officer, now=clock.now())
    event.proofs.create(kind="photo", file=file, added_by=officer, added_at=clock.now())
    for _ in range(2):
        assert street.post(reverse("campaigns:event-tell", args=[event.public_id])).status_code == 302
    page = NewsPage.objects.get()
    assert (page.live, page.title, page.published_on) == (False, "旧衣换绿植", dt.date(2026, 11, 20))
    assert "60人参加" in page.summary
    picture = PortalImage.objects.get()
    assert (page.cover, picture.shows_people, picture.people_agreed) == (picture, True, False)
    assert [(task.kind, task.role) for task in Task.objects.filter(closed_at=None)] == [("news.finish", Role.EDITOR)]


@pytest.mark.parametrize(("state", "code"), [("held", "hongmei"), ("verified", "zhenglu")])
def test_only_what_is_verified_and_the_own_is_told(street, state, code, site):
    event = EventFactory(state=state, area=AreaFactory(code=code))
    assert street.post(reverse("campaigns:event-tell", args=[event.public_id])).status_code in {403, 404}
    assert not NewsPage.objects.exists()


def test_who_agreed_is_noted(site):
    event = EventFactory(state="verified")
    file = StoredFileFactory(now=clock.now())
    event.proofs.create(kind="photo", file=file, added_by=event.created_by, added_at=clock.now())
    administrator = with_second_factor(GrantFactory(role=Role.DISTRICT_ADMINISTRATOR).user)
    tell_event(actor=administrator, now=clock.now(), event=event, agreed=True)
    assert PortalImage.objects.get().people_agreed
