import numpy as np
import pytest

from portal.statistics import margins
from portal.statistics.arrays import MISSING
from portal.statistics.errors import (
    EmptyMarginCategoryError,
    InvalidInputError,
    MarginTotalsError,
    MissingMarginValueError,
    StatisticsError,
    UnknownCategoryError,
)
from portal.statistics.margins import Factor

SEX = Factor(np.array([0, 1, 1, 0]), ("f", "m"))
ONES = np.ones(4)


def test_a_margin_is_laid_on_the_respondents() -> None:
    margin = margins.lay("sex", SEX, {"m": 60.0, "f": 40.0}, ONES)
    assert margin.codes.tolist() == [0, 1, 1, 0]
    assert margin.targets.tolist() == [40.0, 60.0]


def test_labels_that_nobody_has_and_categories_without_people_do_not_matter() -> None:
    factor = Factor(np.array([2, 0, 0, 2]), ("f", "unused", "m"))
    margin = margins.lay("sex", factor, {"m": 60.0, "f": 40.0, "other": 0.0}, ONES)
    assert margin.codes.tolist() == [1, 0, 0, 1]
    assert margin.targets.tolist() == [40.0, 60.0]


def test_a_respondent_without_a_value_is_an_error() -> None:
    factor = Factor(np.array([0, MISSING, 1, 1]), ("f", "m"))
    with pytest.raises(MissingMarginValueError, match=r"1 respondents have no value.*'sex'"):
        margins.lay("sex", factor, {"f": 40.0, "m": 60.0}, ONES)


@pytest.mark.parametrize("population", [{"f": 40.0}, {"f": 40.0, "m": 0.0}])
def test_a_respondent_in_a_category_without_population_is_an_error(population: dict[str, float]) -> None:
    with pytest.raises(UnknownCategoryError, match="'m'"):
        margins.lay("sex", SEX, population, ONES)


def test_a_category_without_respondents_is_an_error() -> None:
    with pytest.raises(EmptyMarginCategoryError, match=r"'other'.*population 5"):
        margins.lay("sex", SEX, {"f": 40.0, "m": 60.0, "other": 5.0}, ONES)


def test_a_category_whose_respondents_have_no_weight_is_empty() -> None:
    with pytest.raises(EmptyMarginCategoryError, match="'m'"):
        margins.lay("sex", SEX, {"f": 40.0, "m": 60.0}, np.array([1.0, 0.0, 0.0, 1.0]))


def test_missing_comes_before_unknown_and_unknown_before_empty() -> None:
    both = Factor(np.array([0, MISSING]), ("nobody knows", "f"))
    with pytest.raises(MissingMarginValueError):
        margins.lay("sex", both, {"f": 1.0}, np.ones(2))
    with pytest.raises(UnknownCategoryError):
        margins.lay("sex", Factor(np.array([0]), ("nobody knows",)), {"f": 1.0}, np.ones(1))


def test_totals_may_differ_by_the_tolerance_of_the_larger() -> None:
    margins.check_totals({"a": {"x": 1_000_000.0}, "b": {"y": 999_999.5}})
    with pytest.raises(MarginTotalsError, match=r"'b' has 999990.*'a' has 1000000"):
        margins.check_totals({"a": {"x": 1_000_000.0}, "b": {"y": 999_990.0}})
    margins.check_totals({"a": {"x": 1_000_000.0}, "b": {"y": 999_990.0}}, tolerance=1e-4)


def test_a_margin_without_population_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'b' has no population"):
        margins.check_totals({"a": {"x": 10.0}, "b": {}})


def test_later_margins_are_scaled_to_the_first() -> None:
    scaled = margins.rescale_to_first({"a": {"x": 60.0, "y": 40.0}, "b": {"u": 55.0, "v": 55.0}})
    assert scaled == {"a": {"x": 60.0, "y": 40.0}, "b": {"u": pytest.approx(50.0), "v": pytest.approx(50.0)}}


def test_indicators_of_two_columns() -> None:
    found = margins.indicators([np.array([0, 1]), np.array([2, 0])])
    assert found.tolist() == [[1, 0, 0, 0, 1], [0, 1, 1, 0, 0]]


def test_every_error_has_its_own_code() -> None:
    codes = [error.code for error in StatisticsError.__subclasses__()]
    assert len(set(codes)) == len(codes)
    assert {
        "MARGIN_TOTALS_INCONSISTENT",
        "MISSING_MARGIN_VALUE",
        "UNKNOWN_CATEGORY",
        "EMPTY_MARGIN_CATEGORY",
        "RAKING_NOT_CONVERGED",
        "TRIMMING_INFEASIBLE",
        "LONELY_PSU",
    } <= set(codes)
