import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.likeness import alike, likeness, plain


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("楼下再放一个旧衣箱！", "楼下　再放 一个旧衣箱", True),
        ("希望小区多设几个旧衣回收箱", "希望小区里多设几个旧衣回收箱", True),
        ("希望小区多设几个旧衣回收箱", "希望学校门口有人指导垃圾分类", False),
        ("很好", "较好", False),
        ("ＡＢＣ１２３", "abc123", True),
        ("晚上投放点太早关门了", "晚上投放点太早关门", True),
        ("垃圾桶太少了请增加", "垃圾桶太多了请减少", False),
    ],
)
def test_what_says_the_same(one, other, is_alike):
    assert bool(alike(one, {"x": other})) is is_alike


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(one, other):
    one, other = plain(one), plain(other)
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


def test_the_texts_own_form_comes_first_and_names_are_kept():
    found = alike(
        "楼下放旧衣箱吧", {"a": "楼下放旧衣箱吧。", "b": "楼下放旧衣箱", "c": "楼下放旧衣箱吧", "d": "别的话题不一样"}
    )
    assert list(found.values()) == [["a", "c"], ["b"]]
