"""Definition, parsing, routing and checking of questionnaires. Plain Python."""

from surveys.questionnaire.answering import (
    COMMUNITY,
    OTHER,
    PREFIX,
    UNKNOWN_PLACE,
    Checked,
    Fault,
    Places,
    Problem,
    check,
)
from surveys.questionnaire.parsing import QuestionnaireError, parse
from surveys.questionnaire.records import Condition, Item, Option, Questionnaire, Wording
from surveys.questionnaire.routing import Route, route

__all__ = [
    "COMMUNITY",
    "OTHER",
    "PREFIX",
    "UNKNOWN_PLACE",
    "Checked",
    "Condition",
    "Fault",
    "Item",
    "Option",
    "Places",
    "Problem",
    "Questionnaire",
    "QuestionnaireError",
    "Route",
    "Wording",
    "check",
    "parse",
    "route",
]
