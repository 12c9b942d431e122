"""What an event refuses whoever saves it, how its words read, and that search finds it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.search.backends import get_search_backend

from campaigns.enums import Audience
from campaigns.models import Event
from campaigns.models.fields import ChoiceListField
from portal.directory.models import Area
from tests.factories.campaigns import NOON, AreaFactory, CommunityFactory, EventFactory, link_proof

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "broken",
    [
        {"ends_at": NOON},
        {"state": "lost"},
        {"state": "verified", "verified_by": None},
        {"people_reached": 5, "counting": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(**broken)


def test_a_proof_is_either_a_link_or_a_file():
    event = EventFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        link_proof(event, "")


@pytest.mark.parametrize(
    "broken",
    [
        {"ends_at": NOON + dt.timedelta(days=8)},
        {"ends_at": NOON - dt.timedelta(minutes=1)},
        {"audiences": []},
        {"audiences": ["everyone"]},
        {"state": "held", "counting": ""},
        {"state": "held", "people_reached": None},
    ],
)
def test_an_event_is_checked_as_a_whole(broken):
    event = EventFactory.build(created_by=None, area=None, **{"people_reached": 5, "counting": "scanned", **broken})
    with pytest.raises(ValidationError):
        event.full_clean(exclude=["created_by", "area", "community", "campaign"])


def test_a_media_item_may_lack_a_number():
    event = EventFactory.build(state="held", channel="radio", type="media", counting="")
    event.clean()


def test_words_of_an_event():
    community = CommunityFactory(name="翠竹社区")
    event = EventFactory(community=community, place="文化广场")
    assert event.where == "翠竹社区 文化广场"
    assert EventFactory().where == "红梅街道"
    assert len(event.reference) == 8
    assert event.audience_labels == ["社区", "家庭"]
    assert str(event) == event.title


def test_audiences_come_back_as_they_went_in_and_can_be_asked_for():
    event = EventFactory(audiences=["schools", "families"])
    event.refresh_from_db()
    assert event.audiences == ["schools", "families"]
    assert list(Event.objects.for_audience("schools")) == [event]
    assert not Event.objects.for_audience("school").exists()


def test_a_list_of_choices_travels_as_text():
    field = Event._meta.get_field("audiences")
    assert field.to_python(",a,b,") == ["a", "b"]
    assert field.to_python(None) == []
    assert field.value_to_string(Event(audiences=["schools"])) == ",schools,"
    assert field.formfield().choices[0][0] == Audience.GOVERNMENT
    assert isinstance(field.clone(), ChoiceListField)
    assert field.get_prep_value([]) == ""


def test_a_word_inside_a_sentence_is_found():
    EventFactory(title="翠竹社区无废细胞宣讲会", state="verified")
    EventFactory(title="旧衣交换", state="verified")
    found = get_search_backend().search("无废细胞", Event.objects.public())
    assert [event.title for event in found] == ["翠竹社区无废细胞宣讲会"]


def test_an_unverified_event_is_not_found_by_the_public():
    EventFactory(title="翠竹社区无废细胞宣讲会", state="held")
    assert not list(get_search_backend().search("无废细胞", Event.objects.public()))


def test_areas_are_shared_by_code():
    assert AreaFactory().pk == AreaFactory().pk
    assert Area.objects.count() == 1


def test_link_proof_of_an_event_shows_its_kind():
    assert str(link_proof(EventFactory())) == "公开链接"
