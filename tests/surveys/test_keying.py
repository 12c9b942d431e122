from surveys.keying import Difference, differences, fields

FIRST = {"age": ["a60"], "acts": ["sorting", "repairs"], "wish": ["bins"]}


def test_same_sheets_differ_nowhere_in_whatever_order_ticks_were_typed():
    assert differences(FIRST, FIRST | {"acts": ["repairs", "sorting"]}) == []


def test_differences_are_named_field_by_field_also_where_one_left_it_out():
    second = {"age": ["a45_59"], "acts": ["sorting", "repairs"], "home": ["hongmei"]}
    assert differences(FIRST, second) == [
        Difference("age", ("a60",), ("a45_59",)),
        Difference("wish", ("bins",), ()),
        Difference("home", (), ("hongmei",)),
    ]
    assert fields(FIRST, second) == 4


def test_what_was_put_in_order_differs_by_its_order():
    second = FIRST | {"acts": ["repairs", "sorting"]}
    assert differences(FIRST, second, ordered={"acts"}) == [
        Difference("acts", ("sorting", "repairs"), ("repairs", "sorting"))
    ]
