import pytest

from surveys.scales import scale_problems

BALANCED = [("good", 2), ("rather_good", 1), ("rather_bad", -1), ("bad", -2), ("unclear", None)]


def test_balanced_scale_has_no_problem():
    assert scale_problems(BALANCED) == []
    assert scale_problems([*BALANCED[:2], ("neither", 0), *BALANCED[2:]]) == []
    assert scale_problems([*reversed(BALANCED[:4]), BALANCED[4]]) == []


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ([("good", 1), ("unclear", None)], "1 positive and 0 negative answers"),
        ([("great", 2), ("good", 1), ("bad", -1), ("unclear", None)], "2 positive and 1 negative answers"),
        ([("great", 2), ("bad", -1), ("unclear", None)], "positive and negative answers are not equally strong"),
        (BALANCED[:4], "nobody can say that it is unclear to them"),
        (
            [("good", 1), ("fine", 1), ("bad", -1), ("poor", -1), ("unclear", None)],
            "two answers of the same strength -1",
        ),
        (
            [("bad", -1), ("good", 1), ("rather_good", 2), ("worse", -2), ("unclear", None)],
            "answers do not run in order",
        ),
    ],
)
def test_unbalanced_scale_is_named(steps, problem):
    assert any(found.startswith(problem) for found in scale_problems(steps))
