"""Answers put in order: how they come in, what is stored, what authors may ask, what other forms make of it."""

import pytest
from pyxform.xls2xform import convert

from surveys.questionnaire import KINDS, Fault, Places, Problem, QuestionnaireError, check, parse
from surveys.questionnaire.drafting import block_of, item_of
from surveys.questionnaire.pasted import definition_of as pasted
from surveys.questionnaire.xlsform_in import definition_of
from surveys.questionnaire.xlsform_out import sheets_of
from surveys.questionnaire.xlsform_told import What
from tests.surveys.questionnaire.samples import option, small, words

OPTIONS = [option("bins"), option("hours"), option("signs")]
ITEM = {"id": "first", "kind": "ranking", "text": words("first"), "options": OPTIONS}


def asked(**changes):
    return parse(small(items=[ITEM | changes], endings={}))


def checked(questionnaire, **places):
    return check(questionnaire, {f"q_first.{code}": [place] for code, place in places.items()}, Places())


def test_places_become_the_answers_in_their_order():
    found = checked(asked(), bins="3", hours="1", signs="2")
    assert (found.answers, found.problems) == ({"first": ["hours", "signs", "bins"]}, ())


def test_fewer_places_will_do_and_none_at_all_where_nothing_must_be_said():
    assert checked(asked(), signs="1", bins="").answers == {"first": ["signs"]}
    assert checked(asked()).problems == ()
    assert checked(asked(required=True), bins=" ").problems == (Problem("first", Fault.MISSING),)


@pytest.mark.parametrize(
    ("places", "problem"),
    [
        ({"bins": "1", "hours": "1"}, Problem("first", Fault.PLACE_TWICE)),
        ({"bins": "1", "hours": "2", "signs": "2"}, Problem("first", Fault.PLACE_TWICE)),
        ({"bins": "1", "hours": "3"}, Problem("first", Fault.PLACE_LEFT_OUT, 2)),
        ({"bins": "2"}, Problem("first", Fault.PLACE_LEFT_OUT, 1)),
        ({"bins": "4"}, Problem("first", Fault.NOT_OFFERED)),
        ({"bins": "first"}, Problem("first", Fault.NOT_OFFERED)),
        ({"else": "1"}, Problem("first.else", Fault.FOREIGN)),
    ],
)
def test_each_place_once_and_none_left_out(places, problem):
    found = checked(asked(), **places)
    assert (found.answers, found.problems) == ({}, (problem,))


def test_the_author_says_how_many_places_there_are():
    two = asked(maximum=2)
    assert checked(two, bins="2", hours="1").answers == {"first": ["hours", "bins"]}
    assert checked(two, bins="2", hours="1", signs="3").problems == (Problem("first", Fault.NOT_OFFERED),)


def test_on_paper_an_order_is_kept_as_far_as_it_goes():
    found = checked(asked(), bins="1", hours="3", signs="3").without(Fault.PLACE_TWICE, Fault.PLACE_LEFT_OUT)
    assert (found.answers, found.problems) == ({"first": ["bins"]}, ())


@pytest.mark.parametrize(
    ("codes", "is_taken"),
    [(["signs", "bins"], True), (["bins", "bins"], False), (["bins", "hours", "signs"], False), (["x"], False)],
)
def test_codes_in_order_are_checked_the_same(codes, is_taken):
    found = check(asked(maximum=2), {"q_first": codes}, Places())
    assert (found.answers == {"first": codes}) == is_taken
    assert ({problem.fault for problem in found.problems} == set()) == is_taken


def test_an_order_that_nobody_asked_for_is_refused():
    items = [
        {"id": "lives", "kind": "single", "text": words("l"), "options": [option("here"), option("away")]},
        ITEM | {"only_if": {"question": "lives", "options": ["away"]}},
    ]
    posted = {"q_lives": ["here"], "q_first.bins": ["2"]}
    found = check(parse(small(items=items, endings={})), posted, Places())
    assert found.problems == (Problem("first", Fault.NOT_ASKED),)


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"options": [option("bins")]}, "there are not 2 answers"),
        ({"maximum": 4}, "there are not 4 answers"),
        ({"options": [*OPTIONS, option("x", other=True)]}, "words alone"),
        ({"options": [*OPTIONS, option("x", exclusive=True)]}, "words alone"),
        ({"options": []}, "options belong to choices"),
    ],
)
def test_what_is_no_order_is_named(changes, flaw):
    with pytest.raises(QuestionnaireError, match=flaw):
        asked(**changes)


def test_nothing_is_asked_after_an_order():
    after = {"id": "why", "kind": "text", "text": words("why"), "only_if": {"question": "first", "options": ["bins"]}}
    with pytest.raises(QuestionnaireError, match="why: its condition"):
        parse(small(items=[ITEM, after], endings={}))


def test_an_author_edits_it_without_loss():
    item = ITEM | {"maximum": 2, "rotates": True, "required": True}
    assert item_of(*block_of(item)) == item


def test_pasted_lines_know_it():
    (item,) = pasted("1. 最该先做什么？（排序）\nA. 多设桶\nB. 延长时间")[0]["items"]
    assert item["kind"] == "ranking"
    assert [each["text"]["zh"] for each in item["options"]] == ["多设桶", "延长时间"]


def rows(definition):
    return {name: rows for name, (_, rows) in sheets_of(definition, "1", {}).items()}


def test_an_xlsform_has_a_word_for_it_and_a_round_trip_loses_nothing():
    definition = small(items=[ITEM | {"maximum": 2, "required": True}], endings={})
    sheets = rows(definition)
    assert sheets["survey"][0]["type"] == "rank first"
    assert definition_of(sheets) == (definition, [])
    filled = {
        name: [{c: t for c, t in row.items() if t} for row in sheets[name]] for name in sheets if name != "portal"
    }
    assert "odk:rank" in convert(filled, validate=False).xform


def test_a_form_of_others_is_read_and_what_would_follow_from_it_is_told():
    foreign = {
        "survey": [
            {"type": "rank wishes", "name": "order", "label": "What first?"},
            {"type": "text", "name": "why", "label": "Why?", "relevant": "selected(${order}, 'a')"},
        ],
        "choices": [{"list_name": "wishes", "name": name, "label": name} for name in "ab"],
    }
    definition, unread = definition_of(foreign)
    assert [item["kind"] for item in definition["items"]] == ["ranking", "text"]
    assert [told.what for told in unread if told.row] == [What.CONDITION]


def test_it_is_counted_place_by_place_and_each_answer_is_a_column():
    item, kind = asked(maximum=2).by_id["first"], KINDS["ranking"]
    assert kind.categories(["hours", "bins"]) == ["1.hours", "2.bins"]
    columns = list(kind.columns(item))
    assert [column.name for column in columns] == ["first_bins", "first_hours", "first_signs"]
    assert list(columns[0].codes) == ["1", "2"]
    assert [kind.cell(column.option, ["hours", "bins"]) for column in columns] == ["2", "1", ""]
    assert kind.said(["hours", "bins"], {"hours": "Hours"}) == "1. Hours; 2. bins"
