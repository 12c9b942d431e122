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


def test_a_file_that_is_made_says_how_far_it_is_until_it_is_there(load):  # noqa: F811
    def page(word, done):
        bar = f'<div class="progress"><progress value="{done}" max="9"></progress></div>'
        return f"<div data-waiting><p> {word} </p>{bar}</div>"

    later = json.dumps([page("Being made", 5), "<p>Ready</p>"])
    code = f"""({{renew}}) => {{ const place = document.querySelector("[data-waiting]");
      const waits = {later}.map((text) => renew(place, text));
      return [...waits, place.querySelector("p").textContent, place.querySelector("progress").value]; }}"""
    assert load("surveys/js/waiting.js", page("Waits", 0), code) == [True, False, "Being made", 5]
