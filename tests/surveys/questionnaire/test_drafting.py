import pytest

from surveys.questionnaire import parse
from surveys.questionnaire.conditions import condition_of
from surveys.questionnaire.drafting import block_of, item_of, scale_block, scale_of
from surveys.questionnaire.route_rows import condition_from, rows_of, split
from tests.surveys.questionnaire.samples import option, shipped, small, words

KINDS = [
    {"id": "rating", "kind": "rating", "text": words("r"), "low": words("no"), "high": words("yes"), "unclear": True},
    {"id": "number", "kind": "number", "text": words("n"), "minimum": 0, "maximum": 9},
    {"id": "day", "kind": "date", "text": words("d"), "earliest": "2026-01-01", "latest": "2026-12-31"},
    {"id": "note", "kind": "note", "text": words("note"), "help": words("help")},
    {
        "id": "about",
        "kind": "statements",
        "text": words("about"),
        "scale": "truth",
        "statements": [{"id": "bins", "text": words("bins")}],
    },
    {
        "id": "why",
        "kind": "single",
        "text": words("why"),
        "rotates": True,
        "only_if": {"question": "rating", "options": ["1", "2"]},
        "options": [option("a", ends="out"), option("b", other=True), option("c", exclusive=True)],
    },
]


PEOPLE = {"question": "number", "at_least": 2, "at_most": 5}
ROUTES = [
    {"not": {"question": "rating", "options": ["1"]}},
    PEOPLE,
    {"all": [{"question": "rating", "options": ["1", "2"]}, {"question": "number", "at_most": 3}]},
    {"any": [{"not": {"question": "rating", "options": ["1"]}}, PEOPLE, {"not": PEOPLE}]},
    {"all": [{"any": [PEOPLE, {"question": "rating", "options": ["3"]}]}, {"question": "number", "at_least": 1}]},
]


@pytest.mark.parametrize("condition", ROUTES)
def test_a_condition_is_picked_in_rows_and_says_the_same(condition):
    join, rows = rows_of(condition)
    assert condition_of(condition_from(join, rows)) in {condition_of(condition), _apart(condition)}


def _apart(condition):
    """Two limits of one number are two rows."""
    least, most = ({"question": "number", name: PEOPLE[name]} for name in ("at_least", "at_most"))
    return condition_of({"all": [least, most]} if condition == PEOPLE else condition)


@pytest.mark.parametrize("item", [*KINDS, *shipped("resident")["items"], *shipped("organisation")["items"]])
def test_an_item_survives_being_edited(item):
    assert item_of(*block_of(item)) == item


def test_a_scale_survives_being_edited():
    steps = shipped("resident")["scales"]["satisfaction"]
    assert scale_of(scale_block("satisfaction", steps)) == steps


def test_codes_are_split_at_commas_of_both_kinds_and_blanks():
    assert split("a, b，c d") == ["a", "b", "c", "d"]


def test_what_is_edited_is_a_questionnaire():
    scale = [option("good", polarity=1), option("bad", polarity=-1), option("unclear")]
    data = small(scales={"truth": scale}, items=KINDS, endings={"out": words("out")})
    assert len(parse(data).questions) == len(KINDS) - 1
