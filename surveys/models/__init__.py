from surveys.models.collection import Invitation, Place
from surveys.models.estimate import Estimate, Tally
from surveys.models.margin import Margin, MarginCount
from surveys.models.pages import SurveyPage
from surveys.models.response import Flag, PendingTally, Response
from surveys.models.survey import QuestionnaireVersion, SampleTarget, Survey, Wave

__all__ = [
    "Estimate",
    "Flag",
    "Invitation",
    "Margin",
    "MarginCount",
    "PendingTally",
    "Place",
    "QuestionnaireVersion",
    "Response",
    "SampleTarget",
    "Survey",
    "SurveyPage",
    "Tally",
    "Wave",
]
