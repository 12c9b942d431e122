import pytest

from surveys.enums import FlagKind
from surveys.questionnaire import parse
from surveys.results.signs import signs_of
from tests.factories.surveys import answers
from tests.surveys.questionnaire.samples import shipped

RESIDENT = parse(shipped("resident"))
THOUGHTLESS = {
    "awareness": "knows",
    "medicine": "kitchen",
    "lamp": "recyclable",
    "furniture": "booked",
    "facilities": "satisfied",
    "response": "satisfied",
    "overall": "satisfied",
}


@pytest.mark.parametrize(
    ("changes", "seconds", "expected"),
    [
        ({}, 120, []),
        ({}, 17, [FlagKind.SPEED]),
        (THOUGHTLESS, 120, [FlagKind.STRAIGHT_LINE]),
        (THOUGHTLESS | {"lamp": "hazardous"}, 120, []),
        (THOUGHTLESS, 3, [FlagKind.SPEED, FlagKind.STRAIGHT_LINE]),
    ],
)
def test_signs(changes, seconds, expected):
    assert signs_of(RESIDENT, answers(**changes), seconds) == expected
