"""How a target and its figures make a state; what no order and no better value may change."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.board.enums import Certainty, Operator, State, TargetKind, Verdict
from portal.board.targets.figures import Figure, Known, deciding, latest_first
from portal.board.targets.periods import Period, parse_period
from portal.board.targets.states import assess, progress_of
from portal.board.targets.target import Target
from tests.portal.board.test_plan_table import TARGETS

RANK = {State.NOT_MET: 0, State.ON_THE_WAY: 1, State.MET: 2}
VALUES = st.decimals(min_value=-50, max_value=150, places=2)
PERIODS = st.builds(Period, st.just("year"), st.integers(2021, 2026)) | st.builds(
    Period, st.just("quarter"), st.integers(2021, 2026), st.integers(1, 4)
)
FIGURES = st.builds(
    Figure,
    PERIODS,
    value=st.none() | VALUES,
    verdict=st.none() | st.sampled_from(Verdict),
    issued=st.none() | VALUES,
    is_too_few=st.booleans(),
    sequence=st.integers(0, 3),
)


def year(number: int, value: str | None = None, **more) -> Figure:
    return Figure(Period("year", number), value=Decimal(value) if value else None, **more)


@given(st.sampled_from(sorted(TARGETS)), st.lists(FIGURES, max_size=6), st.randoms())
def test_the_order_of_observations_never_matters(number, figures, random):
    shuffled = random.sample(figures, len(figures))
    for closed in (True, False):
        before = assess(TARGETS[number], figures, is_closed=closed)
        after = assess(TARGETS[number], shuffled, is_closed=closed)
        assert (before.state, before.progress) == (after.state, after.progress)


@given(st.sampled_from(sorted(TARGETS)), st.lists(FIGURES, max_size=8, unique_by=lambda figure: figure.period))
def test_the_deciding_figures_alone_give_the_same_state(number, figures):
    known = [Known(figure.period, figure.value is not None, place) for place, figure in enumerate(figures)]
    kept = [figures[place] for place in deciding(known)]
    assert len(kept) <= 2
    for closed in (True, False):
        assert assess(TARGETS[number], kept, is_closed=closed) == assess(TARGETS[number], figures, is_closed=closed)


@given(st.sampled_from(sorted(TARGETS)), st.lists(VALUES, max_size=3), VALUES, VALUES)
def test_a_better_value_never_worsens_a_state(number, earlier, one, other):
    target = TARGETS[number]
    worse, better = sorted((one, other), reverse=target.lower_is_better)
    past = [Figure(Period("year", 2021 + n), value=v) for n, v in enumerate(earlier)]
    for closed in (True, False):
        ranks = [
            RANK.get(
                assess(
                    target,
                    [*past, Figure(Period("year", 2025), value=value, issued=Decimal(60))],
                    is_closed=closed,
                ).state
            )
            for value in (worse, better)
        ]
        assert ranks[0] is None or ranks[0] <= ranks[1]


@given(st.sampled_from(sorted(TARGETS)), FIGURES)
def test_never_a_percentage_where_it_is_undefined(number, figure):
    said = assess(TARGETS[number], [figure], is_closed=False)
    if number not in {2, 4, 13, 23, 35}:
        assert said.progress is None
    elif said.progress is not None:
        assert 0 <= said.progress <= 1
        assert (said.progress == 1) == (said.state == State.MET)


def test_falling_from_100_to_95_above_a_floor_of_90_is_met():
    floor = Target(TargetKind.HOLD, Operator.AT_LEAST, Decimal(90), Decimal(100))
    figures = [year(2021, "100"), year(2025, "95")]
    assert assess(floor, figures, is_closed=False).state == State.MET


@pytest.mark.parametrize(
    ("rising", "values", "state"),
    [
        (True, ["50", "60"], State.MET),
        (True, ["60", "60"], State.NOT_MET),
        (True, ["60", None, "50"], State.NOT_MET),
        (False, ["60", "50"], State.MET),
        (False, ["50", "60"], State.NOT_MET),
        (True, ["50"], State.NOT_COMPARABLE),
        (True, ["50", None], State.NO_FIGURE),
    ],
)
def test_a_trend_compares_the_last_two(rising, values, state):
    figures = [year(2021 + n, value) for n, value in enumerate(values)]
    target = Target(TargetKind.TREND, is_rising=rising)
    assert assess(target, figures, is_closed=False).state == state


def test_a_trend_compares_years_with_years_and_starts_at_the_baseline():
    target = Target(TargetKind.TREND, baseline=Decimal(40), is_rising=True)
    quarter = Figure(parse_period("2024-Q3"), value=Decimal(90))
    assert assess(target, [quarter, year(2024, "41")], is_closed=False).state == State.MET


@pytest.mark.parametrize(("value", "state"), [("0.1", State.MET), ("0", State.NOT_MET)])
def test_a_figure_that_is_a_change_speaks_by_its_sign(value, state):
    target = TARGETS[28]
    assert target.is_change
    assert not target.lower_is_better
    figures = [year(2023, "9"), year(2024, value)]
    assert assess(target, figures, is_closed=False).state == state


def test_too_few_answers_are_said_as_such():
    figures = [year(2023, "95"), year(2024, is_too_few=True)]
    said = assess(TARGETS[52], figures, is_closed=True)
    assert said.state == State.TOO_FEW
    assert said.latest.period.year == 2024


@pytest.mark.parametrize(
    ("low", "certainty"),
    [("90", Certainty.WHOLE_INTERVAL), ("89.9", Certainty.POINT_ONLY), (None, None)],
)
def test_an_interval_says_how_sure_a_met_target_is(low, certainty):
    figure = year(2024, "92", low=Decimal(low) if low else None)
    assert assess(TARGETS[52], [figure], is_closed=False).certainty == certainty


def test_no_certainty_is_claimed_below_the_target():
    figure = year(2024, "85", low=Decimal(80))
    assert assess(TARGETS[52], [figure], is_closed=False).certainty is None


def test_a_text_milestone_or_a_rule_of_the_city_without_words_has_no_figure():
    assert assess(TARGETS[39], [year(2024, "1")], is_closed=False).state == State.NO_FIGURE
    assert assess(TARGETS[42], [year(2024)], is_closed=False).state == State.NO_FIGURE


def test_the_last_revision_of_a_period_counts_and_the_longer_of_two_periods():
    figures = [
        year(2024, "1", sequence=1),
        year(2024, "2", sequence=2),
        Figure(parse_period("2024-Q4"), value=Decimal(3)),
    ]
    assert [figure.value for figure in latest_first(figures)] == [Decimal(2), Decimal(3)]


def test_progress_never_rounds_up_to_the_whole():
    assert progress_of(TARGETS[13], year(2024, "97.999")) == Decimal("0.99")
    assert progress_of(TARGETS[13], year(2024)) is None
