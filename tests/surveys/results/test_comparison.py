import pytest

from surveys.results.comparison import change
from surveys.results.representativeness import portraits

BEFORE = {"value": 80.0, "se": 2.0, "n": 400, "df": 399}


def test_a_difference_between_waves_with_its_test():
    found = change(BEFORE, BEFORE | {"value": 88.0, "se": 1.5})
    assert (found.before, found.value, found.is_sure) == (80.0, 8.0, True)
    assert found.low == pytest.approx(8 - 1.963 * 2.5, abs=0.01)
    assert not change(BEFORE, BEFORE | {"value": 81.0}).is_sure


def test_nothing_to_compare():
    assert change(BEFORE | {"value": None}, BEFORE) is None
    assert change(BEFORE | {"se": 0.0}, BEFORE | {"se": 0.0}) is None


def test_who_answered_against_who_lives_here():
    cells = [
        ["hongmei", "a18_29", "", "", "", {"yes": 20, "none": 10}],
        ["hongmei", "a60", "", "", "", {"no": 60}],
        ["lanling", "a60", "", "", "", {"no": 10}],
    ]
    margin = {"dimension": "age", "population": {"a18_29": 300, "a60": 600, "a45_59": 100}}
    found = portraits({"cells": cells, "margins": [margin]})
    young, middle, old = found["age"]
    assert [young.n, young.share, young.population] == [30, 30.0, 30.0]
    assert [middle.category, middle.n, middle.population] == ["a45_59", 0, 10.0]
    assert old.population == 60.0
    assert [row.population for row in found["area"]] == [None, None]


def test_very_few_people_are_not_counted_in_public():
    cells = [["hongmei", "a60", "", "", "", {"yes": 60}], ["lanling", "a60", "", "", "", {"no": 3}]]
    found = portraits({"cells": cells, "margins": []})
    assert {row.category: row.n for row in found["area"]} == {"hongmei": None, "lanling": None}
    assert "age" not in found
