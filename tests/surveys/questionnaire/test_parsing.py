import pytest

from portal.procedure.digests import digest_of
from surveys.enums import Dimension
from surveys.questionnaire import KINDS, QuestionnaireError, parse
from tests.surveys.questionnaire.samples import option, shipped, small, words


def item(**changes):
    return {"id": "q", "kind": "single", "text": words("q"), "options": [option("a"), option("b")]} | changes


def problems_of(**changes):
    with pytest.raises(QuestionnaireError) as caught:
        parse(small(**changes))
    return caught.value.problems


def test_questions_leave_out_sections():
    assert [question.id for question in parse(small()).questions] == [
        "lives",
        "acts",
        "reason",
        "home",
        "people",
        "wish",
    ]


def test_resident_form_has_thirteen_questions_and_its_dimensions():
    resident = parse(shipped("resident"))
    assert len(resident.questions) == 13
    assert resident.question_of(Dimension.AGE).id == "age"
    assert resident.question_of(Dimension.AREA).kind is KINDS["place"]
    assert resident.question_of(Dimension.GROUP) is None


def test_organisation_form_names_the_groups_of_organisations():
    group = parse(shipped("organisation")).question_of(Dimension.GROUP)
    assert list(group.by_code) == ["government", "enterprise", "institution", "ngo"]


def test_wording_follows_the_language():
    title = parse(shipped("resident")).title
    assert title.in_language("zh-hans") == "天宁区“无废城市”建设居民调查"
    assert title.in_language("en") == "Tianning zero-waste city survey for residents"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": ""}, "code: missing"),
        ({"title": {"zh": "只有中文"}}, "title: no text in en"),
        ({"endings": {}}, "lives.away: no ending outside"),
        ({"items": [item(kind="matrix")]}, "q: unknown kind matrix"),
        ({"items": [item(options=[])]}, "q: options belong to choices, and to all of them"),
        ({"items": [item(kind="text")]}, "q: options belong to choices, and to all of them"),
        ({"items": [item(options=[option("a"), option("a")])]}, "q: an option code occurs twice"),
        (
            {"items": [item(options=[option("a b")])]},
            "q: option code 'a b' is not a word of letters, digits and underscores",
        ),
        ({"items": [item(text=words("${q}"))]}, "q: its words name no earlier question"),
        (
            {"items": [{"id": "n", "kind": "note", "text": words("n")}, item(text=words("${n}"))]},
            "q: its words name no earlier question",
        ),
        ({"items": [item(), item()]}, "q: ids are words, each used once"),
        (
            {"items": [item(only_if={"question": "later", "options": ["a"]})]},
            "q: its condition names no earlier question with these options",
        ),
        (
            {"items": [item(), item(id="r", only_if={"question": "q", "options": ["c"]})]},
            "r: its condition names no earlier question with these options",
        ),
    ],
)
def test_a_wrong_definition_is_named(changes, problem):
    assert problem in problems_of(**changes)


def test_hash_ignores_the_order_of_keys_and_sees_every_change():
    data = small()
    turned = dict(reversed(data.items()))
    assert digest_of(turned) == digest_of(data)
    assert digest_of(small(minutes=2)) != digest_of(data)


def test_statements_become_one_question_each_on_the_same_scale():
    scale = [option("good", polarity=1), option("bad", polarity=-1), option("unclear")]
    listed = {
        "id": "about",
        "kind": "statements",
        "text": words("How far is it true?"),
        "scale": "truth",
        "required": True,
        "statements": [{"id": "bins", "text": words("bins")}, {"id": "trucks", "text": words("trucks")}],
    }
    found = parse(small(scales={"truth": scale}, items=[listed])).questions
    assert [(item.id, item.text.en, item.lead.en) for item in found] == [
        ("about_bins", "bins", "How far is it true?"),
        ("about_trucks", "trucks", "How far is it true?"),
    ]
    assert all(item.required and set(item.by_code) == {"good", "bad", "unclear"} for item in found)
    with pytest.raises(QuestionnaireError, match="no statements"):
        parse(small(items=[listed | {"statements": []}]))


def test_rating_has_eleven_steps_and_words_at_its_ends():
    rating = {"id": "trust", "kind": "rating", "text": words("trust"), "low": words("none"), "high": words("full")}
    (item,) = parse(small(items=[rating])).questions
    assert [option.code for option in item.options] == [str(step) for step in range(11)]
    (with_way_out,) = parse(small(items=[rating | {"unclear": True}])).questions
    assert with_way_out.options[-1].code == "unclear"
    with pytest.raises(QuestionnaireError, match="trust high"):
        parse(small(items=[rating | {"high": None}]))


def test_a_day_is_a_day():
    with pytest.raises(QuestionnaireError, match="no day"):
        parse(small(items=[{"id": "when", "kind": "date", "text": words("when"), "earliest": "yesterday"}]))


@pytest.mark.parametrize("turn", range(5))
def test_options_that_may_move_turn_and_the_ways_out_stay_last(turn):
    codes = ["a", "b", "c"]
    rows = [*map(option, codes), option("other", other=True), option("none", exclusive=True)]
    data = {"id": "acts", "kind": "multiple", "text": words("acts"), "options": rows, "rotates": True}
    (item,) = parse(small(items=[data])).questions
    shift = turn % 3
    turned = [option.code for option in item.turned(turn)]
    assert turned == [*codes[shift:], *codes[:shift], "other", "none"]
    (fixed,) = parse(small(items=[data | {"rotates": False}])).questions
    assert fixed.turned(turn) == fixed.options
