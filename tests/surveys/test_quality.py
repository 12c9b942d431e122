import random

import pytest

from surveys.quality import (
    at_least,
    farmed_codes,
    is_straight_line,
    is_too_fast,
    repeated_texts,
    scripted,
    shortest_time,
)


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


def test_a_busy_place_is_no_fault_and_a_busy_doubtful_one_is():
    counts = {"a": 200, "b": 20, "c": 25, "d": 18}
    assert farmed_codes(counts, {}) == []
    assert farmed_codes(counts, {"a": 10, "b": 1, "c": 1, "d": 1}) == []
    assert farmed_codes(counts, {"a": 90, "b": 1}) == ["a"]


@pytest.mark.parametrize(
    "counts", [{}, {"a": 500}, {"a": 500, "b": 1}, {"a": 29, "b": 1, "c": 1}, {"a": 80, "b": 25, "c": 30}]
)
def test_no_code_is_farmed_without_fellows_or_numbers(counts):
    assert farmed_codes(counts, counts) == []


TEXTS = {
    "a": "楼下再放 一个旧衣箱好",
    "b": "楼下再放一个旧衣箱好",
    "c": "没有",
    "d": "没有",
    "e": "在学校门口多设回收点",
    "f": "在学校门口多设回收点",
}


def test_the_same_words_with_the_same_answers_are_nobodys_own():
    same = dict.fromkeys("abcd", ("x",)) | {"e": ("x",), "f": ("y",)}
    assert repeated_texts(TEXTS, same) == ["a", "b"]


def test_a_long_text_is_one_persons_whatever_else_was_answered():
    long = "希望在每个小区门口都设一个可以全天投放的大件垃圾点并写明电话"
    assert repeated_texts({"a": long, "b": long, "c": long + "和时间"}, {"a": (1,), "b": (2,), "c": (3,)}) == ["a", "b"]


def opinions(number: int, chance: random.Random, questions: int = 9) -> dict[str, tuple]:
    """People who are content or not: what they say of one thing goes with what they say of the others."""
    found = {}
    for person in range(number):
        leaning = chance.gauss(0.9, 1.0)
        found[f"p{person}"] = tuple(
            sum(leaning + chance.gauss(0, 0.8) > step for step in (-1.2, 0.0, 1.0)) for _question in range(questions)
        )
    return found


@pytest.mark.parametrize("seed", range(12))
def test_people_who_agree_are_no_script(seed):
    chance = random.Random(seed)
    vectors = opinions(400, chance)
    places = {name: chance.choice("abcdefgh") for name in vectors}
    assert scripted(vectors, places) == []
    assert scripted(vectors, dict.fromkeys(vectors, "open")) == []


@pytest.mark.parametrize("where", ["open", "a"])
def test_two_hundred_answers_of_a_script_are_found_and_nobody_else(where):
    chance = random.Random(4)
    vectors = opinions(400, chance)
    groups = {name: chance.choice("abcdefgh") if where == "a" else "open" for name in vectors}
    made = {f"s{number}": (3, 1, 2, 3, 1, 3, 2, 2, 3) for number in range(200)}
    found = scripted(vectors | made, groups | dict.fromkeys(made, where))
    assert set(made) <= set(found)
    assert len(found) <= 202


def test_where_all_say_the_same_there_is_nothing_to_compare_with():
    vectors = {str(number): ("yes", "no") for number in range(50)}
    assert scripted(vectors, dict.fromkeys(vectors, "open")) == []


@pytest.mark.parametrize(
    ("count", "of", "rate", "expected"),
    [(0, 10, 0.3, 1.0), (10, 10, 0.5, 0.5**10), (1, 2, 0.5, 0.75), (5, 5, 0.0, 0.0), (2, 4, 1.0, 1.0)],
)
def test_the_tail_of_a_binomial(count, of, rate, expected):
    assert at_least(count, of, rate) == pytest.approx(expected)
