"""The survey's scripts one by one: which question follows, and earlier answers in later words."""

import json

import pytest

from tests.journeys.test_scripts import load  # noqa: F401 - a fixture

ROUTE = {"question": "people", "at_least": 3}
ACTS = {"question": "acts", "options": ["x", "z"]}


@pytest.mark.parametrize(
    ("condition", "given", "holds"),
    [
        (ROUTE, {"people": ["３"]}, True),
        (ROUTE, {"people": ["2"]}, False),
        (ROUTE, {}, False),
        (ACTS, {"acts": ["y", "z"]}, True),
        ({"not": ACTS}, {"acts": ["y"]}, True),
        ({"all": [ROUTE, ACTS]}, {"people": ["4"], "acts": ["y"]}, False),
        ({"any": [ROUTE, ACTS]}, {"people": ["4"]}, True),
    ],
)
def test_a_question_follows_from_earlier_answers_as_on_the_server(load, condition, given, holds):  # noqa: F811
    call = f"({{holds}}) => holds({json.dumps(condition)}, (name) => ({json.dumps(given)})[name] ?? [])"
    assert load("surveys/js/routes.js", "", call) is holds


def test_an_earlier_answer_stands_in_later_words(load):  # noqa: F811
    tags = (
        '<form><label><input type="radio" name="q_a" value="x" checked><span> Bins </span></label>'
        '<input name="q_b" value=" 7 "></form><span data-answer="q_a">[1]</span><span data-answer="q_b">[2]</span>'
        '<span data-answer="q_c">[3]</span>'
    )
    code = """({answerIn}) => [...document.querySelectorAll("[data-answer]")].map((place) => {
      answerIn(place, document.querySelector("form")); return place.textContent; })"""
    assert load("surveys/js/routes.js", tags, code) == ["Bins", "7", "[3]"]
