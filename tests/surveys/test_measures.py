import pytest
import yaml

from surveys.measures import Outcome, base_of, outcome, parse_measures
from tests.surveys.questionnaire.samples import DATA

MEASURES = parse_measures(yaml.safe_load((DATA / "measures.yaml").read_text()))
RIGHT = {"medicine": ["hazardous"], "lamp": ["hazardous"], "furniture": ["booked"]}


@pytest.mark.parametrize(
    ("code", "answers", "expected"),
    [
        ("i50", {"channels": ["press"]} | RIGHT, Outcome.YES),
        ("i50", {"channels": ["press"]} | RIGHT | {"lamp": ["unclear"]}, Outcome.YES),
        ("i50", {"channels": ["press"]} | RIGHT | {"lamp": ["broken"], "medicine": ["sell"]}, Outcome.NO),
        ("i50", {"channels": ["nowhere"]} | RIGHT, Outcome.NO),
        ("i50", {"channels": ["press"]}, Outcome.NONE),
        ("i50_channels", {"channels": ["press"]}, Outcome.YES),
        ("i51_public", {"actions": ["nothing"]}, Outcome.NO),
        ("i51_public", {"actions": ["own_bag", "sorting"]}, Outcome.YES),
        ("i51_ngos", {"actions": ["cell"]}, Outcome.YES),
        ("i52", {"overall": ["fairly_satisfied"]}, Outcome.YES),
        ("i52", {"overall": ["rather_dissatisfied"]}, Outcome.NO),
        ("i52", {"overall": ["unclear"]}, Outcome.UNCLEAR),
        ("i52", {}, Outcome.NONE),
    ],
)
def test_outcome(code, answers, expected):
    assert outcome(MEASURES[code], answers) == expected


def test_unclear_is_left_out_or_counts_as_no_as_the_measure_says():
    counts = {Outcome.YES: 80, Outcome.NO: 10, Outcome.UNCLEAR: 10, Outcome.NONE: 3}
    assert base_of(MEASURES["i52"], counts).n == 90
    assert base_of(MEASURES["i52_with_unclear"], counts).n == 100
    assert base_of(MEASURES["i52"], counts).unanswered == 3


def test_an_unclear_part_makes_the_whole_unclear_unless_another_part_fails():
    rows = [
        {
            "code": "m",
            "version": 1,
            "indicator": 50,
            "questionnaire": "small",
            "name": {},
            "rule": {
                "all": [
                    {"one_of": {"question": "a", "options": ["yes"], "unclear": ["dk"]}},
                    {"one_of": {"question": "b", "options": ["yes"]}},
                ]
            },
        }
    ]
    measure = parse_measures(rows)["m"]
    assert outcome(measure, {"a": ["dk"], "b": ["yes"]}) == Outcome.UNCLEAR
    assert outcome(measure, {"a": ["dk"], "b": ["no"]}) == Outcome.NO


def test_adults_are_the_base_of_the_public_measures():
    assert "a14_17" not in MEASURES["i52"].base["age"]
    assert MEASURES["i52"].as_data()["minimum_n"] == 30


@pytest.mark.parametrize(
    ("change", "words"), [({"rule": {"guess": {}}}, "unknown rule"), ({}, "two measures of one code")]
)
def test_wrong_measures_are_refused(change, words):
    rows = yaml.safe_load((DATA / "measures.yaml").read_text())
    with pytest.raises(ValueError, match=words):
        parse_measures([*rows, rows[0] | change | ({"code": "new"} if change else {})])
