"""The sorting guide: an object's bin is found by any of its names, in both languages, without scripts."""

import pytest

from portal.home.models import Bin, SortingGuidePage, SortingItem
from portal.home.models.sorting import found_items, items_by_bin
from portal.home.operations.sorting import load_sorting_items
from portal.home.phrases import essence

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(site):
    load_sorting_items()
    return SortingGuidePage.objects.get(locale__language_code="zh-hans")


def test_two_hundred_objects_stand_in_six_kinds_and_are_brought_in_once(guide):
    assert SortingItem.objects.count() == 200
    assert [kind for kind, _items in items_by_bin()] == list(Bin)
    assert all(item.note and item.name_en and item.note_en for item in SortingItem.objects.all())
    SortingItem.objects.filter(name="报纸").update(note="编辑改过")
    assert load_sorting_items() == 0
    assert SortingItem.objects.get(name="报纸").note == "编辑改过"


CALLED = [
    ("过期药", "过期药品", Bin.HAZARDOUS),
    ("感冒药扔哪个桶？", "过期药品", Bin.HAZARDOUS),
    ("7号电池是什么垃圾", "干电池", Bin.OTHER),
    ("充电宝", "充电宝", Bin.HAZARDOUS),
    ("大骨头", "大骨头", Bin.OTHER),
    ("席梦思怎么处理", "床垫", Bin.BULKY),
    ("newspaper", "报纸", Bin.RECYCLABLE),
    ("where do I put tea leaves", "茶叶渣", Bin.KITCHEN),
]


def test_an_object_is_found_by_what_people_call_it(guide):
    found = [(words, *(found_items(words) or [None])[:1]) for words, _name, _kind in CALLED]
    assert [(words, item and item.name, item and item.bin) for words, item in found] == CALLED


def test_the_page_answers_without_scripts_in_both_languages(client, guide):
    page = client.get("/sorting/", {"q": "过期药品"}).content.decode()
    assert page.index("有害垃圾（红色桶）") < page.index("按类别查看全部物品")
    assert "Expired medicine" in client.get("/en/sorting/", {"q": "expired medicine"}).content.decode()
    assert client.get("/sorting/", {"q": "飞机"}).context["found"] == []
    assert 'class="empty"' in client.get("/sorting/", {"q": "飞机"}).content.decode()


STRANGE = ['"', "'; --", "<script>alert(1)</script>", "＝1", "电" * 5000, "\x00"]


def test_strange_words_find_nothing_and_break_nothing(client, guide):
    answers = [client.get("/sorting/", {"q": query}) for query in STRANGE]
    assert {answer.status_code for answer in answers} == {200}
    assert not [answer for answer in answers if "<script>alert" in answer.content.decode()]


def test_the_page_asks_no_more_for_more_objects(client, guide, django_assert_max_num_queries):
    client.get("/sorting/")
    with django_assert_max_num_queries(30):
        client.get("/sorting/")


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("废电池应该怎么处理？", "废电池应该"),
        ("请问旧沙发扔哪里", "旧沙发"),
        ("怎么分", "怎么分"),
        ("which bin is glass", "glass"),
        (" a  b ", "b"),
    ],
)
def test_what_a_question_is_about(question, matter):
    assert essence(question) == matter
