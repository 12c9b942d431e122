"""Definition, parsing, routing and checking of questionnaires. Plain Python."""

from surveys.questionnaire.answering import Checked, check
from surveys.questionnaire.conditions import Answered, Condition, Join, Joined
from surveys.questionnaire.faults import (
    COMMUNITY,
    OTHER,
    PREFIX,
    UNKNOWN_PLACE,
    Fault,
    Places,
    Problem,
)
from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.parsing import QuestionnaireError, parse
from surveys.questionnaire.records import Item, Kind, Questionnaire
from surveys.questionnaire.routing import Route, route
from surveys.questionnaire.wording import Option, Wording

__all__ = [
    "COMMUNITY",
    "KINDS",
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
    "Kind",
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
