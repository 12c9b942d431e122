import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire import QuestionnaireError, parse, route
from tests.surveys.questionnaire.samples import option, small, words

SMALL = parse(small())


def ids(answers):
    return [item.id for item in route(SMALL, answers).items]


def test_everyone_is_asked_what_has_no_condition():
    assert ids({}) == ["part", "lives", "acts", "home", "people", "wish"]


def test_condition_opens_its_question():
    assert "reason" in ids({"acts": ["nothing"]})
    assert "reason" not in ids({"acts": ["sorts"]})


def test_ending_cuts_the_rest():
    way = route(SMALL, {"lives": ["away"], "acts": ["sorts"]})
    assert [item.id for item in way.items] == ["part", "lives"]
    assert way.ending == "outside"


def test_condition_on_a_skipped_question_does_not_hold():
    data = small()
    data["items"].append(
        {
            "id": "after",
            "kind": "single",
            "only_if": {"question": "reason", "options": ["time"]},
            "text": words("after"),
            "options": [option("x"), option("y")],
        }
    )
    way = route(parse(data), {"acts": ["sorts"], "reason": ["time"]})
    assert "after" not in [item.id for item in way.items]


@given(
    st.dictionaries(
        st.sampled_from(["lives", "acts", "reason", "x"]), st.lists(st.sampled_from(["here", "nothing", "time", "?"]))
    )
)
def test_route_keeps_the_order_of_the_form_and_never_repeats(answers):
    order = [item.id for item in SMALL.items]
    taken = ids(answers)
    assert taken == sorted(set(taken), key=order.index)


def asked(condition, answers):
    """Whether the last question is asked; `kin` is itself asked only of who answered `people` with 2 or more."""
    items = [
        {"id": "people", "kind": "number", "text": words("people")},
        {"id": "acts", "kind": "multiple", "text": words("acts"), "options": [option("x"), option("y")]},
        {"id": "kin", "kind": "single", "text": words("kin"), "options": [option("x"), option("y")]}
        | {"only_if": {"question": "people", "at_least": 2}},
        {"id": "last", "kind": "text", "text": words("last"), "only_if": condition},
    ]
    return "last" in [item.id for item in route(parse(small(items=items)), answers).items]


MANY = {"question": "people", "at_least": 3, "at_most": 5}
SORTS = {"question": "acts", "options": ["x"]}
KIN = {"question": "kin", "options": ["x"]}


@pytest.mark.parametrize(
    ("condition", "answers", "is_asked"),
    [
        (MANY, {"people": ["3"]}, True),
        (MANY, {"people": ["2"]}, False),
        (MANY, {"people": ["6"]}, False),
        (MANY, {"people": ["viele"]}, False),
        (MANY, {}, False),
        ({"not": MANY}, {"people": ["6"]}, True),
        ({"all": [MANY, SORTS]}, {"people": ["4"], "acts": ["x", "y"]}, True),
        ({"all": [MANY, SORTS]}, {"people": ["4"], "acts": ["y"]}, False),
        ({"any": [MANY, SORTS]}, {"acts": ["x"]}, True),
        ({"any": [MANY, {"not": SORTS}]}, {"acts": ["x"]}, False),
        (KIN, {"people": ["2"], "kin": ["x"]}, True),
        (KIN, {"people": ["1"], "kin": ["x"]}, False),
        ({"not": KIN}, {"people": ["1"], "kin": ["x"]}, True),
    ],
)
def test_conditions_join_answers_by_and_or_not_and_numbers(condition, answers, is_asked):
    assert asked(condition, answers) is is_asked


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"all": []},
        {"question": "acts"},
        {"question": "acts", "at_least": 1},
        {"question": "people", "options": ["x"]},
        {"question": "last", "at_least": 1},
        {"any": [SORTS, {"question": "acts", "options": ["z"]}]},
        {"not": "acts"},
    ],
)
def test_what_is_no_condition_on_an_earlier_question_is_named(condition):
    with pytest.raises(QuestionnaireError, match="last: its condition"):
        asked({"all": [condition]}, {})
