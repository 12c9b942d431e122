"""Where it is brought, by community; and what the guide was asked for in vain is one thing to do each week."""

import datetime as dt

import pytest

from portal.home.models import Bin, DropOffPlace, SortingItem, Waste
from portal.home.models.places import communities_with_places, kind_taken, places_for
from portal.home.operations.sorting import count_unknown, tell_unknown
from portal.inbox.models import Task
from tests.factories.campaigns import AreaFactory, CommunityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = dt.date(2026, 11, 1)
MONDAY = dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC)


def place(name, kind=Waste.HAZARDOUS, *, area=None, communities=(), **more):
    said = {"address": "青山路1号", "hours": "周六9:00–11:00", "checked_on": DAY}
    made = DropOffPlace.objects.create(name=name, kind=kind, area=area, **said | more)
    made.communities.set(communities)
    return made


def item(name, kind):
    return SortingItem.objects.create(name=name, bin=kind, note="x", name_en=name, note_en="x")


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("水银温度计", Bin.HAZARDOUS, Waste.HAZARDOUS),
        ("沙发", Bin.BULKY, Waste.BULKY),
        ("砖头", Bin.RENOVATION, Waste.RENOVATION),
        ("旧衣服", Bin.RECYCLABLE, Waste.CLOTHES),
        ("树枝", Bin.ELSEWHERE, Waste.BRANCHES),
        ("煤气罐", Bin.ELSEWHERE, None),
        ("剩饭", Bin.KITCHEN, None),
        ("不明物", Bin.ASK, None),
    ],
)
def test_which_place_takes_what(name, kind, expected):
    assert kind_taken(SortingItem(name=name, bin=kind)) == expected


def test_the_own_first_then_the_street_then_the_district():
    street = AreaFactory()
    mine, other = CommunityFactory(area=street), CommunityFactory(area=street)
    place("全区", address="a")
    place("街道", area=street)
    place("本社区", area=street, communities=[mine])
    place("邻社区", area=street, communities=[other])
    place("停用", area=street, is_open=False)
    place("别处", area=AreaFactory(code="zhenglu"))
    place("大件", Waste.BULKY)
    assert [each.name for each in places_for(mine, Waste.HAZARDOUS)] == ["本社区", "街道", "全区"]
    assert [each.name for each in places_for(mine)] == ["本社区", "街道", "全区", "大件"]


def test_a_resident_has_it_in_two_taps(client, site):
    assert communities_with_places() == []
    mine = CommunityFactory()
    item("水银温度计", Bin.HAZARDOUS)
    place("红梅有害垃圾暂存点", phone="0519-12345678")
    guide = site.get_children().get(slug="sorting").specific
    page = client.get(guide.url, {"q": "水银温度计"}).content.decode()
    assert mine.name in page
    page = client.get(guide.url, {"q": "水银温度计", "community": mine.code}).content.decode()
    for words in ("红梅有害垃圾暂存点", "青山路1号", "周六9:00–11:00", "tel:0519-12345678"):
        assert words in page
    assert client.get(guide.url, {"community": "'x"}).status_code == 200


def test_what_was_asked_in_vain_last_week_is_one_task_until_it_has_an_answer():
    week_before = MONDAY - dt.timedelta(days=3)
    for word in ("暖宝宝贴", "暖宝宝贴", "防水布"):
        count_unknown(word=word, now=week_before)
    count_unknown(word="本周的", now=MONDAY)
    assert tell_unknown(now=MONDAY) == 2
    [task] = Task.objects.filter(closed_at=None)
    assert "暖宝宝贴" in task.text
    assert "本周的" not in task.text
    item("暖宝宝贴", Bin.OTHER)
    item("防水布", Bin.OTHER)
    assert tell_unknown(now=MONDAY) == 0
    assert not Task.objects.filter(closed_at=None).exists()
