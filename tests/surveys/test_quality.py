import pytest

from surveys.quality import farmed_codes, is_straight_line, is_too_fast, repeated_texts, shortest_time


def test_shortest_time_grows_with_the_questions():
    assert shortest_time(13) == 19.5
    assert is_too_fast(19.4, 13)
    assert not is_too_fast(19.5, 13)


@pytest.mark.parametrize(
    ("scale", "others", "expected"),
    [
        (["satisfied"] * 3, ["first"] * 5, True),
        (["satisfied"] * 3, ["first", "first", "else"], False),
        (["satisfied", "satisfied", "unclear"], ["first"], False),
        (["satisfied"] * 2, ["first"], False),
        (["satisfied"] * 3, [], False),
    ],
)
def test_straight_line_needs_thoughtless_answers_elsewhere(scale, others, expected):
    assert is_straight_line(scale, others) is expected


def test_farmed_code_stands_out_from_its_fellows():
    assert farmed_codes({"a": 200, "b": 20, "c": 25, "d": 18}) == ["a"]


@pytest.mark.parametrize(
    "counts", [{}, {"a": 500}, {"a": 500, "b": 1}, {"a": 29, "b": 1, "c": 1}, {"a": 80, "b": 25, "c": 30}]
)
def test_no_code_is_farmed_without_fellows_or_numbers(counts):
    assert farmed_codes(counts) == []


def test_words_that_two_people_share_are_no_wish_of_their_own():
    texts = {
        "a": "楼下再放 一个旧衣箱好",
        "b": "楼下再放一个旧衣箱好",
        "c": "没有",
        "d": "没有",
        "e": "在学校门口多设回收点",
    }
    assert repeated_texts(texts) == ["a", "b"]
