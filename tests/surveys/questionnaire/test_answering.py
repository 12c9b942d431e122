import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire import Fault, Places, Problem, check, parse
from tests.surveys.questionnaire.samples import shipped, small, words

SMALL = parse(small())
PLACES = Places({"hongmei": frozenset({"320402004001"}), "chashan": frozenset({"320402003001"})})
GOOD = {"q_lives": ["here"], "q_acts": ["sorts", "repairs"]}


def faults(**changes):
    return check(SMALL, GOOD | changes, PLACES).problems


def test_good_answers_are_kept_as_posted():
    full = GOOD | {"q_home": ["hongmei"], "q_home_community": ["320402004001"], "q_people": ["3"], "q_wish": [" bins "]}
    checked = check(SMALL, full, PLACES)
    assert checked.problems == ()
    assert checked.answers == {
        "lives": ["here"],
        "acts": ["sorts", "repairs"],
        "home": ["hongmei"],
        "home_community": ["320402004001"],
        "people": ["3"],
        "wish": ["bins"],
    }


def test_an_ending_keeps_nothing_whatever_else_was_posted():
    checked = check(SMALL, {"q_lives": ["away"], "q_acts": ["sorts"], "q_foreign": ["x"]}, PLACES)
    assert (checked.answers, checked.problems, checked.ending) == ({}, (), "outside")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"q_lives": []}, Problem("lives", Fault.MISSING)),
        ({"q_acts": ["  "]}, Problem("acts", Fault.MISSING)),
        ({"q_acts": ["nothing"]}, Problem("reason", Fault.MISSING)),
        ({"q_acts": ["sorts", "nothing"], "q_reason": ["time"]}, Problem("acts", Fault.EXCLUSIVE)),
        ({"q_reason": ["time"]}, Problem("reason", Fault.NOT_ASKED)),
        ({"q_acts": ["something"]}, Problem("acts", Fault.OTHER_WITHOUT_TEXT)),
        ({"q_acts": [], "q_acts_other": ["  "]}, Problem("acts", Fault.MISSING)),
        ({"q_acts": ["something"], "q_acts_other": ["x" * 501]}, Problem("acts", Fault.TOO_LONG, 500)),
        ({"q_acts": ["sorts", "sorts"]}, Problem("acts", Fault.NOT_OFFERED)),
        ({"q_lives": ["here", "away?"]}, Problem("lives", Fault.NOT_OFFERED)),
        ({"q_lives": ["elsewhere"]}, Problem("lives", Fault.NOT_OFFERED)),
        ({"q_home": ["atlantis"]}, Problem("home", Fault.NOT_OFFERED)),
        ({"q_home": ["hongmei"], "q_home_community": ["9"]}, Problem("home", Fault.NOT_OFFERED)),
        ({"q_home": ["hongmei"], "q_home_community": ["320402003001"]}, Problem("home", Fault.COMMUNITY_ELSEWHERE)),
        ({"q_people": ["three"]}, Problem("people", Fault.NOT_A_NUMBER)),
        ({"q_people": ["3.5"]}, Problem("people", Fault.NOT_A_NUMBER)),
        ({"q_people": ["-3"]}, Problem("people", Fault.TOO_LOW, 1)),
        ({"q_people": ["0"]}, Problem("people", Fault.TOO_LOW, 1)),
        ({"q_people": ["21"]}, Problem("people", Fault.TOO_HIGH, 20)),
        ({"q_people": ["1", "2"]}, Problem("people", Fault.NOT_OFFERED)),
        ({"q_wish": ["x" * 11]}, Problem("wish", Fault.TOO_LONG, 10)),
        ({"q_salary": ["1"]}, Problem("salary", Fault.FOREIGN)),
        ({"q_part": ["1"]}, Problem("part", Fault.FOREIGN)),
        ({"q_lives_other": ["1"]}, Problem("lives_other", Fault.FOREIGN)),
    ],
)
def test_a_fault_is_named_and_nothing_is_kept(changes, problem):
    checked = check(SMALL, GOOD | changes, PLACES)
    assert problem in checked.problems
    assert checked.answers == {}


def test_two_answers_to_a_question_with_one_are_refused():
    two = parse(shipped("resident"))
    checked = check(two, {"q_awareness": ["knows", "heard"]}, PLACES)
    assert Problem("awareness", Fault.NOT_OFFERED) in checked.problems


def test_unknown_community_may_be_left_open():
    assert faults(q_home=["unclear"]) == ()
    assert faults(q_home=["hongmei"], q_home_community=["unclear"]) == ()


def test_other_brings_its_text():
    checked = check(SMALL, GOOD | {"q_acts": ["something"], "q_acts_other": ["knitting"]}, PLACES)
    assert checked.answers["acts_other"] == ["knitting"]


VALUES = st.lists(
    st.sampled_from(["here", "away", "sorts", "nothing", "something", "time", "hongmei", "5", "", "?"]), max_size=3
)
NAMES = st.sampled_from(
    ["q_lives", "q_acts", "q_acts_other", "q_reason", "q_home", "q_home_community", "q_people", "q_wish", "q_z"]
)


@given(st.dictionaries(NAMES, VALUES))
def test_kept_answers_pass_again_unchanged(posted):
    checked = check(SMALL, posted, PLACES)
    if checked.answers:
        again = check(SMALL, {f"q_{name}": values for name, values in checked.answers.items()}, PLACES)
        assert again == checked


@given(st.dictionaries(NAMES, VALUES))
def test_stored_means_no_problem_no_ending_and_only_asked_questions(posted):
    checked = check(SMALL, posted, PLACES)
    if checked.problems or checked.ending:
        assert checked.answers == {}
    assert {name.removesuffix("_other").removesuffix("_community") for name in checked.answers} <= set(SMALL.by_id)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("2026-11-24", None),
        ("2026-11-31", Fault.NOT_A_DATE),
        ("soon", Fault.NOT_A_DATE),
        ("2025-12-31", Fault.TOO_LOW),
        ("2027-01-01", Fault.TOO_HIGH),
        ("2026-W45-4", Fault.NOT_A_DATE),
    ],
)
def test_dates(value, fault):
    item = {"id": "when", "kind": "date", "text": words("when"), "earliest": "2026-01-01", "latest": "2026-12-31"}
    found = check(parse(small(items=[item])), {"q_when": [value]}, PLACES)
    assert [problem.fault for problem in found.problems] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"q_people": ["３"]}, {"people": ["3"]}),
        ({"q_people": ["+007"]}, {"people": ["7"]}),
        ({"q_wish": ["一\r\n二三四五六七八九"]}, {"wish": ["一\n二三四五六七八九"]}),
        ({"q_acts": [], "q_acts_other": ["缝补"]}, {"acts": ["something"], "acts_other": ["缝补"]}),
        ({"q_acts_other": ["缝补"]}, {"acts": ["sorts", "repairs", "something"], "acts_other": ["缝补"]}),
        ({"q_acts": ["nothing"], "q_acts_other": ["缝补"], "q_reason": ["time"]}, {"acts": ["nothing"]}),
    ],
    ids=["wide digits", "sign and noughts", "a line break is one sign", "words alone", "words beside", "set aside"],
)
def test_what_is_typed_is_kept_as_it_is_meant(given, kept):
    checked = check(SMALL, GOOD | given, PLACES)
    assert checked.problems == ()
    assert checked.answers.items() >= kept.items()
    assert ("acts_other" in checked.answers) == ("acts_other" in kept)


@pytest.mark.parametrize("typed", ["20261105", "2026/11/5", "2026.11.05", "2026年11月5日", "２０２６－１１－０５"])
def test_a_day_is_kept_in_one_form(typed):
    item = {"id": "when", "kind": "date", "text": words("when")}
    assert check(parse(small(items=[item])), {"q_when": [typed]}, PLACES).answers == {"when": ["2026-11-05"]}
