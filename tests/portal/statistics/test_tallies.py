"""What tallies say is what the rows say, to rounding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.statistics import (
    Cells,
    Distance,
    Estimate,
    Factor,
    Plan,
    Trimming,
    estimation,
    independent_difference,
    make_design,
    make_frame,
    tallied_sample,
    weigh,
)
from portal.statistics.errors import EmptyMarginCategoryError, InvalidInputError, LonelyPsuError

AGES, SEXES = ("18-39", "40-59", "60+"), ("f", "m")
POPULATIONS = {
    "age": dict(zip(AGES, (310.0, 380.0, 310.0), strict=True)),
    "sex": dict(zip(SEXES, (520.0, 480.0), strict=True)),
}
CATEGORIES = [{"age": age, "sex": sex} for age in AGES for sex in SEXES]
PLANS = {
    "unweighted": ({}, Plan("rake")),
    "raked": (POPULATIONS, Plan("rake")),
    "post-stratified": ({"sex": POPULATIONS["sex"]}, Plan("poststratify")),
    "crossed": ({"age:sex": {f"{a}:{s}": 150.0 + 10 * len(a) for a in AGES for s in SEXES}}, Plan("poststratify")),
    "calibrated": (POPULATIONS, Plan("calibrate", distance=Distance("logit", 0.2, 30.0))),
    "trimmed": (
        POPULATIONS,
        Plan("rake", trimming=Trimming("redistribute_proportional", upper=1.6, unit="mean_ratio")),
    ),
}


class Survey:
    """Rows of a random survey, and their tallies."""

    def __init__(self, seed: int, *, by_strata: bool) -> None:
        rng = np.random.default_rng(seed)
        self.n = 150
        self.age, self.sex = rng.permutation(np.arange(self.n) % 3), rng.permutation(np.arange(self.n) % 2)
        self.stratum = rng.permutation(np.arange(self.n) % 2) if by_strata else np.zeros(self.n, dtype=int)
        self.answer = rng.integers(-1, 4, self.n)  # -1: no answer
        self.member = rng.random(self.n) < 0.5
        self.cell = (self.stratum * 3 + self.age) * 2 + self.sex
        self.n_cells = int(self.stratum.max() + 1) * 6

    def sizes(self) -> np.ndarray:
        return np.bincount(self.cell, minlength=self.n_cells)

    def members(self) -> np.ndarray:
        return np.bincount(self.cell[self.member], minlength=self.n_cells)

    def counts(self, among: np.ndarray) -> np.ndarray:
        table = np.zeros((self.n_cells, 4), dtype=int)
        chosen = among & (self.answer >= 0)
        np.add.at(table, (self.cell[chosen], self.answer[chosen]), 1)
        return table

    def tallied(self, populations: dict, plan: Plan, *, fixed_weights: bool):
        repeats = self.n_cells // 6
        strata = [f"s{k // 6}" for k in range(self.n_cells)] if repeats > 1 else None
        cells = Cells(CATEGORIES * repeats, self.sizes(), strata)
        return tallied_sample(cells, populations, plan, fixed_weights=fixed_weights)

    def by_rows(self, populations: dict, plan: Plan, *, fixed_weights: bool):
        ones = np.ones(self.n)
        design = make_design(self.n, strata=[self.stratum])
        if not populations:
            return make_frame(design, ones, ones)
        crossing = Factor(self.age * 2 + self.sex, tuple(f"{a}:{s}" for a in AGES for s in SEXES))
        factors = {"age": Factor(self.age, AGES), "sex": Factor(self.sex, SEXES), "age:sex": crossing}
        made = weigh(ones, factors, populations, plan)
        return make_frame(design, ones, made.weights, None if fixed_weights else made.cells)


def assert_same(one: Estimate, other: Estimate) -> None:
    for name in ("n", "df", "value", "se", "sum_w", "deff", "n_eff", "n_eff_kish"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-11, abs=1e-13), name


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    name=st.sampled_from(sorted(PLANS)),
    by_strata=st.booleans(),
    fixed_weights=st.booleans(),
)
def test_tallies_and_rows_give_the_same(seed: int, name: str, by_strata: bool, fixed_weights: bool) -> None:
    survey, (populations, plan) = Survey(seed, by_strata=by_strata), PLANS[name]
    sample = survey.tallied(populations, plan, fixed_weights=fixed_weights)
    frame = survey.by_rows(populations, plan, fixed_weights=fixed_weights)
    assert sample.weights[survey.cell] == pytest.approx(frame.weights, rel=1e-12)
    for among, members in ((np.ones(survey.n, dtype=bool), None), (survey.member, survey.members())):
        domain = frame.part(np.flatnonzero(among))
        part = domain.where(survey.answer[among] >= 0)
        answers = survey.answer[part.numbers]
        counts = survey.counts(among)
        assert_same(
            sample.proportion(counts, [1, 2], members), estimation.mean(part, np.isin(answers, [1, 2]) * 1.0, domain.df)
        )
        scores = np.array([1.0, 2.0, 4.0, 8.0])
        assert_same(sample.mean(counts, scores, members), estimation.mean(part, scores[answers], domain.df))
        assert_same(sample.total(counts, scores, members), estimation.total(part, scores[answers], domain.df))


def test_a_proportion_with_its_intervals_by_hand() -> None:
    sample = tallied_sample(Cells([{}], [100]))
    found = sample.proportion([[20, 70]], chosen=[0])
    assert (found.n, found.df, found.value) == (90, 99, pytest.approx(2 / 9))
    # 90 of 100 answered: the others count as units without influence.
    assert found.se == pytest.approx(np.sqrt(100 / 99 * (2 / 9) * (7 / 9) / 90))
    low, high = found.interval("wilson", 0.95) or (1, 0)
    assert 0.14 < low < 2 / 9 < high < 0.33


def test_base_weights_stay_without_margins() -> None:
    sample = tallied_sample(Cells([{}, {}], [2, 2], base_weights=[1.0, 3.0]))
    assert sample.weights.tolist() == [1.0, 3.0]
    assert sample.mean([[2], [0]], [5.0]).value == 5.0
    assert sample.proportion([[2, 0], [0, 2]], [1]).value == pytest.approx(0.75)


def test_nobody_answered() -> None:
    sample = tallied_sample(Cells([{}], [10]))
    assert sample.proportion([[0, 0]], [0]).value is None
    assert sample.proportion([[0, 0]], [0]).n == 0
    assert (sample.total([[0]], [1.0]).value, sample.total([[0]], [1.0]).df) == (None, 9)


def test_one_answer_has_no_spread_of_its_own() -> None:
    one = tallied_sample(Cells([{}], [10])).mean([[1]], [5.0])
    assert (one.n, one.value, one.deff) == (1, 5.0, None)


def test_an_empty_cell_is_no_trouble_and_an_empty_category_is() -> None:
    sizes = [5, 5, 5, 0, 5, 5]
    sample = tallied_sample(Cells(CATEGORIES, sizes), POPULATIONS)
    assert sample.weights[3] == 0.0
    assert sample.weights @ sizes == pytest.approx(1000.0)
    with pytest.raises(EmptyMarginCategoryError, match="'60\\+'"):
        tallied_sample(Cells(CATEGORIES, [5, 5, 5, 5, 0, 0]), POPULATIONS)


def test_a_stratum_with_one_respondent_is_an_error_unless_said_otherwise() -> None:
    cells = Cells([{}, {}], [5, 1], strata=["a", "b"])
    with pytest.raises(LonelyPsuError):
        tallied_sample(cells)
    assert tallied_sample(cells, lonely_psu="certainty").proportion([[5], [1]], [0]).value == 1.0
    alone = tallied_sample(cells, lonely_psu="average").proportion([[0, 0], [1, 0]], [0])
    assert (alone.value, alone.se) == (1.0, None)


@pytest.mark.parametrize(("counts", "members"), [([[11]], None), ([[-1]], None), ([[5]], [4]), ([[5]], [11])])
def test_counts_that_cannot_be_are_refused(counts: list, members: list | None) -> None:
    with pytest.raises(InvalidInputError, match="more answers than respondents"):
        tallied_sample(Cells([{}], [10])).proportion(counts, [0], members)


def test_change_between_two_independent_samples() -> None:
    first, second = (tallied_sample(Cells([{}], [n])).proportion([[k, n - k]], [0]) for n, k in ((100, 40), (200, 100)))
    change = independent_difference(first, second)
    assert first.se is not None
    assert second.se is not None
    assert (change.n, change.df, change.value) == (300, 298, pytest.approx(0.1))
    assert change.se == pytest.approx(np.hypot(first.se, second.se))
    assert change.p_value is not None
    assert 0.05 < change.p_value < 0.15
    nothing = independent_difference(first, Estimate(0, 5))
    assert (nothing.value, nothing.n, nothing.p_value) == (None, 100, None)


def test_the_effective_number_of_all_and_the_cost_that_does_not_grow() -> None:
    few, many = (tallied_sample(Cells(CATEGORIES, [5 * k, 5, 5, 5, 5, 5]), POPULATIONS) for k in (1, 10**9))
    assert few.n_eff_kish == pytest.approx(30, abs=0.5)
    assert many.proportion([[10**9, 0], *[[1, 1]] * 5], [0]).n == 10**9 + 10


def test_a_way_with_lonely_strata_that_nobody_knows() -> None:
    with pytest.raises(InvalidInputError, match="one unit"):
        tallied_sample(Cells([{}], [3]), lonely_psu="guess")
