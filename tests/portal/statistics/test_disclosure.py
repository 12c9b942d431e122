from portal.statistics import suppressed_keys


def test_cells_under_the_smallest_number_are_withheld() -> None:
    assert suppressed_keys({"a": 9, "b": 10, "c": 3}, 10) == {"a", "c"}


def test_one_withheld_cell_takes_the_next_smallest_with_it() -> None:
    assert suppressed_keys({"a": 9, "b": 50, "c": 30}, 10, complementary=True) == {"a", "c"}


def test_of_two_next_smallest_the_first_in_byte_order_goes() -> None:
    sizes = {"x[area=雕庄]": 9, "x[area=青龙]": 30, "x[area=Z]": 30, "x[area=茶山]": 30}
    assert suppressed_keys(sizes, 10, complementary=True) == {"x[area=雕庄]", "x[area=Z]"}


def test_two_withheld_cells_hide_each_other() -> None:
    assert suppressed_keys({"a": 9, "b": 50, "c": 3}, 10, complementary=True) == {"a", "c"}


def test_nothing_is_withheld_when_all_are_large_and_a_single_cell_has_no_companion() -> None:
    assert suppressed_keys({"a": 90, "b": 50}, 10, complementary=True) == set()
    assert suppressed_keys({"a": 9}, 10, complementary=True) == {"a"}
    assert suppressed_keys({}, 10, complementary=True) == set()
