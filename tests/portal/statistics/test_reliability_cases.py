"""What a case may ask about raters and scales."""

from pathlib import Path
from typing import Any

import pytest

from .casebook import answer

COLUMNS: dict[str, list[Any]] = {
    "a": ["low", "high", "low", "mid", "high", ""],
    "b": ["low", "high", "mid", "mid", "high", "low"],
    "c": ["low", "mid", "low", "mid", "99", "low"],
    "x": [1, 2, 3, 4, 5, 5],
    "y": [1, 2, 3, 5, 4, 5],
    "z": [5, 4, 3, 2, 1, ""],
    "w": [1, 1, 2, 2, 1, 1],
}
CATEGORIES = ["low", "mid", "high"]


def ask(folder: Path, request: dict[str, Any], **description: Any) -> Any:
    case = {"kind": "reliability", "missing_codes": ["99"], "requests": [{"id": "q", **request}]} | description
    found = answer(folder, COLUMNS, case)
    assert "weights" not in found
    return found["estimates"]["q"] if found["status"] == "ok" else found


def test_cohen(tmp_path: Path) -> None:
    request = {"type": "cohen_kappa", "raters": ["a", "b"], "categories": CATEGORIES, "weights": "linear"}
    found = ask(tmp_path, request)
    assert found["n"] == 5
    assert found["p_observed"] == pytest.approx(0.9)
    low, high = found["ci"]["wald"]
    assert high - low == pytest.approx(2 * 1.959963984540054 * found["se"])
    narrower = ask(tmp_path, request | {"confidence": 0.5})["ci"]["wald"]
    assert low < narrower[0] < narrower[1] < high


def test_cohen_finds_the_categories_itself(tmp_path: Path) -> None:
    assert ask(tmp_path, {"type": "cohen_kappa", "raters": ["a", "b"]})["p_observed"] == pytest.approx(0.8)
    assert ask(tmp_path, {"type": "cohen_kappa", "raters": ["x", "y"], "weights": "quadratic"})["n"] == 6


def test_a_rating_outside_the_categories_is_an_error(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "cohen_kappa", "raters": ["a", "b"], "categories": ["low", "high"]})
    assert (found["status"], found["error"]["code"]) == ("error", "UNKNOWN_CATEGORY")


def test_kappa_without_variation_says_undefined(tmp_path: Path) -> None:
    columns = {"a": ["low"] * 3, "b": ["low"] * 3}
    request = {"id": "q", "type": "cohen_kappa", "raters": ["a", "b"], "categories": CATEGORIES}
    found = answer(tmp_path, columns, {"kind": "reliability", "requests": [request]})["estimates"]["q"]
    assert (found["estimate"], found["undefined"], found["ci"]) == (None, True, None)


def test_fleiss(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "fleiss_kappa", "raters": ["a", "b", "c"]})
    assert (found["n"], found["raters"]) == (4, 3)
    assert found["p_observed"] == pytest.approx((1 + 1 / 3 + 1 / 3 + 1) / 4)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_krippendorff_of_texts(tmp_path: Path, level: str) -> None:
    found = ask(
        tmp_path, {"type": "krippendorff_alpha", "raters": ["a", "b", "c"], "level": level, "categories": CATEGORIES}
    )
    assert (found["n_units"], found["n_values"]) == (6, 16)
    assert 0.0 < found["estimate"] < 1.0


def test_krippendorff_of_numbers(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "krippendorff_alpha", "raters": ["x", "y"], "level": "interval"})
    assert found["estimate"] == pytest.approx(1 - found["d_observed"] / found["d_expected"])
    assert ask(tmp_path, {"type": "krippendorff_alpha", "raters": ["x", "x"]})["estimate"] == 1.0


def test_icc(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "icc", "raters": ["x", "y"]}, confidence=0.9)
    assert (found["n"], found["raters"]) == (6, 2)
    assert found["ms_between"] > found["ms_within"] > 0
    assert list(found["icc2k"]) == ["estimate", "F", "df1", "df2", "p_value", "ci"]
    assert found["icc1"]["ci"]["f"][0] < found["icc1"]["estimate"] < found["icc1"]["ci"]["f"][1]


CRONBACH = {"type": "cronbach_alpha", "items": ["x", "y", "z"]}


@pytest.mark.parametrize(
    "scale",
    [{"min": 1, "max": 5}, {"scale": [1, 5]}, {}, {"minimum": 1, "maximum": 5}, {"range": {"min": 1, "max": 5}}],
)
def test_cronbach_turns_items_round(tmp_path: Path, scale: dict[str, Any]) -> None:
    found = ask(tmp_path, CRONBACH | {"reverse": ["z"]} | scale)
    assert (found["n"], found["items"]) == (5, 3)
    assert found["estimate"] > 0.9
    assert list(found["alpha_if_deleted"]) == ["x", "y", "z"]
    assert ask(tmp_path, CRONBACH)["estimate"] < 0.0


def test_icc_of_one_rater_has_nothing_to_compare(tmp_path: Path) -> None:
    assert ask(tmp_path, {"type": "icc", "raters": ["x"]}) == {"n": 6, "raters": 1}


def test_cronbach_with_weights(tmp_path: Path) -> None:
    by_request = ask(tmp_path, CRONBACH | {"reversed": ["z"], "weight": "w"})
    by_sample = ask(tmp_path, CRONBACH | {"reversed": ["z"]}, sample={"base_weight": "w"})
    assert by_request == by_sample
    plain = ask(tmp_path, CRONBACH | {"reversed": ["z"]})
    assert by_request["estimate"] != plain["estimate"]
    assert ask(tmp_path, CRONBACH | {"reversed": ["z"], "weighted": False}, sample={"base_weight": "w"}) == plain


def test_straight_lines(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "straightlining", "items": ["x", "y", "z"], "min_answered": 2})
    assert (found["n_eligible"], found["n_flagged"], found["share_flagged"]) == (6, 2, pytest.approx(1 / 3))
    assert found["rows"]["answered"] == [3, 3, 3, 3, 3, 2]
    assert found["rows"]["straightline"] == [False, False, True, False, False, True]
    assert found["rows"]["longest_run"] == [2, 2, 3, 1, 1, 2]
    assert found["rows"]["irv"][2] == 0.0


def test_straight_lines_need_items(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "straightlining"})
    assert (found["status"], found["error"]["code"]) == ("error", "INVALID_INPUT")


def test_a_survey_case_may_ask_about_a_scale_too(tmp_path: Path) -> None:
    requests = [{"id": "m", "type": "mean", "variable": "x"}, {"id": "s", **CRONBACH}]
    found = answer(tmp_path, COLUMNS, {"kind": "survey", "requests": requests})
    assert set(found["estimates"]) == {"m", "s"}


def test_a_reliability_case_knows_only_its_own_requests(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "mean", "variable": "x"})
    assert found["status"] == "unsupported"


def test_krippendorff_of_a_ratio_scale_measures_the_numbers_and_not_their_places(tmp_path: Path) -> None:
    request = {"type": "krippendorff_alpha", "raters": ["x", "y"], "level": "ratio"}
    numbers = ask(tmp_path, request)["estimate"]
    assert ask(tmp_path, request | {"categories": list(range(1, 10))})["estimate"] == numbers
