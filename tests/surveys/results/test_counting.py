"""What is counted by columns is what one would count by hand, answer after answer."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from surveys.enums import Dimension
from surveys.measures import outcome, parse_measures
from surveys.operations.questionnaires import shipped_definition
from surveys.questionnaire import parse
from surveys.results import classification
from surveys.results.classification import Row, counts_of, measures, question_subject
from surveys.tallies import ANSWERED, RESPONSES, Cell, Key
from tests.factories.own_survey import DEFINITION

OWN = parse(DEFINITION)
RESIDENT = parse(shipped_definition("resident"))
OWN_MEASURES = list(
    parse_measures(
        [
            {
                "code": "both",
                "version": 1,
                "indicator": None,
                "questionnaire": "market",
                "name": {"zh": "都", "en": "both"},
                "rule": {
                    "all": [
                        {"one_of": {"question": "tidy", "options": ["good"], "unclear": ["unclear"]}},
                        {"one_of": {"question": "wish", "options": ["b"]}},
                        {"one_of": {"question": "not_there", "options": ["x"]}},
                    ]
                },
            }
        ]
    ).values()
)
KNOWN = {"number": ["0", "07", "12"], "date": ["2026-11-24", "2026-11-02"], "place": ["hongmei", "unclear"]}


def values_of(item):
    codes = [option.code for option in item.options] or KNOWN.get(item.kind.word, ["a", "b"])
    most = 3 if item.kind.word in {"multiple", "ranking"} else 1
    return st.lists(st.sampled_from(codes), max_size=most, unique=True)


def rows_for(questionnaire):
    answers = st.fixed_dictionaries({}, optional={item.id: values_of(item) for item in questionnaire.questions})
    words = (st.sampled_from(["own_phone", "paper"]), st.sampled_from(["open", "place"]), st.sampled_from([None, "p1"]))
    return st.lists(st.builds(Row, answers, *words), max_size=12)


def by_hand(rows, questionnaire, asked) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for row in rows:
        who = {}
        for dimension in Dimension:
            item = questionnaire.question_of(dimension)
            given_ = (item and row.answers.get(item.id)) or [""]
            who[dimension.value] = "" if item and item.kind.word == "place" and given_[0] == "unclear" else given_[0]
        cell = Cell(**who, mode=row.mode, tier=row.tier, place=row.place or "")
        found[Key(*RESPONSES, cell)] += 1
        for measure in asked:
            found[Key(f"measure:{measure.code}.{measure.version}", outcome(measure, row.answers), cell)] += 1
        for item in questionnaire.questions:
            for category in categories_of(item, row.answers.get(item.id, [])):
                found[Key(question_subject(item), category, cell)] += 1
    return found


def categories_of(item, values):
    if not values:
        return []
    word, first = item.kind.word, values[0]
    kept = {
        "text": [],
        "number": [str(int(first))] if first.isdigit() else [],
        "date": [first[:7]],
        "ranking": [f"{place}.{value}" for place, value in enumerate(values, 1)],
    }
    return [ANSWERED, *kept.get(word, values)]


@given(rows_for(OWN))
def test_an_own_survey_with_every_kind_of_question(rows):
    assert counts_of(rows, OWN, OWN_MEASURES) == by_hand(rows, OWN, OWN_MEASURES)


@given(rows_for(RESIDENT), st.integers(1, 5))
def test_the_shipped_survey_with_its_measures_in_portions_of_any_size(rows, portion):
    asked = [measure for measure in measures().values() if measure.questionnaire == "resident"]
    before, classification.PORTION = classification.PORTION, portion
    try:
        assert counts_of(rows, RESIDENT, asked) == by_hand(rows, RESIDENT, asked)
    finally:
        classification.PORTION = before
