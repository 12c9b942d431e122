import pytest

from surveys.questionnaire import parse
from surveys.questionnaire.drafting import block_of, item_of, scale_block, scale_of, split
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
