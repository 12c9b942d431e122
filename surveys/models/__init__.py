from surveys.models.answers_file import AnswersFile
from surveys.models.coding import TextCode, TextCoding
from surveys.models.collection import Invitation, Place
from surveys.models.commitment import Commitment
from surveys.models.delivery import Delivery, DesignPart
from surveys.models.draft import QuestionnaireDraft
from surveys.models.estimate import CellTally, Estimate
from surveys.models.margin import Margin, MarginCount
from surveys.models.measure import MeasureDraft, MeasureVersion
from surveys.models.modes import Call, CallNumber, Interviewed, Keying, PaperBatch
from surveys.models.pages import SurveyPage
from surveys.models.pilot import PilotVisit
from surveys.models.response import Flag, PendingTally, Response
from surveys.models.survey import QuestionnaireVersion, SampleTarget, Survey, Wave

__all__ = [
    "AnswersFile",
    "Call",
    "CallNumber",
    "CellTally",
    "Commitment",
    "Delivery",
    "DesignPart",
    "Estimate",
    "Flag",
    "Interviewed",
    "Invitation",
    "Keying",
    "Margin",
    "MarginCount",
    "MeasureDraft",
    "MeasureVersion",
    "PaperBatch",
    "PendingTally",
    "PilotVisit",
    "Place",
    "QuestionnaireDraft",
    "QuestionnaireVersion",
    "Response",
    "SampleTarget",
    "Survey",
    "SurveyPage",
    "TextCode",
    "TextCoding",
    "Wave",
]
