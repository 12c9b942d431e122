"""Where marks stand on a trend."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.board.results.charts import BOTTOM, HEIGHT, TOP, draw_trend, nice_step, tick_values

VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)


def points(*values: str) -> list[dict]:
    return [{"label": str(2022 + n), "value": Decimal(v)} for n, v in enumerate(values)]


@pytest.mark.parametrize(("span", "step"), [("0", "1"), ("10", "2.5"), ("100", "25"), ("0.002", "0.0005"), ("7", "2")])
def test_steps_are_round(span, step):
    assert nice_step(Decimal(span)) == Decimal(step)


@given(VALUES, VALUES)
def test_ticks_hold_all_values(one, other):
    ticks = tick_values(min(one, other), max(one, other))
    assert ticks[0] <= min(one, other)
    assert ticks[-1] >= max(one, other)
    assert 2 <= len(ticks) <= 7


@given(st.lists(VALUES, min_size=1, max_size=8), st.none() | VALUES)
def test_every_mark_stands_inside_the_drawing(values, target):
    chart = draw_trend([{"label": n, "value": v} for n, v in enumerate(values)], target=target)
    assert all(TOP <= Decimal(mark.y) <= HEIGHT - BOTTOM for mark in chart.marks)
    xs = [Decimal(mark.x) for mark in chart.marks]
    assert xs == sorted(set(xs))


def test_a_higher_value_stands_higher_and_lines_stand_where_they_say():
    chart = draw_trend(points("65.6", "80"), baseline=Decimal("65.6"), target=Decimal(98))
    assert Decimal(chart.marks[0].y) > Decimal(chart.marks[1].y)
    assert chart.baseline.y == chart.marks[0].y
    assert chart.target.text == "98"
    assert chart.path.startswith("M")
    assert chart.path.count("L") == 1


def test_an_interval_is_drawn_where_there_is_one():
    given_points = [{"label": "2026", "value": 92, "low": 90, "high": 94}, *points("91")]
    first, second = draw_trend(given_points).marks
    assert Decimal(first.high_y) < Decimal(first.y) < Decimal(first.low_y)
    assert (second.low_y, second.high_y) == ("", "")


def test_nothing_is_drawn_without_a_number():
    assert draw_trend([{"label": "2024", "value": None}]) is None


def test_many_periods_are_named_here_and_there_the_last_always():
    chart = draw_trend([{"label": str(number), "value": number} for number in range(12)])
    named = [mark.label for mark in chart.marks if mark.label]
    assert named[-1] == "11"
    assert len(named) <= 5
    assert [mark.text for mark in chart.marks if mark.text] == named


def test_a_few_values_are_all_written():
    assert [mark.text for mark in draw_trend(points(*"12345678")).marks] == [*"12345678"]
