import numpy as np
import pytest

from portal.statistics.design import make_design
from portal.statistics.errors import InvalidInputError, LonelyPsuError

STRATA = np.array([0, 0, 0, 1, 1, 1])
CLUSTER = np.array([0, 0, 1, 0, 1, 2])


def test_without_columns_every_row_is_a_unit_of_one_stratum() -> None:
    design = make_design(4)
    assert design.n == 4
    assert design.psu is None
    assert design.psu_counts.tolist() == [4.0]
    assert design.factor == pytest.approx([4 / 3])
    assert design.degrees_of_freedom(None) == 3


def test_clusters_are_read_within_strata() -> None:
    design = make_design(6, strata=[STRATA], cluster=CLUSTER)
    assert design.psu_counts.tolist() == [2.0, 3.0]
    assert design.degrees_of_freedom(None) == 5 - 2
    assert design.degrees_of_freedom(np.array([0, 1, 3])) == 2 - 2
    assert design.degrees_of_freedom(np.array([0, 2])) == 1


def test_several_strata_columns_are_crossed() -> None:
    design = make_design(6, strata=[STRATA, np.array([0, 1, 0, 1, 0, 1])], lonely_psu="remove")
    assert sorted(design.psu_counts.tolist()) == [1.0, 1.0, 2.0, 2.0]


def test_the_finite_population_shrinks_the_factor() -> None:
    population = np.where(STRATA == 0, 4.0, 12.0)
    design = make_design(6, strata=[STRATA], cluster=CLUSTER, population_psu_count=population)
    assert design.factor == pytest.approx([(1 - 2 / 4) * 2, (1 - 3 / 12) * 1.5])


def test_a_lonely_unit_is_an_error_unless_said_otherwise() -> None:
    strata = np.array([0, 0, 1])
    with pytest.raises(LonelyPsuError, match="1 of 2 strata"):
        make_design(3, strata=[strata])
    for way, factor in (("remove", 0.0), ("certainty", 0.0), ("average", 0.0), ("adjust", 1.0)):
        assert make_design(3, strata=[strata], lonely_psu=way).factor[1] == factor


def test_a_lonely_unit_that_is_its_whole_stratum_is_no_trouble() -> None:
    strata = np.array([0, 0, 1])
    design = make_design(3, strata=[strata], population_psu_count=np.array([10.0, 10.0, 1.0]))
    assert design.factor.tolist() == [pytest.approx(1.6), 0.0]
    assert not design.lonely.any()


def test_unit_totals_are_compared_with_their_mean_and_a_lonely_one_with_nought() -> None:
    design = make_design(3, strata=[np.array([0, 0, 1])], lonely_psu="adjust")
    assert design.centres(np.array([6.0, 5.0])).tolist() == [3.0, 0.0]


def test_average_counts_strata_with_a_row_used() -> None:
    design = make_design(5, strata=[np.array([0, 0, 1, 1, 2])], lonely_psu="average")
    squares = np.array([3.0, 1.0, 0.0])
    assert design.spread(squares, None) == pytest.approx((2 * 3 + 2 * 1) * 3 / 2)
    assert design.spread(squares, np.array([0, 4])) == pytest.approx(8.0 * 2 / 1)
    assert design.spread(squares, np.array([0, 2])) == pytest.approx(8.0)
    assert design.spread(squares, np.array([4])) is None


def test_a_population_that_is_smaller_than_the_sample_or_differs_within_a_stratum_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="more primary sampling units"):
        make_design(3, population_psu_count=np.array([2.0, 2.0, 2.0]))
    with pytest.raises(InvalidInputError, match="differs within a stratum"):
        make_design(3, population_psu_count=np.array([9.0, 9.0, 8.0]))
    with pytest.raises(InvalidInputError, match="differs within a stratum"):
        make_design(3, population_psu_count=np.array([9.0, 9.0, np.nan]))


def test_an_unknown_way_with_lonely_units_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'ignore'"):
        make_design(3, lonely_psu="ignore")
