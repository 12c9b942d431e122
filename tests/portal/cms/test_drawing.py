import pytest

from portal.cms.drawing import BOTTOM, LEFT, RIGHT, TOP, quarter_marks, trend_plot


@pytest.mark.parametrize(
    ("counts", "marks"),
    [
        ((3, 0, 0, 0), ["open", "open", "open"]),
        ((3, 1, 1, 0), ["verified", "held", "open"]),
        ((3, 3, 0, 1), ["verified", "verified", "verified", "planned"]),
        ((0, 0, 0, 0), []),
        ((3, 100, 20, 5), ["verified"] * 12),
        ((14, 13, 9, 0), ["verified"] * 13 + ["held"]),
    ],
)
def test_marks_of_a_quarter(counts, marks):
    assert quarter_marks(*counts) == marks


def point(label, value, low=None, high=None):
    return {"label": label, "value": value, "low": low, "high": high}


@pytest.mark.parametrize("points", [None, [], [point("2025", None)]])
def test_nothing_to_draw(points):
    assert trend_plot(points) is None


def test_points_fill_the_field_from_left_to_right():
    plot = trend_plot([point("2024", 70, 66, 74), point("2025", 80, 77, 83)], baseline=60, target=85)
    xs = [dot["x"] for dot in plot["dots"]]
    assert (xs[0], xs[-1]) == (LEFT, RIGHT)
    assert plot["dots"][0]["y"] > plot["dots"][1]["y"]
    assert TOP <= plot["target"] < plot["baseline"] <= BOTTOM
    assert len(plot["spread"].split()) == 4
    assert len(plot["ticks"]) == 5


def test_one_point_stands_in_the_middle_without_a_spread():
    plot = trend_plot([point("2026", 3, 2, 4)])
    assert plot["dots"][0]["x"] == (LEFT + RIGHT) / 2
    assert plot["spread"] == ""
    assert plot["baseline"] is None


def test_a_gap_keeps_its_place():
    plot = trend_plot([point("a", 1), point("b", None), point("c", 2)])
    assert [dot["x"] for dot in plot["dots"]] == [LEFT, RIGHT]


def test_equal_values_are_drawn_level():
    plot = trend_plot([point("a", 0), point("b", 0)])
    assert len({dot["y"] for dot in plot["dots"]}) == 1
