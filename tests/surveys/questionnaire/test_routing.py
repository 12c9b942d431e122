from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire import parse, route
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
