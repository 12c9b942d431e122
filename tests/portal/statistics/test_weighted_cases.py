"""Weights, margins and designs that a case may ask for, on samples small enough to work out by hand."""

from pathlib import Path

import pytest

from .survey_sample import COLUMNS, SCORE, SORTS, WAVES, ask, estimates


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
