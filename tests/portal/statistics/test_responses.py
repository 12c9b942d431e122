from pathlib import Path

import numpy as np
import pytest

from portal.statistics.arrays import MISSING
from portal.statistics.cases.responses import Responses, listed, relabelled, text_of
from portal.statistics.cases.tables import TextTable
from portal.statistics.errors import InvalidInputError
from portal.statistics.margins import Factor

CSV = """id,age,sex,sorts,score,bins
1,18-39,f,yes,4,glass;paper
2,40-59,m,no,-9,none
3,60+,,99,5,
4,18-39,f,,99,metal; glass
"""


def responses(folder: Path, *args: object, **options: object) -> Responses:
    path = folder / "responses.csv"
    path.write_text(CSV, encoding="utf-8")
    return Responses(TextTable(path), *args, **options)


def labels(factor: Factor) -> list[str | None]:
    return [None if code == MISSING else factor.labels[code] for code in factor.codes]


def test_values_of_a_description_are_texts() -> None:
    assert [text_of(value) for value in ("a", 1, 1.0, 1.5, -9)] == ["a", "1", "1", "1.5", "-9"]


def test_missing_codes_are_no_answers_as_texts_and_as_numbers(tmp_path: Path) -> None:
    given = responses(tmp_path, [-9, "99"])
    assert labels(given.factor("sorts")) == ["yes", "no", None, None]
    assert labels(given.factor("sex")) == ["f", "m", None, "f"]
    assert given.numbers("score") == pytest.approx([4, np.nan, 5, np.nan], nan_ok=True)


def test_a_list_of_its_own_takes_the_place_of_the_missing_codes_of_all(tmp_path: Path) -> None:
    given = responses(tmp_path, [-9, 99])
    assert labels(given.factor("sorts", ["no"])) == ["yes", None, "99", None]
    assert given.numbers("score", missing_codes=[99]) == pytest.approx([4, -9, 5, np.nan], nan_ok=True)


def test_design_columns_are_taken_as_written(tmp_path: Path) -> None:
    assert labels(responses(tmp_path, ["f"]).written("sex")) == ["f", "m", None, "f"]


def test_a_number_as_missing_code_is_meant_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "responses.csv"
    path.write_text("x,y\n99.0,a\n99,b\n1,99.0\n", encoding="utf-8")
    given = Responses(TextTable(path), [99])
    assert given.numbers("x") == pytest.approx([np.nan, np.nan, 1], nan_ok=True)
    assert labels(given.factor("y")) == ["a", "b", None]
    assert labels(Responses(TextTable(path), ["99"]).factor("y")) == ["a", "b", "99.0"]


def test_a_recoded_category_is_its_number_and_any_other_is_no_answer(tmp_path: Path) -> None:
    found = responses(tmp_path).numbers("sorts", {"yes": 1.0, "no": 0.0})
    assert found == pytest.approx([1, 0, np.nan, np.nan], nan_ok=True)


def test_an_answer_that_is_no_number_is_refused_unless_it_means_no_answer(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="'sorts' holds 'no'"):
        responses(tmp_path).numbers("sorts")
    assert np.isnan(responses(tmp_path, ["yes", "no", 99]).numbers("sorts")).all()
    assert responses(tmp_path).numbers("sorts", missing_codes=["yes", "no"])[2] == 99.0


@pytest.mark.parametrize("word", ["inf", "nan"])
def test_numbers_that_are_none_are_refused(tmp_path: Path, word: str) -> None:
    path = tmp_path / "responses.csv"
    path.write_text(f"x,y\n1,a\n{word},b\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=word):
        Responses(TextTable(path)).numbers("x")


def test_one_option_of_several_counts(tmp_path: Path) -> None:
    given = responses(tmp_path)
    assert given.chosen("bins", ["glass"], separator=";") == pytest.approx([1, 0, np.nan, 1], nan_ok=True)
    assert given.chosen("bins", ["none", "paper"], separator=";") == pytest.approx([1, 1, np.nan, 0], nan_ok=True)
    assert given.chosen("bins", ["glass"]) == pytest.approx([0, 0, np.nan, 0], nan_ok=True)
    assert given.chosen("score", [4, 5.0]) == pytest.approx([1, 0, 1, 0])


def test_collapsed_categories_are_one_everywhere(tmp_path: Path) -> None:
    given = responses(tmp_path, collapse={"age": {"40-59": "40+", "60+": "40+"}, "score": {"4": "5"}})
    assert labels(given.factor("age")) == ["18-39", "40+", "40+", "18-39"]
    assert labels(given.crossing(["age", "sex"])) == ["18-39:f", "40+:m", None, "18-39:f"]
    assert given.numbers("score") == pytest.approx([5, -9, 5, 99])


def test_a_crossing_with_a_column_that_nobody_filled_is_empty(tmp_path: Path) -> None:
    given = responses(tmp_path, ["f", "m"])
    assert labels(given.crossing(["age", "sex"])) == [None] * 4
    assert labels(given.crossing(["sex"])) == [None] * 4


def test_renaming_keeps_what_is_missing() -> None:
    found = relabelled(Factor(np.array([0, MISSING, 1, 2]), ("a", "b", "c")), {"b": "a"})
    assert labels(found) == ["a", None, "a", "c"]


def test_what_stands_alone_is_a_list_of_one(tmp_path: Path) -> None:
    given = responses(tmp_path, -9)
    assert given.chosen("sex", "f") == pytest.approx([1, 0, np.nan, 1], nan_ok=True)
    assert [listed(value) for value in (None, "ab", ["a", 1], 7)] == [[], ["ab"], ["a", 1], [7]]
    assert labels(given.factor("sorts", 99)) == ["yes", "no", None, None]


def test_categories_are_collapsed_into_numbers_too(tmp_path: Path) -> None:
    given = responses(tmp_path, collapse={"score": {"4": 1, "5": 1}})
    assert given.numbers("score", missing_codes=[-9, 99]) == pytest.approx([1, np.nan, 1, np.nan], nan_ok=True)
