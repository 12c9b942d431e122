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
from surveys.questionnaire.conditions import Answered, Condition, Join, Joined
from surveys.questionnaire.parsing import QuestionnaireError, parse
from surveys.questionnaire.records import Item, Option, Questionnaire, Wording
from surveys.questionnaire.routing import Route, route

__all__ = [
    "COMMUNITY",
    "OTHER",
    "PREFIX",
    "UNKNOWN_PLACE",
    "Answered",
    "Checked",
    "Condition",
    "Fault",
    "Item",
    "Join",
    "Joined",
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
