"""XLSForm: ours survives the round trip, pyxform accepts it, others are read as far as they go."""

import pytest
from pyxform.xls2xform import convert

from surveys.questionnaire import parse
from surveys.questionnaire.xlsform_in import definition_of
from surveys.questionnaire.xlsform_out import sheets_of
from surveys.questionnaire.xlsform_told import Unread, What
from tests.surveys.questionnaire.samples import option, shipped, small, words
from tests.surveys.questionnaire.test_drafting import KINDS

AREAS = {
    "hongmei": ({"zh": "红梅街道", "en": "Hongmei"}, {"320402004001": {"zh": "红梅社区", "en": "Hongmei community"}}),
    "chashan": ({"zh": "茶山街道", "en": "Chashan"}, {}),
}
SCALE = [option("good", polarity=1), option("bad", polarity=-1), option("unclear")]


def every_kind():
    place = {"id": "home", "kind": "place", "dimension": "area", "text": words("home")}
    text = {"id": "wish", "kind": "text", "text": words("wish"), "max_length": 20, "required": True}
    statements = KINDS[4] | {"required": True, "help": words("help")}
    return small(
        scales={"truth": SCALE}, items=[*KINDS[:4], statements, KINDS[5], place, text], endings={"out": words("o")}
    )


def conditional():
    """Conditions of every join, limits of numbers below nought, an earlier answer in later words."""
    many = {"question": "people", "at_least": 3, "at_most": 5}
    sorts = {"question": "acts", "options": ["x", "y"]}
    return small(
        items=[
            {"id": "home", "kind": "place", "text": words("home")},
            {"id": "people", "kind": "number", "text": words("people"), "minimum": -40, "maximum": 50},
            {"id": "acts", "kind": "multiple", "text": words("acts"), "options": [option("x"), option("y")]},
            {"id": "kin", "kind": "text", "text": words("${people}?"), "only_if": many},
            {
                "id": "end",
                "kind": "note",
                "text": words("e"),
                "only_if": {"any": [{"not": sorts}, {"all": [many, sorts]}]},
            },
        ],
        endings={},
    )


DEFINITIONS = [shipped("resident"), shipped("organisation"), every_kind(), conditional()]
IDS = ["resident", "organisation", "every kind", "conditional"]


def rows(definition, areas=AREAS):
    return {name: rows for name, (_, rows) in sheets_of(definition, "1", areas).items()}


@pytest.mark.parametrize("definition", DEFINITIONS, ids=IDS)
def test_round_trip_loses_nothing(definition):
    parse(definition)
    assert definition_of(rows(definition)) == (definition, [])


@pytest.mark.parametrize("definition", DEFINITIONS, ids=IDS)
def test_pyxform_makes_an_xform_of_it(definition):
    sheets = {
        name: [{column: text for column, text in row.items() if text} for row in found]
        for name, found in rows(definition).items()
        if name != "portal"
    }
    form = convert(sheets, validate=False).xform
    assert "红梅街道" in form
    assert 'lang="English (en)"' in form


def test_without_places_there_is_no_list_of_communities():
    names = {row["list_name"] for row in rows(every_kind(), {})["choices"]}
    assert "communities" not in names


def foreign(*survey, choices=(), **settings):
    return {"survey": list(survey), "choices": list(choices), "settings": [settings] if settings else []}


def test_a_form_of_others_is_read_as_far_as_it_goes():
    sheets = foreign(
        {"type": "start", "name": "start"},
        {"type": "begin_group", "name": "g", "label": "Part"},
        {"type": "select_one yn", "name": "likes", "label": "Likes?", "required": "yes", "hint": "Say so"},
        {"type": "end_group"},
        {
            "type": "select_multiple yn",
            "name": "2nd",
            "label::English (en)": "More",
            "relevant": "${likes} = 'y' or selected(${likes}, 'n')",
        },
        {
            "type": "integer",
            "name": "age",
            "label::中文 (zh)": "年龄",
            "constraint": ". >= 1 and . <= 120",
            "relevant": "${a} > 3",
        },
        {"type": "date", "name": "when", "label": "When", "constraint": ". >= date('2026-01-01')"},
        {"type": "geopoint", "name": "where", "label": "Where"},
        choices=[
            {"list_name": "yn", "name": "y", "label": "Yes"},
            {"list name": "yn", "name": "n", "label": "No"},
            {"label": "x"},
        ],
        form_title="Theirs",
        form_id="their-form",
    )
    definition, problems = definition_of(sheets)
    assert definition["code"] == "their_form"
    assert [(item["id"], item["kind"]) for item in definition["items"]] == [
        ("g", "section"),
        ("likes", "single"),
        ("c_2nd", "multiple"),
        ("age", "number"),
        ("when", "date"),
    ]
    assert definition["items"][1] == {
        "id": "likes",
        "kind": "single",
        "text": words("Likes?"),
        "help": words("Say so"),
        "required": True,
        "options": [option("y") | {"text": words("Yes")}, option("n") | {"text": words("No")}],
    }
    assert definition["items"][2]["only_if"] == {"question": "likes", "options": ["y", "n"]}
    assert (definition["items"][3]["minimum"], definition["items"][3]["maximum"]) == (1, 120)
    assert definition["items"][4]["earliest"] == "2026-01-01"
    assert problems == [
        Unread(0, What.LANGUAGE),
        Unread(2, What.DEVICE, "start"),
        Unread(7, What.CONDITION, "${a} > 3"),
        Unread(9, What.KIND, "geopoint"),
    ]


def test_an_empty_form_is_an_empty_draft():
    assert definition_of({})[0]["code"] == "imported"
