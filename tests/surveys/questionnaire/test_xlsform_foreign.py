"""XLSForms of others: what ODK and Kobo write is read as it is meant, or named by its row. Nothing is lost without a word."""

import pytest

from surveys.questionnaire import parse
from surveys.questionnaire.xlsform_in import definition_of
from surveys.questionnaire.xlsform_told import Unread, What
from tests.surveys.questionnaire.samples import words

YN = [{"list_name": "yn", "name": "yes", "label": "Yes"}, {"list_name": "yn", "name": "no", "label": "No"}]
HAS = {"type": "select_one yn", "name": "has", "label": "Garden?"}
AREA = {"type": "integer", "name": "area", "label": "How large?"}


def read(*survey, choices=YN, **settings):
    """Items by id, and what was told but for the one language of these forms."""
    sheets = {"survey": list(survey), "choices": choices, "settings": [settings] if settings else []}
    definition, told = definition_of(sheets, "form")
    parse(definition)
    return {item["id"]: item for item in definition["items"]}, [each for each in told if each.what != What.LANGUAGE]


@pytest.mark.parametrize(
    ("relevant", "only_if"),
    [
        ("${has} = 'yes'", {"question": "has", "options": ["yes"]}),
        ("'yes'=${has}", {"question": "has", "options": ["yes"]}),
        ("selected(${has}, 'yes') or ${has}='no'", {"question": "has", "options": ["yes", "no"]}),
        ("${has} != 'no'", {"not": {"question": "has", "options": ["no"]}}),
        ("not(selected(${has}, 'no'))", {"not": {"question": "has", "options": ["no"]}}),
        ("${has} != ''", {"not": {"not": {"question": "has", "options": ["yes", "no"]}}}),
        ("../has = 'yes'", {"question": "has", "options": ["yes"]}),
        ("${has} = ‘yes’", {"question": "has", "options": ["yes"]}),
        ("${kin} > 2", {"question": "kin", "at_least": 3}),
        ("${kin} >= 0.5 ", {"question": "kin", "at_least": 1}),
        ("3 > ${kin}", {"question": "kin", "at_most": 2}),
        ("${kin} = 2", {"question": "kin", "at_least": 2, "at_most": 2}),
        ("${grade} >= 2", {"question": "grade", "options": ["c_2", "c_3"]}),
        (
            "${has} = 'yes' and (${kin} < 3 or ${kin} > 9)",
            {"all": [
                {"question": "has", "options": ["yes"]},
                {"any": [{"question": "kin", "at_most": 2}, {"question": "kin", "at_least": 10}]},
            ]},
        ),
    ],
)  # fmt: skip
def test_conditions_are_read(relevant, only_if):
    grades = [{"list_name": "g", "name": name, "label": name} for name in "123"]
    kin = {"type": "int", "name": "kin", "label": "Kin"}
    grade = {"type": "select_one g", "name": "grade", "label": "Grade"}
    found, told = read(HAS, kin, grade, AREA | {"relevant": relevant}, choices=[*YN, *grades])
    assert found["area"]["only_if"] == only_if
    assert told == []


@pytest.mark.parametrize(
    "relevant",
    [
        "${later} = 'yes'",
        "${has} = 'maybe'",
        "regex(${has}, 'y')",
        "${has} = ${has}",
        "${has}",
        "${kin",
        "and",
        "(" * 900 + "1" + ")" * 900,
        "${has} = 'yes' " * 200,
        "count-selected(${has}) > 1",
    ],
)
def test_a_condition_that_we_cannot_say_is_named_by_its_row(relevant):
    found, told = read(HAS, AREA | {"relevant": relevant})
    assert "only_if" not in found["area"]
    assert told == [Unread(3, What.CONDITION, relevant.strip())]


def test_the_condition_of_a_group_is_that_of_all_in_it():
    group = {"type": "begin group", "name": "g", "label": "Garden", "relevant": "${has} = 'yes'"}
    inner = {"type": "begin_group", "name": "inner", "relevant": "${area} > 10"}
    trees = {"type": "integer", "name": "trees", "label": "Trees?", "relevant": "${area} < 99"}
    found, told = read(
        HAS, group, AREA, inner, trees, {"type": "end group"}, {"type": "end_group"}, AREA | {"name": "z"}
    )
    condition = {"question": "has", "options": ["yes"]}
    assert found["g"]["only_if"] == found["area"]["only_if"] == condition
    limits = [{"question": "area", "at_least": 11}, {"question": "area", "at_most": 98}]
    assert found["trees"]["only_if"] == {"all": [condition, *limits]}
    assert "only_if" not in found["z"]
    assert told == []


@pytest.mark.parametrize(
    ("kind", "constraint", "limits"),
    [
        ("integer", ". > 0 and . < 500", {"minimum": 1, "maximum": 499}),
        ("integer", ".>=-40 and .<=50", {"minimum": -40, "maximum": 50}),
        ("integer", ". >= 0.5 and . <= 99.9", {"minimum": 1, "maximum": 99}),
        ("integer", "(. >= 1) and (10 >= .)", {"minimum": 1, "maximum": 10}),
        ("text", "string-length(.) <= 20", {"max_length": 20}),
        ("text", "string-length(.) < 20", {"max_length": 19}),
        (
            "date",
            ". >= date('2026-01-01') and . <= date('2026-12-31')",
            {"earliest": "2026-01-01", "latest": "2026-12-31"},
        ),
    ],
)
def test_limits_are_read_exactly(kind, constraint, limits):
    found, told = read({"type": kind, "name": "x", "label": "X", "constraint": constraint})
    assert {name: found["x"][name] for name in limits} == limits
    assert told == []


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("date", ". <= today()"),
        ("date", ". >= date('soon')"),
        ("text", "regex(., '[0-9]+')"),
        ("integer", ". >= ${area}"),
        ("integer", ". != 3"),
        ("text", "string-length(.) > 3"),
    ],
)
def test_a_limit_that_we_cannot_hold_is_named_by_its_row(kind, constraint):
    found, told = read(AREA, {"type": kind, "name": "x", "label": "X", "constraint": constraint})
    assert set(found["x"]) == {"id", "kind", "text"}
    assert told == [Unread(3, What.LIMIT, constraint)]


def test_other_filters_and_what_shuts_out_the_rest():
    colours = [
        {"list_name": "c", "name": name, "label": name, "pastel": pastel}
        for name, pastel in (("red", "no"), ("pink", "yes"), ("none", "no"))
    ]
    several = {"type": "select_multiple c or_other", "name": "all", "label": "All"}
    alone = "not(selected(., 'none') and count-selected(.) > 1)"
    found, told = read(
        several | {"type": "select_multiple c", "name": "some", "constraint": alone},
        several,
        {"type": "select one from c", "name": "soft", "label": "Soft", "choice_filter": "pastel=yes"},
        {"type": "select1 c", "name": "hard", "label": "Hard", "choice_filter": "pastel=${all}"},
        choices=colours,
    )
    assert [option["code"] for option in found["all"]["options"]] == ["red", "pink", "none", "other"]
    assert found["all"]["options"][3]["other"]
    assert [option["code"] for option in found["soft"]["options"]] == ["pink"]
    assert found["some"]["options"][2]["exclusive"]
    assert told == [Unread(5, What.FILTER, "pastel=${all}")]


def test_a_filter_that_nothing_fits_is_named():
    found, told = read(HAS | {"choice_filter": "pastel=yes"})
    assert len(found["has"]["options"]) == 2
    assert told == [Unread(2, What.FILTER, "pastel=yes")]


def test_answers_that_bear_one_name_in_a_cascade_stay_apart():
    counties = [
        {"list_name": "c", "name": "king", "label": f"King, {state}", "cf": state} for state in ("Texas", "Washington")
    ]
    found, told = read(
        HAS, {"type": "select_one c", "name": "x", "label": "X", "choice_filter": "cf=${has}"}, choices=[*YN, *counties]
    )
    assert [option["code"] for option in found["x"]["options"]] == ["king", "king_2"]
    assert told == [Unread(3, What.FILTER, "cf=${has}")]


def test_old_and_relaxed_spellings_are_read():
    sheets = {
        "survey": [
            {"TYPE": "Select One From yn", "Name": "a", "Label:English": "A?", "label:中文": "甲？", "Relevance": ""},
            {"TYPE": "string", "Name": "b", "Label:English": "B?", "Relevance": "${a}='yes'"},
        ],
        "choices": [{"List Name": "yn", "Value": "yes", "Caption": "Yes"}],
        "settings": [{"Form_Title": "T", "ID_String": "old form"}],
    }
    definition, told = definition_of(sheets)
    assert definition["code"] == "old_form"
    assert definition["items"][0]["text"] == {"zh": "甲？", "en": "A?"}
    assert definition["items"][0]["options"] == [{"code": "yes", "text": words("Yes")}]
    assert definition["items"][1] == {
        "id": "b", "kind": "text", "text": words("B?"), "only_if": {"question": "a", "options": ["yes"]},
    }  # fmt: skip
    assert told == []


def test_a_note_has_no_answer():
    note = {"type": "note", "name": "n", "label": "N"}
    assert read(note, AREA | {"label": "${n}?"})[1] == [Unread(3, What.PIPE, "${n}")]


def test_earlier_answers_in_the_words_of_later_questions():
    found, told = read(
        AREA | {"name": "a-1"}, {"type": "note", "name": "n", "label": "You said ${a-1}, and ${nothing}."}
    )
    assert found["n"]["text"] == words("You said ${a_1}, and ….")
    assert told == [Unread(3, What.PIPE, "${nothing}")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"type": "decimal", "name": "x", "label": "X"}, [Unread(2, What.KIND, "decimal")]),
        ({"type": "calculate", "name": "x", "calculation": "1"}, [Unread(2, What.DEVICE, "calculate")]),
        ({"type": "nonsense", "name": "x"}, [Unread(2, What.KIND, "nonsense")]),
        ({"type": "text", "label": "X"}, [Unread(2, What.NO_NAME, "text")]),
        ({"type": "select_one gone", "name": "x", "label": "X"}, [Unread(2, What.NO_CHOICES, "gone")]),
        ({"type": "begin repeat", "name": "x"}, [Unread(2, What.REPEAT, "x")]),
        ({"type": "text", "name": "x", "label": "X", "default": "y"}, [Unread(2, What.PRESET, "default: y")]),
        ({"type": "text", "name": "x", "label": "X", "disabled": "yes"}, [Unread(2, What.DISABLED, "x")]),
        ({"type": "note", "name": "x", "label": "X", "image": "a.png"}, [Unread(2, What.PART, "image: a.png")]),
        ({"type": "end_group"}, []),
        ({"label": "a remark"}, []),
    ],
)
def test_what_has_no_place_here_is_named_by_its_row(row, told):
    assert read(row)[1] == told


@pytest.mark.parametrize(
    ("form_id", "code"), [("居民满意度调查", "imported"), ("2026-form", "c_2026_form"), ("", "imported")]
)
def test_a_form_of_any_name_has_a_code_and_a_title(form_id, code):
    definition, _ = definition_of({"settings": [{"form_id": form_id}], "survey": [AREA]}, "文件")
    assert definition["code"] == code
    assert definition["title"]["zh"] == (form_id or "文件")


def test_names_that_occur_twice_and_foreign_sheets_named_as_ours():
    sheets = {"survey": [AREA, AREA], "portal": [{"where": "x"}, {"property": "y", "value": "{"}, {"a": "b"}]}
    definition, told = definition_of(sheets)
    assert [item["id"] for item in definition["items"]] == ["area", "area_2"]
    assert told == [Unread(0, What.LANGUAGE), Unread(3, What.TWICE, "area")]
