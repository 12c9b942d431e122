import pytest

from surveys.enums import Dimension, Kind
from surveys.questionnaire import QuestionnaireError, content_hash, parse
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
    assert resident.question_of(Dimension.AREA).kind == Kind.PLACE
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
        ({"items": [item(), item()]}, "'q': ids are words, each used once"),
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
    assert content_hash(turned) == content_hash(data)
    assert content_hash(small(minutes=2)) != content_hash(data)
