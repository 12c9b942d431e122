"""What a case may ask of a weighted sample, on samples small enough to work out by hand."""

from pathlib import Path

import pytest

from .survey_sample import COLUMNS, SCORE, SORTS, WAVES, estimates


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


def test_a_category_recoded_to_nothing_is_no_answer(tmp_path: Path) -> None:
    request = {"type": "mean", "variable": "sorts", "recode": {"yes": 1, "no": None}}
    found = estimates(tmp_path, request)["q0"]
    assert found["estimate"] == 1.0
    assert found["n"] == sum(value == "yes" for value in COLUMNS["sorts"])
