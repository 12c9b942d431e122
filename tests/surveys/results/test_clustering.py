"""How much alike the answers of one place are, from tallies."""

from collections import Counter
from math import isclose

import pytest

from surveys.results.clustering import CAREFUL_ICC, clustering, kept
from surveys.tallies import ANSWERED, RESPONSES, Cell, Key

SUBJECT = "question:q"


def counted(places: dict[str, dict[str, int]], subject: str = SUBJECT) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for place, answers in places.items():
        cell = Cell("hongmei", place=place)
        found[Key(*RESPONSES, cell)] += sum(answers.values())
        found[Key(subject, ANSWERED, cell)] += sum(answers.values())
        for name, number in answers.items():
            found[Key(subject, name, cell)] += number
    return found


def apart(number: int, size: int = 10) -> dict[str, dict[str, int]]:
    """Half of the places all say yes, the others all no."""
    return {f"p{j}": {"yes": size} if j % 2 else {"no": size} for j in range(number)}


def same(number: int) -> dict[str, dict[str, int]]:
    return {f"p{j}": {"yes": 5, "no": 5} for j in range(number)}


def test_places_of_one_mind_are_one_answer_each_and_mixed_ones_are_none():
    found = clustering(counted(apart(10)), [SUBJECT])
    assert (found["icc"], found["places"], found["at_places"], found["is_few"]) == (1.0, 10, 100, False)
    assert clustering(counted(same(10)), [SUBJECT])["icc"] == 0.0


def test_few_places_are_told_and_taken_with_care():
    found = clustering(counted(same(7)), [SUBJECT])
    assert (found["icc"], found["is_few"]) == (CAREFUL_ICC, True)
    alone = clustering(counted({"": {"yes": 50, "no": 50}}), [SUBJECT])
    assert (alone["icc"], alone["places"], alone["is_few"]) == (CAREFUL_ICC, 0, False)


def test_waves_before_tell_too_where_they_had_places_enough():
    before = [
        {"wave": name, **clustering(counted(places), [SUBJECT])} for name, places in (("a", apart(8)), ("b", apart(7)))
    ]
    found = clustering(counted(same(8)), [SUBJECT], before)
    assert found["earlier"] == ["a"]
    assert 0.3 < found["icc"] < 0.7
    assert not clustering(counted(same(3)), [SUBJECT], before)["is_few"]


def test_a_question_that_few_answered_tells_nothing():
    assert clustering(counted(apart(4)), [SUBJECT])["own"]["questions"] == 0
    assert clustering(counted(apart(10), "question:other"), [SUBJECT])["own"]["questions"] == 0


def test_a_rating_is_told_by_its_points_and_without_who_could_not_say():
    """Two places rate 0 and 10, and nobody answers alike where all answers are counted as options."""
    rated = {f"p{j}": {"0": 5, "10": 5, "unclear": 90 * (j % 2)} for j in range(10)}
    assert clustering(counted(rated), [SUBJECT])["icc"] == 0.0
    assert clustering(counted({f"p{j}": {str(j): 10} for j in range(10)}), [SUBJECT])["icc"] == 1.0


@pytest.mark.parametrize(
    ("now", "correlation"),
    [
        (apart(10), 1.0),
        ({f"p{j}": {"no": 10} if j % 2 else {"yes": 10} for j in range(10)}, -1.0),
        ({f"p{j}": {"yes": 10} if j // 2 % 2 else {"no": 10} for j in range(10)}, 0.0),
    ],
)
def test_how_far_places_keep_their_character(now, correlation):
    assert isclose(kept(counted(apart(10)), counted(now), [SUBJECT]), correlation, abs_tol=0.11)


def test_places_that_nobody_meets_again_keep_nothing():
    moved = {f"other{name}": answers for name, answers in apart(10).items()}
    assert kept(counted(apart(10)), counted(moved), [SUBJECT]) == 0.0
