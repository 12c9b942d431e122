"""What a case may ask of a weighted sample, on samples small enough to work out by hand."""

from pathlib import Path
from typing import Any

import pytest

from .casebook import answer

COLUMNS: dict[str, list[Any]] = {
    "id": [1, 2, 3, 4, 5, 6, 7, 8],
    "area": ["A", "A", "A", "B", "B", "B", "", "A"],
    "sex": ["f", "m", "f", "m", "f", "m", "f", "m"],
    "wave": ["1", "1", "1", "1", "2", "2", "2", "2"],
    "sorts": ["yes", "no", "yes", "no", "", "yes", "yes", "99"],
    "score": [1, 2, 3, 4, 5, 6, 7, 99],
    "size": [1, 1, 2, 2, 1, 1, 2, ""],
    "w": [1, 2, 1, 2, 1, 2, 1, 2],
}


def ask(folder: Path, *requests: dict[str, Any], margins: Any = (), columns: Any = None, **description: Any) -> Any:
    """Entry of a case with these requests; an id is made up where none matters."""
    named = [{"id": f"q{place}", **request} for place, request in enumerate(requests)]
    case = {"kind": "survey", "missing_codes": [99], "confidence": 0.95, "requests": named} | description
    return answer(folder, columns or COLUMNS, case, margins)


def estimates(folder: Path, *requests: dict[str, Any], **description: Any) -> Any:
    found = ask(folder, *requests, **description)
    assert found["status"] == "ok", found
    return found["estimates"]


SCORE = {"type": "mean", "variable": "score"}
SORTS = {"type": "proportion", "variable": "sorts", "categories": ["yes"]}


def test_a_mean_leaves_out_those_without_an_answer(tmp_path: Path) -> None:
    found = estimates(tmp_path, SCORE)["q0"]
    assert (found["n"], found["estimate"], found["df"], found["sum_w"]) == (7, 4.0, 7, 7.0)
    # The one without an answer is a unit with no influence.
    assert found["se"] == pytest.approx((8 / 7 * 28 / 49) ** 0.5)
    assert list(found["ci"]) == ["wald"]


def test_base_weights_total_count_and_ratio(tmp_path: Path) -> None:
    found = estimates(
        tmp_path,
        {"type": "total", "variable": "score"},
        {"type": "count", "variable": "sorts", "categories": ["yes"]},
        {"type": "ratio", "numerator": "score", "denominator": "size"},
        SORTS | {"ci": ["wilson", "wald"], "confidence": 0.9},
        sample={"base_weight": "w"},
    )
    assert found["q0"]["estimate"] == 1 + 4 + 3 + 8 + 5 + 12 + 7
    assert found["q1"]["estimate"] == 1 + 1 + 2 + 1
    assert found["q2"]["estimate"] == pytest.approx(40 / (1 + 2 + 2 + 4 + 1 + 2 + 2))
    assert found["q2"]["deff"] is None
    assert found["q3"]["estimate"] == pytest.approx(5 / 9)
    assert list(found["q3"]["ci"]) == ["wilson", "wald"]


def test_domains_are_the_combinations_that_occur(tmp_path: Path) -> None:
    found = estimates(tmp_path, SCORE | {"by": ["area", "sex"]}, SORTS | {"by": "area"})
    assert set(found) == {f"q0[area={a},sex={s}]" for a in "AB" for s in "fm"} | {"q1[area=A]", "q1[area=B]"}
    assert found["q0[area=A,sex=f]"]["n"] == 2
    # Degrees of freedom count those of the domain without an answer too.
    assert (found["q0[area=A,sex=m]"]["n"], found["q0[area=A,sex=m]"]["df"]) == (1, 1)


def test_a_domain_without_an_answer_has_no_estimate_and_one_of_a_single_unit_no_interval(tmp_path: Path) -> None:
    columns = COLUMNS | {"area": ["A", "A", "A", "B", "C", "B", "A", "D"]}
    found = estimates(tmp_path, SCORE | {"by": ["area"]}, columns=columns)
    assert (found["q0[area=D]"]["n"], found["q0[area=D]"]["estimate"]) == (0, None)
    assert found["q0[area=C]"]["estimate"] == 5.0
    assert (found["q0[area=C]"]["df"], found["q0[area=C]"]["ci"]) == (0, None)


def test_no_row_has_all_columns_of_the_domain(tmp_path: Path) -> None:
    assert estimates(tmp_path, SCORE | {"by": ["area"]}, columns=COLUMNS | {"area": [""] * 8}) == {}


def test_recoded_answers_and_missing_codes_of_a_request(tmp_path: Path) -> None:
    found = estimates(
        tmp_path,
        {"type": "mean", "variable": "sorts", "recode": {"yes": 5, "no": 1}},
        SCORE | {"missing_codes": [1, 2]},
    )
    assert found["q0"]["estimate"] == pytest.approx((4 * 5 + 2 * 1) / 6)
    assert found["q1"]["n"] == 6


def test_several_answers_in_one_field(tmp_path: Path) -> None:
    bins = ["glass;paper", "none", "", "paper", "metal;glass", "none", "glass", "metal"]
    request = {"type": "multi_proportion", "variable": "bins", "categories": ["glass", "paper"], "ci": ["beta"]}
    found = estimates(tmp_path, request, columns=COLUMNS | {"bins": bins})["q0"]
    assert (found["n"], found["estimate"]) == (7, pytest.approx(4 / 7))


def test_small_cells_show_nothing(tmp_path: Path) -> None:
    columns = COLUMNS | {"area": ["A", "A", "A", "B", "B", "B", "C", "C"]}
    found = estimates(
        tmp_path, SCORE | {"by": ["area"]}, SCORE, columns=columns, suppression={"min_n": 2, "complementary": True}
    )
    assert found["q0[area=C]"] == {"suppressed": True}
    assert found["q0[area=A]"] == {"suppressed": True}
    assert found["q0[area=B]"]["n"] == 3
    assert found["q1"]["n"] == 7
    found = estimates(tmp_path, SCORE, suppression={"min_n": 8})
    assert found == {"q0": {"suppressed": True}}


WAVES = {"column": "wave", "values": ["1", "2"], "samples": "independent"}


def test_change_between_independent_waves(tmp_path: Path) -> None:
    request = {"type": "difference", "of": "mean", "variable": "score"}
    found = estimates(tmp_path, request, request | {"by": ["sex"]}, waves=WAVES)
    whole = found["q0"]
    assert (whole["n"], whole["n_1"], whole["n_2"], whole["df"]) == (7, 4, 3, 6)
    assert (whole["estimate_1"], whole["estimate_2"], whole["estimate"]) == (2.5, 6.0, 3.5)
    variance = 4 / 3 * 5 / 16 + 4 / 3 * 2 / 9
    assert whole["se"] == pytest.approx(variance**0.5)
    assert whole["t"] == pytest.approx(3.5 / variance**0.5)
    assert whole["ci"]["wald"][0] < 3.5 < whole["ci"]["wald"][1]
    assert found["q1[sex=f]"]["df"] == 2
    assert found["q1[sex=m]"]["n_2"] == 1


def test_change_of_a_proportion_in_a_panel(tmp_path: Path) -> None:
    columns = COLUMNS | {"person": ["a", "b", "c", "d"] * 2}
    request = {"type": "difference", "of": "proportion", "variable": "sorts", "categories": ["yes"]}
    panel = WAVES | {"samples": "panel"}
    found = estimates(tmp_path, request, columns=columns, waves=panel, sample={"cluster": "person"})["q0"]
    assert (found["df"], found["n_1"], found["n_2"], found["estimate"]) == (3, 4, 2, pytest.approx(0.5))


def test_change_without_answers_in_a_wave(tmp_path: Path) -> None:
    request = {"type": "difference", "of": "mean", "variable": "score", "by": ["sex"]}
    columns = COLUMNS | {"sex": ["f", "f", "f", "f", "f", "f", "f", "m"]}
    found = estimates(tmp_path, request, columns=columns, waves=WAVES)["q0[sex=m]"]
    assert (found["n"], found["estimate"], found["ci"]) == (0, None, None)


def test_each_wave_is_weighted_to_its_own_margins(tmp_path: Path) -> None:
    margins = [("sex", "f", 30, "1"), ("sex", "m", 10, "1"), ("sex", "f", 20, "2"), ("sex", "m", 30, "2")]
    weighting = {"method": "rake", "margins": ["sex"], "per_wave": True}
    found = ask(tmp_path, SCORE | {"by": ["wave"]}, margins=margins, weighting=weighting, waves=WAVES)
    assert found["weights"]["values"] == pytest.approx([15, 5, 15, 5, 10, 15, 10, 15])
    assert found["weights"]["sum"] == pytest.approx(90)


@pytest.mark.parametrize(
    ("waves", "code"),
    [
        (["1"] * 4 + ["3"] * 4, "UNKNOWN_CATEGORY"),
        (["1"] * 7 + [""], "MISSING_MARGIN_VALUE"),
        (["1"] * 8, "EMPTY_MARGIN_CATEGORY"),
    ],
)
def test_waves_that_the_margins_do_not_know(tmp_path: Path, waves: list[str], code: str) -> None:
    margins = [("sex", "f", 30, "1"), ("sex", "m", 10, "1"), ("sex", "f", 20, "2"), ("sex", "m", 30, "2")]
    weighting = {"method": "rake", "margins": ["sex"], "per_wave": True}
    found = ask(tmp_path, SCORE, margins=margins, weighting=weighting, waves=WAVES, columns=COLUMNS | {"wave": waves})
    assert (found["status"], found["error"]["code"]) == ("error", code)


SEX = [("sex", "f", 60), ("sex", "m", 40)]
TWO = [*SEX, ("size", "1", 50), ("size", "2", 50)]
SIZES = {"size": [1, 1, 2, 2, 1, 1, 2, 2]}


def test_weights_may_be_trimmed_after_raking(tmp_path: Path) -> None:
    trimming = {"method": "redistribute_proportional", "lower": None, "upper": 1.1, "unit": "mean_ratio"}
    weighting = {"method": "poststratify", "margins": ["sex"], "trimming": trimming, "variance": "fixed_weights"}
    found = ask(tmp_path, SCORE, margins=SEX, weighting=weighting)
    assert found["weights"]["values"] == pytest.approx([13.75, 11.25] * 4)


def test_calibration_with_bounds(tmp_path: Path) -> None:
    weighting = {"method": "calibrate", "margins": ["sex"], "distance": "linear", "bounds": [None, 20]}
    found = ask(tmp_path, SCORE, margins=SEX, weighting=weighting)
    assert found["weights"]["values"] == pytest.approx([15.0, 10.0] * 4)


def test_categories_may_be_collapsed_in_responses_and_margins(tmp_path: Path) -> None:
    margins = [("sex:size", "f:1", 20), ("sex:size", "f:2", 40), ("sex:size", "m:1", 20), ("sex:size", "m:2", 20)]
    weighting = {"method": "poststratify", "margins": ["sex:size"], "collapse": {"size": {"1": "any", "2": "any"}}}
    found = ask(tmp_path, SCORE, margins=margins, weighting=weighting, columns=COLUMNS | SIZES)
    assert found["weights"]["values"] == pytest.approx([15.0, 10.0] * 4)


def test_a_category_with_a_colon_of_its_own_is_collapsed_whole(tmp_path: Path) -> None:
    columns = COLUMNS | {"hour": ["7:30", "8:30"] * 4}
    margins = [("hour", "7:30", 60), ("hour", "8:30", 40)]
    weighting = {"method": "rake", "margins": ["hour"], "collapse": {"hour": {"8:30": "7:30"}}}
    found = ask(tmp_path, SCORE, margins=margins, weighting=weighting, columns=columns)
    assert found["weights"]["values"] == pytest.approx([12.5] * 8)


def test_later_margins_scaled_to_the_first(tmp_path: Path) -> None:
    margins = [*SEX, ("size", "1", 50), ("size", "2", 50.00005)]
    weighting = {"method": "rake", "margins": ["sex", "size"], "rescale_margins_to": "first"}
    found = ask(tmp_path, SCORE, margins=margins, weighting=weighting, columns=COLUMNS | SIZES)
    assert found["weights"]["sum"] == pytest.approx(100, rel=1e-12)


@pytest.mark.parametrize(
    ("code", "margins", "columns", "weighting"),
    [
        ("MARGIN_TOTALS_INCONSISTENT", [*SEX, ("size", "1", 50), ("size", "2", 51)], SIZES, {}),
        ("MISSING_MARGIN_VALUE", TWO, {}, {}),
        ("UNKNOWN_CATEGORY", [*SEX, ("size", "1", 100)], SIZES, {}),
        ("UNKNOWN_CATEGORY", [*SEX, ("size", "1", 100), ("size", "2", 0)], SIZES, {}),
        ("EMPTY_MARGIN_CATEGORY", [*TWO[:3], ("size", "2", 40), ("size", "3", 10)], SIZES, {}),
        ("RAKING_NOT_CONVERGED", TWO, SIZES | {"size": [1, 1, 2, 1, 1, 1, 2, 2]}, {"max_iterations": 1}),
        ("RAKING_NOT_CONVERGED", [*TWO[:3], ("size", "2", 50.00001)], SIZES, {}),
        ("RAKING_NOT_CONVERGED", TWO, SIZES, {"method": "calibrate", "bounds": [0.9, 1.1]}),
        ("TRIMMING_INFEASIBLE", TWO, SIZES, {"trimming": {"method": "redistribute_equal", "upper": 5, "strict": True}}),
        ("TRIMMING_INFEASIBLE", TWO, SIZES, {"trimming": {"method": "rake_and_trim", "upper": 5, "max_rounds": 4}}),
    ],
)
def test_each_error_of_weighting_has_its_code(
    tmp_path: Path, code: str, margins: list, columns: dict, weighting: dict
) -> None:
    made = {"method": "rake", "margins": ["sex", "size"], "tolerance": 1e-10} | weighting
    found = ask(tmp_path, SCORE, margins=margins, weighting=made, columns=COLUMNS | columns)
    assert found["status"] == "error"
    assert found["error"]["code"] == code
    assert found["error"]["message"]
    assert "estimates" not in found


def test_a_lonely_unit_fails_unless_the_design_says_otherwise(tmp_path: Path) -> None:
    strata = COLUMNS | {"stratum": ["x"] * 7 + ["y"]}
    found = ask(tmp_path, SCORE, columns=strata, sample={"strata": "stratum"})
    assert (found["status"], found["error"]["code"]) == ("error", "LONELY_PSU")
    assert estimates(tmp_path, SCORE, columns=strata, sample={"strata": ["stratum"], "lonely_psu": "remove"})["q0"][
        "se"
    ]


@pytest.mark.parametrize(
    ("sample", "columns"),
    [
        ({"base_weight": "w"}, {"w": [1, 1, 1, 1, 1, 1, 1, ""]}),
        ({"base_weight": "w"}, {"w": [1, 1, 1, 1, 1, 1, 1, -1]}),
        ({"strata": "area"}, {}),
        ({"fpc": {"column": "w", "type": "sampling_fraction"}}, {}),
        ({"fpc": {"column": "w", "type": "population_psu_count"}}, {}),
        ({"lonely_psu": "ignore"}, {}),
        ({"cluster": "household"}, {}),
    ],
)
def test_samples_that_cannot_be_read(tmp_path: Path, sample: dict, columns: dict) -> None:
    found = ask(tmp_path, SCORE, sample=sample, columns=COLUMNS | columns)
    assert (found["status"], found["error"]["code"]) == ("error", "INVALID_INPUT")


def test_a_finite_population_of_units(tmp_path: Path) -> None:
    fpc = {"column": "N", "type": "population_psu_count"}
    whole = estimates(tmp_path, SCORE, sample={"fpc": fpc}, columns=COLUMNS | {"N": [8] * 8})["q0"]
    assert (whole["se"], whole["ci"]["wald"]) == (0.0, [4.0, 4.0])


def test_requests_that_nobody_knows_are_unsupported(tmp_path: Path) -> None:
    for request in ({"type": "median", "variable": "score"}, SORTS | {"ci": ["bootstrap"]}):
        found = ask(tmp_path, request)
        assert (found["status"], found["error"]["code"]) == ("unsupported", "UNSUPPORTED")


def test_a_change_needs_waves(tmp_path: Path) -> None:
    found = ask(tmp_path, {"type": "difference", "of": "mean", "variable": "score"})
    assert (found["status"], found["error"]["code"]) == ("error", "INVALID_INPUT")
