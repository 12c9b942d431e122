"""Rows of the board."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from portal.board.enums import State
from portal.board.queries import current_plan, standing_by_indicator
from portal.board.results.rows import board_rows, by_category, counts_by_state, needing_decision, row_of
from tests.factories.board import IndicatorFactory, ObservationFactory, PlanFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 1)
REVISED = 0.3


def row(indicator, today=DAY):
    return row_of(indicator, standing_by_indicator([indicator])[indicator.pk], today)


def test_a_row_without_observation_says_so_and_who_is_late():
    said = row(IndicatorFactory())
    assert (said.state, said.value, said.latest, said.percent) == (State.NO_FIGURE, "", None, None)
    assert str(said.due.period) == "2024"
    assert said.due.is_late
    assert not said.is_stale


def test_a_row_shows_the_newest_figure_and_how_far_it_is():
    indicator = IndicatorFactory()
    ObservationFactory(indicator=indicator, period="2023", value=Decimal(70))
    newest = ObservationFactory(indicator=indicator, value=Decimal("81.8"))
    said = row(indicator)
    assert (said.latest, said.value, said.percent, said.tone) == (newest, "81.8", 50, "information")
    assert said.due is None


def test_an_old_figure_is_marked_as_stale():
    said = row(ObservationFactory(period="2022").indicator)
    assert said.is_stale
    assert said.due.due_on == dt.date(2025, 3, 31)


def test_a_plan_that_is_over_says_not_met():
    indicator = ObservationFactory().indicator
    assert row(indicator, dt.date(2026, 11, 24)).state == State.NOT_MET


@pytest.mark.parametrize("number", [41, 50])
def test_derived_figures_are_never_due(number):
    said = row(IndicatorFactory(number=number))
    assert said.due is None
    assert said.is_derived


def test_the_plan_in_force_is_the_last_begun():
    assert current_plan(DAY) is None
    coming = PlanFactory(code="2026-2030", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2030, 12, 31))
    assert current_plan(DAY) == coming
    first = PlanFactory()
    assert current_plan(DAY) == first
    assert current_plan(dt.date(2026, 1, 1)) == coming


def test_rows_are_grouped_counted_and_ordered_by_what_presses():
    plan = PlanFactory()
    met = ObservationFactory(indicator=IndicatorFactory(number=1), value=Decimal(98)).indicator
    IndicatorFactory(number=2, mandatory=False)
    IndicatorFactory(number=3)
    ObservationFactory(indicator=IndicatorFactory(number=4, category="群众获得感", category_en=""), value=Decimal(60))
    rows = board_rows(plan, DAY)
    assert [said.indicator.number for said in rows] == [1, 2, 3, 4]
    assert [len(members) for _, members in by_category(rows)] == [3, 1]
    assert counts_by_state(rows) == [(State.MET, 1), (State.NOT_MET, 1), (State.NO_FIGURE, 2)]
    assert [said.indicator.number for said in needing_decision(rows)] == [4, 3, 2]
    assert met.number == 1


def with_a_past(number: int, chance: random.Random):
    """An indicator with figures of every kind of period, with and without values, some of them revised."""
    indicator = IndicatorFactory(number=number, baseline_text="60", target_text="逐年上升", target_operator="trend_up")
    for period in chance.sample(["2022", "2023", "2024", "2023-H1", "2024-Q3", "2024-Q4", "2024-09", "2024-12"], 5):
        held = ObservationFactory(indicator=indicator, period=period, value=chance.choice([None, 70, 80, 90]))
        while chance.random() < REVISED:
            value = chance.choice([None, 75, 85])
            held = ObservationFactory(indicator=indicator, period=period, value=value, revision_of=held, reason="更正")
    return indicator


def test_the_few_that_are_read_for_a_list_tell_what_all_of_them_tell():
    chance = random.Random(50)
    for number in range(1, 25):
        with_a_past(number, chance)
    found = board_rows(current_plan(DAY), DAY)
    assert len({said.state for said in found}) > 1
    for said in found:
        whole = row(said.indicator)
        assert (said.state, said.latest, said.percent) == (whole.state, whole.latest, whole.percent)
