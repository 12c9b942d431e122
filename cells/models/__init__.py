"""Rows of the certification scheme."""

from cells.models.application import Answer, AnswerEvidence, Application
from cells.models.certificate import Certificate, Check, NumberCounter, NumberRecord
from cells.models.evaluation import Assignment, CriterionScore, Decision, Evaluation
from cells.models.notice import NoticeBatch, NoticeEntry, Objection
from cells.models.organisation import Membership, Organisation
from cells.models.pages import CellStoryPage
from cells.models.scheme import Rubric, Scheme, UnitType
from cells.models.submission import Submission

__all__ = [
    "Answer",
    "AnswerEvidence",
    "Application",
    "Assignment",
    "CellStoryPage",
    "Certificate",
    "Check",
    "CriterionScore",
    "Decision",
    "Evaluation",
    "Membership",
    "NoticeBatch",
    "NoticeEntry",
    "NumberCounter",
    "NumberRecord",
    "Objection",
    "Organisation",
    "Rubric",
    "Scheme",
    "Submission",
    "UnitType",
]
