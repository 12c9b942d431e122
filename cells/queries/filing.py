"""What is still missing in an application."""

from dataclasses import dataclass

from cells.enums import CriterionKind, EvidenceKind, MarkState
from cells.models import Answer, Application
from cells.queries.applications import answers_with_evidence
from cells.rubric.criteria import Criterion, mark_criterion

# What an evaluator sees or asks on site is not for the unit to send.
ON_SITE = {EvidenceKind.ONSITE, EvidenceKind.ASK}


@dataclass(frozen=True)
class Missing:
    section: str
    criterion: Criterion
    what: str  # answer, reason, evidence


def needs_evidence(criterion: Criterion) -> bool:
    return criterion.kind != CriterionKind.GATE and bool(set(criterion.evidence) - ON_SITE)


def missing_items(application: Application) -> list[Missing]:
    answers = answers_with_evidence(application)
    found = []
    for section, criteria in application.rubric.sheet.sections():
        for criterion in criteria:
            what = _missing(criterion, answers.get(criterion.code))
            if what:
                found.append(Missing(section, criterion, what))
    return found


def _missing(criterion: Criterion, answer: Answer | None) -> str:
    if answer is None or answer.state == MarkState.UNANSWERED:
        return "" if criterion.kind == CriterionKind.BONUS else "answer"
    if answer.state == MarkState.NOT_APPLICABLE:
        return "" if answer.note.strip() else "reason"
    mark = mark_criterion(criterion, answer.given)
    if mark.state == MarkState.UNANSWERED:
        return "answer"
    if mark.points and needs_evidence(criterion) and not answer.evidence.all():
        return "evidence"
    return ""
