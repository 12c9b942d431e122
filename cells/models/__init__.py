"""Rows of the certification scheme."""

from cells.models.application import Answer, AnswerEvidence, Application
from cells.models.award import PaperAward
from cells.models.certificate import Certificate, NumberCounter, NumberRecord
from cells.models.correction import Correction
from cells.models.discredit import Discredit
from cells.models.evaluation import Assignment, CriterionScore, Decision, Evaluation
from cells.models.expert import Expert, Interest
from cells.models.membership import Assistance, Invitation, Takeover
from cells.models.notice import NoticeBatch, NoticeEntry, Objection
from cells.models.organisation import Membership, Organisation
from cells.models.pages import CellStoryPage
from cells.models.reissue import Reissue
from cells.models.scheme import Rubric, Rules, Scheme, UnitType
from cells.models.submission import Submission
from cells.models.surveillance import Appeal, Check, Look, Pick, Reminder

__all__ = [
    "Answer",
    "AnswerEvidence",
    "Appeal",
    "Application",
    "Assignment",
    "Assistance",
    "CellStoryPage",
    "Certificate",
    "Check",
    "Correction",
    "CriterionScore",
    "Decision",
    "Discredit",
    "Evaluation",
    "Expert",
    "Interest",
    "Invitation",
    "Look",
    "Membership",
    "NoticeBatch",
    "NoticeEntry",
    "NumberCounter",
    "NumberRecord",
    "Objection",
    "Organisation",
    "PaperAward",
    "Pick",
    "Reissue",
    "Reminder",
    "Rubric",
    "Rules",
    "Scheme",
    "Submission",
    "Takeover",
    "UnitType",
]
