import pytest

from surveys.questionnaire import Wording, columns_of, parse
from tests.surveys.questionnaire.samples import small, words

HONGMEI = {"hongmei": Wording("红梅街道", "Hongmei")}
DATE = {"id": "day", "kind": "date", "text": words("day")}
COLUMNS = {
    column.name: column for column in columns_of(parse(small(items=[*small()["items"], DATE])), HONGMEI)
}  # one a question, one a tick


def test_one_column_a_question_or_a_tick_and_none_for_free_words():
    assert list(COLUMNS) == [
        "lives",
        "acts_sorts",
        "acts_repairs",
        "acts_something",
        "acts_nothing",
        "reason",
        "home",
        "people",
        "day",
    ]


@pytest.mark.parametrize(
    ("name", "answers", "value", "number"),
    [
        ("lives", {"lives": ["away"]}, "away", 2.0),
        ("lives", {}, "", None),
        ("acts_sorts", {"acts": ["sorts", "repairs"]}, "1", 1.0),
        ("acts_nothing", {"acts": ["sorts"]}, "0", 0.0),
        ("acts_nothing", {}, "", None),
        ("home", {"home": ["hongmei"], "home.community": ["320402004001"]}, "hongmei", 1.0),
        ("home", {"home": ["unclear"]}, "unclear", 2.0),
        ("people", {"people": ["3"]}, "3", 3.0),
        ("day", {"day": ["1582-10-15"]}, "1582-10-15", 577736.0),
    ],
)
def test_values_and_numbers(name, answers, value, number):
    column = COLUMNS[name]
    assert column.value(answers) == value
    assert column.number(value) == number


def test_code_that_is_no_longer_offered_is_a_missing_number():
    assert COLUMNS["home"].number("atlantis") is None
