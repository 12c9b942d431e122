"""The sorting guide: an object's bin is found by any of its names, in both languages, without scripts."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest

from portal import clock
from portal.home.models import Bin, SortingGuidePage, SortingItem, UnknownObject
from portal.home.models.sorting import answer, counts_by_bin
from portal.home.operations import build_site
from portal.home.operations.sorting import forget_unknown, load_sorting_items, shipped_items
from portal.home.phrases import essence, names_of
from tests.factories.accounts import UserFactory, with_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(scope="module")
def guide(module_rows):
    """Four thousand objects, brought in once."""
    build_site()
    load_sorting_items()
    return SortingGuidePage.objects.get(locale__language_code="zh-hans")


def test_what_ships_is_brought_in_once_and_what_editors_keep_stays(guide):
    assert [kind for kind, _number in counts_by_bin()] == list(Bin)
    assert all(item.note and item.name_en and item.note_en for item in SortingItem.objects.all())
    SortingItem.objects.filter(name="报纸").update(note="编辑改过")
    assert load_sorting_items() == 0
    assert SortingItem.objects.get(name="报纸").note == "编辑改过"


def test_no_name_stands_for_two_objects():
    """Of every row that ships, each name and other name: a person gets one answer."""
    names = [name for row in shipped_items() for name in names_of(row["name"], *row.get("aliases", "").split())]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_whatever_residents_of_another_city_looked_up_is_answered(guide):
    asked = (Path(__file__).parent / "data" / "objects-asked.txt").read_text(encoding="utf-8").splitlines()
    known = {name for item in SortingItem.objects.all() for name in item.known_as.split("|")}
    assert len(asked) > 3000
    assert [word for word in asked if not set(names_of(word)) <= known] == []


CALLED = [
    ("过期药", "过期药品", Bin.HAZARDOUS),
    ("7号电池是什么垃圾", "干电池", Bin.OTHER),
    ("充电宝", "充电宝", Bin.HAZARDOUS),
    ("大骨头", "大骨头", Bin.OTHER),
    ("席梦思怎么处理", "床垫", Bin.BULKY),
    ("家里的旧沙发不要了怎么办", "沙发", Bin.BULKY),
    ("Ｎｅｗｓｐａｐｅｒ", "报纸", Bin.RECYCLABLE),
    ("where do I put old newspapers", "报纸", Bin.RECYCLABLE),
    ("雪糕包装袋", "冰淇淋包装袋", Bin.OTHER),
    ("氧化汞电池", "氧化汞电池", Bin.HAZARDOUS),
]
TO_OTHERS = ["煤气罐", "烟花爆竹", "医用针头", "灭火器", "死狗"]
UNKNOWN = ["飞机发动机叶片", "报纸一样的东西", "沙发精", "电池味的糖", "量子计算机", "newspaperish"]


def test_an_object_is_found_by_what_people_call_it(guide):
    found = [(words, answer(words).item) for words, _name, _kind in CALLED]
    assert [(words, item and item.name, item and item.bin) for words, item in found] == CALLED


@pytest.mark.parametrize("words", TO_OTHERS)
def test_what_is_dangerous_and_no_household_waste_gets_no_bin(guide, words):
    assert answer(words).item is None or answer(words).item.bin in {Bin.ELSEWHERE, Bin.ASK, Bin.HAZARDOUS}


@pytest.mark.parametrize("words", UNKNOWN)
def test_a_part_of_a_name_decides_nothing(client, guide, words):
    assert answer(words).item is None
    page = client.get("/sorting/", {"q": words}).content.decode()
    found = page[page.index("found-title") : page.index("sorting-kinds")]
    assert "先问" in found
    assert not [str(kind.label) for kind in Bin if kind != Bin.ASK and str(kind.label) in found]


def test_the_page_answers_without_scripts_in_both_languages(client, guide):
    page = client.get("/sorting/", {"q": "过期药品"}).content.decode()
    assert page.index("有害垃圾（红色桶）") < page.index("按类别查看全部物品")
    assert "Expired medicine" in client.get("/en/sorting/", {"q": "expired medicine"}).content.decode()
    assert "?q=%E6%8A%A5%E7%BA%B8" in client.get("/sorting/", {"bin": "recyclable"}).content.decode()
    assert client.get("/sorting/", {"bin": "none such"}).status_code == 200


def test_what_is_asked_for_in_vain_is_counted_by_week_and_not_by_person(client, guide, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 29, 23, 0, tzinfo=UTC))  # Monday in the district
    for words in ("量子计算机怎么扔", "量子计算机", "王小明13800138000", "a@b.cn", "量" * 30, "沙发"):
        client.get("/sorting/", {"q": words})
    assert list(UnknownObject.objects.values_list("word", "week", "times")) == [("量子计算机", date(2026, 11, 30), 2)]
    assert forget_unknown(now=datetime(2027, 7, 1, tzinfo=UTC)) == 1


def test_what_is_missing_is_added_from_its_row(client, guide):
    UnknownObject.objects.create(word="量子计算机", week=date(2026, 11, 30), times=3)
    client.force_login(with_second_factor(UserFactory(is_superuser=True)))
    page = client.get("/cms/sorting_unknown/").content.decode()
    address = re.search(r'href="(/cms/sorting/new/\?name=[^"]+)"', page)[1]
    assert 'value="量子计算机"' in client.get(unescape(address)).content.decode()


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
