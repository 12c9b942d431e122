"""What is still missing in an application."""

from dataclasses import dataclass
from datetime import datetime

from cells.enums import CriterionKind, EvidenceKind, MarkState
from cells.models import Answer, Application
from cells.queries.applications import answers_with_evidence
from cells.rubric.criteria import Criterion, mark_criterion
from cells.standing import add_months

# What an evaluator sees or asks on site is not for the unit to send.
ON_SITE = {EvidenceKind.ONSITE, EvidenceKind.ASK}


@dataclass(frozen=True)
class Missing:
    section: str
    criterion: Criterion
    what: str  # answer, look, reason, evidence, old


def needs_evidence(criterion: Criterion) -> bool:
    return criterion.kind != CriterionKind.GATE and bool(set(criterion.evidence) - ON_SITE)


def oldest_proof(application: Application) -> datetime | None:
    """When a proof must have been given at the earliest, counted from when the file was begun; None for any."""
    months = application.terms.proof_months
    begun = application.created_at
    return datetime.combine(add_months(begun.date(), -months), begun.timetz()) if months else None


def missing_items(application: Application) -> list[Missing]:
    answers, oldest = answers_with_evidence(application), oldest_proof(application)
    found = []
    for section, criteria in application.rubric.sheet.sections():
        for criterion in criteria:
            what = _missing(criterion, answers.get(criterion.code), oldest)
            if what:
                found.append(Missing(section, criterion, what))
    return found


def _missing(criterion: Criterion, answer: Answer | None, oldest: datetime | None) -> str:
    if answer is not None and answer.is_carried:
        return "look"
    if answer is None or answer.state == MarkState.UNANSWERED:
        return "" if criterion.kind == CriterionKind.BONUS else "answer"
    if answer.state == MarkState.NOT_APPLICABLE:
        return "" if answer.note.strip() else "reason"
    mark = mark_criterion(criterion, answer.given)
    if mark.state == MarkState.UNANSWERED:
        return "answer"
    return _proof(answer, oldest) if mark.points and needs_evidence(criterion) else ""


def _proof(answer: Answer, oldest: datetime | None) -> str:
    given = [item.added_at for item in answer.evidence.all()]
    if not given:
        return "evidence"
    return "old" if oldest and max(given) < oldest else ""
