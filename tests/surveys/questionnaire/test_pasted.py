"""Questionnaires as people write them in a document."""

import pytest

from surveys.operations.questionnaires import LIBRARY
from surveys.questionnaire import parse
from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.pasted import Told, What, definition_of, options_of
from surveys.questionnaire.scale_words import scale_of_words


def one(text):
    """The item that these lines become, but for the words of its question."""
    definition, told = definition_of(text)
    parse(definition | {"code": "x", "title": {"zh": "x", "en": "x"}, "introduction": {"zh": "x", "en": "x"}})
    (item,) = definition["items"]
    return item, [each for each in told if each.what != What.LANGUAGE]


def texts(item):
    return [option["text"]["zh"] for option in item["options"]]


@pytest.mark.parametrize(
    "lines",
    [
        "1. 您住哪？\nA. 东边\nB. 西边",
        "1、您住哪？（单选）\nA、东边\nB、西边",
        "1．您住哪？【单选题】\n□ 东边\n□ 西边",
        "第1题 、您住哪？\n① 东边 ② 西边",
        "Q1: 您住哪？ A. 东边 B. 西边",
        "(单选)\n1. 您住哪？\n(A) 东边\n(B) 西边",
        "1)您住哪？\n- 东边\n- 西边",
    ],
)
def test_one_answer_in_all_its_spellings(lines):
    item, told = one(lines)
    assert (item["kind"], item["text"]["zh"], texts(item), item["required"]) == (
        "single",
        "您住哪？",
        ["东边", "西边"],
        True,
    )
    assert told == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1. 多大？（数字）", "number"),
        ("1. 哪天？（日期）", "date"),
        ("1. 打几分？（打分题，0-10）", "rating"),
        ("1. 住哪？（地点）", "place"),
        ("1. 改进什么？（填空）", "text"),
        ("1. 改进什么？____", "text"),
        ("1. 改进什么？", "text"),
    ],
)
def test_a_mark_says_the_kind(line, kind):
    item, told = one(line)
    assert item["kind"] == kind
    assert "（" not in item["text"]["zh"] or kind == "rating"
    assert told == []


def test_several_answers_with_words_of_ones_own_and_none():
    item, _ = one("1. 哪里看到？（可多选，选填）\nA. 社区\nB. 其他____\nC. 其他（请注明）\nD. 以上都没有")
    assert item["kind"] == "multiple"
    assert "required" not in item
    assert [option.get("other", False) for option in item["options"]] == [False, True, True, False]
    assert item["options"][3]["exclusive"]
    assert [option["code"] for option in item["options"]] == ["a1", "a2", "a3", "a4"]


@pytest.mark.parametrize(
    ("answers", "scale", "was_whole"),
    [
        ("满意 比较满意 不太满意 不满意 不清楚", "satisfaction", True),
        ("满意 较满意 较不满意 不满意", "satisfaction", False),
        ("很满意 满意 一般 不满意 很不满意 说不清", "satisfaction_middle", True),
        ("方便 比较方便 不太方便 不方便 不清楚", "ease", True),
        ("满意 不满意", None, False),
        ("不满意 不太满意 比较满意 满意", None, False),
    ],
)
def test_a_scale_is_known_by_its_words(answers, scale, was_whole):
    found = scale_of_words(answers.split())
    assert (found[0] if found else None) == scale
    item, told = one("1. 满意吗？\n" + "\n".join(f"{'ABCDEF'[n]}. {word}" for n, word in enumerate(answers.split())))
    assert item.get("scale") == scale
    assert bool(told) is (scale is not None and not was_whole)


def test_headings_endings_english_and_what_is_not_understood():
    definition, told = definition_of(
        "问卷 | Form\n请如实填写。 | Please answer.\n一、情况 | About you\n1. 年龄？ | Age?\nA. 14岁以下（结束） | Under 14\n"
        "B. 14岁以上（跳至第3题） | Over 14\n这行看不懂"
    )
    assert definition["title"] == {"zh": "问卷", "en": "Form"}
    assert definition["introduction"] == {"zh": "请如实填写。", "en": "Please answer."}
    assert [(item["id"], item["kind"]) for item in definition["items"]] == [("part1", "section"), ("q1", "single")]
    age = definition["items"][1]
    assert age["options"][0] == {"code": "a1", "text": {"zh": "14岁以下", "en": "Under 14"}, "ends": "end1"}
    assert told == [Told(4, What.SKIP, "14岁以上（跳至第3题） | Over 14"), Told(7, What.LINE, "这行看不懂")]
    parse(definition | {"code": "x"})


def test_a_question_without_answers_is_said_to_be_one():
    item, told = one("1. 哪一个？（单选）")
    assert item["kind"] == "text"
    assert told == [Told(1, What.NO_OPTIONS, "哪一个？")]


def test_answers_alone_are_answers():
    found = options_of("满意 | Satisfied\nB. 不满意\n\n□ 其他____", KINDS["single"])
    assert [option["text"]["zh"] for option in found] == ["满意", "不满意", "其他"]
    assert found[0]["text"]["en"] == "Satisfied"
    assert found[2]["other"]


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.txt")), ids=lambda path: path.stem)
def test_the_library_is_whole_in_both_languages(path):
    definition, told = definition_of(path.read_text(encoding="utf-8"))
    questionnaire = parse(definition | {"code": path.stem})
    assert len(questionnaire.questions) >= 6
    assert told == []
