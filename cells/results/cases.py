"""Everything that a working page shows of one case."""

from datetime import date
from typing import Any

from cells.enums import AppealState, ApplicationStatus, StepName
from cells.models import Application, Evaluation
from cells.permissions import can_answer_refusal, can_take, is_right_person
from cells.queries.acceptance import checks_of
from cells.queries.appeals import refusal_appeal_until
from cells.queries.applications import answers_with_evidence, running_application
from cells.queries.experts import shortage_of
from cells.queries.notices import is_ready
from cells.queries.pace import decided_spans, usual_workdays, waiting_before
from cells.results.history import history_of
from cells.results.scores import Panel, evaluation_score, panel_of, self_score
from cells.results.sheets import corrections_of, missing_words, sections_of
from cells.results.submissions import changes_of
from cells.results.wording import CHIPS, LATE, NEXT, STAGES, criterion_text, score_words, section_name, stage_of
from cells.rubric.panel import above_claim
from cells.workflow import APPLICATIONS, ASSIGNABLE, EDITABLE
from portal.directory.queries import has_passed, workday_exceptions
from portal.procedure.deadlines import deadline_from

# At an office, before its decision.
UNDER_WAY = {
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.PREREVIEWED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.EVALUATING,
    ApplicationStatus.EVALUATED,
}

# What follows is not for who accepted or decided.
AWAITS_ANOTHER = {ApplicationStatus.IN_NOTICE, ApplicationStatus.OBJECTED}


def case_facts(row: Application, *, on: date) -> dict[str, Any]:
    """The case as every office sees it."""
    return {
        "page_title": row.organisation.name,
        "application": row,
        "chip": CHIPS.get(row.status, "information"),
        "next": NEXT[row.status],
        "sections": sections_of(row, answers_with_evidence(row)),
        "score": score_words(row, self_score(row)),
        "history": history_of(row),
        "changes": changes_of(row),
        "due_on": row.due_on,
        "late": late_words(row, on),
        "contacts": row.organisation.memberships.select_related("user").order_by("-role", "joined_at"),
    }


def late_words(row: Application, on: date) -> str:
    """What happens now that the day of this desk has passed; empty while it has not."""
    day = row.return_due_on if row.status == ApplicationStatus.RETURNED else row.due_on
    return LATE.get(row.status, "") if day and has_passed(day, on) else ""


def unit_facts(row: Application, *, on: date) -> dict[str, Any]:
    """The case as the unit itself sees it."""
    is_editable = row.status in EDITABLE
    return case_facts(row, on=on) | {
        "stages": [label for label, _states in STAGES],
        "stage": stage_of(row.status),
        "missing": missing_words(row) if is_editable else [],
        "is_editable": is_editable,
        "corrections": corrections_of(row),
        "submissions": list(row.submissions.all()),
        "before": waiting_before(row) if row.submitted_at else None,
        "usual": usual_workdays(decided_spans(), workday_exceptions()) if row.status in UNDER_WAY else None,
        "can_withdraw": APPLICATIONS.is_open(StepName.WITHDRAW, row.status),
        "certificate": getattr(row, "certificate", None),
        "entry": row.notice_entry,
        "history": history_of(row, is_inside=False),
        **judged_facts(row),
    }


def refusal_facts(row: Application, *, on: date) -> dict[str, Any]:
    """What a refused unit may do and until when, and what became of its appeal."""
    appeal, last = getattr(row, "appeal", None), refusal_appeal_until(row)
    is_open = appeal is not None and appeal.state == AppealState.OPEN
    return {
        "appeal": appeal,
        "appeal_until": last and last.day,
        "can_appeal": last is not None and not has_passed(last.day, on),
        "running": running_application(row.organisation) if last or is_open else None,
        "answer_by": deadline_from(appeal.filed_at, row.terms.answer_workdays).day if is_open else None,
    }


def judged_facts(row: Application) -> dict[str, Any]:
    """Once it is decided, what the evaluators found, item by item; not who they were."""
    decision = row.decision
    panel = panel_of(row) if decision else None
    if panel is None:
        return {}
    remarks = [remark for evaluation, _scored in panel.evaluations for remark in remarks_of(row, evaluation)]
    return {"decision": decision, "together": score_words(row, panel.together), "remarks": remarks}


def remarks_of(row: Application, evaluation: Evaluation) -> list[dict[str, str]]:
    """The notes of one evaluation in the order of the rubric."""
    notes = {score.criterion: score.note for score in evaluation.scores.all() if score.note}
    sheet = row.rubric.sheet
    every = {criterion.code: criterion for _code, found in sheet.sections() for criterion in found}
    return [
        {"code": code, "text": criterion_text(criterion), "note": notes[code]}
        for code, criterion in every.items()
        if code in notes
    ]


def decision_facts(row: Application, panel: Panel | None, *, user, on: date) -> dict[str, Any]:
    """The case as the district decides on it."""
    entry = row.notice_entry
    criteria = row.rubric.sheet.criteria
    found = panel.evaluations if panel else []
    claimed = self_score(row).marks if panel else {}
    return case_facts(row, on=on) | {
        "assignments": row.assignments.select_related("evaluator"),
        "panel": panel,
        "evaluations": [
            {
                "row": evaluation,
                "score": score_words(row, scored),
                "remarks": remarks_of(row, evaluation),
                "above": [
                    {"code": code, "text": criterion_text(criteria[code]), "claimed": own, "given": theirs}
                    for code, own, theirs in above_claim(claimed, scored.marks)
                ],
            }
            for evaluation, scored in found
        ],
        "together": score_words(row, panel.together) if panel else None,
        "disputed": [criterion_text(criteria[code]) for code in panel.disputed] if panel else [],
        "decision": row.decision,
        "anew": anew_facts(row, user),
        "entry": entry,
        "is_barred": bool(entry and row.status in AWAITS_ANOTHER and not is_right_person(user, StepName.CERTIFY, row)),
        "can_certify": bool(entry and can_take(user, StepName.CERTIFY, row) and is_ready(entry, on)),
        "certificate": getattr(row, "certificate", None),
        "shortage": shortage_of(row, on=on, without=user) if row.status in ASSIGNABLE else None,
        "checks": checks_of(row, on) if row.status == ApplicationStatus.PREREVIEWED else None,
    }


def anew_facts(row: Application, user) -> dict[str, Any]:
    """What was decided before, and the appeal against a refusal."""
    return {
        "former": [decision for decision in row.decisions.all() if decision.number <= row.reopened],
        "appeal": getattr(row, "appeal", None),
        "can_answer": can_answer_refusal(user, row),
        "decides_another": row.status == ApplicationStatus.EVALUATED and not is_right_person(user, StepName.GRANT, row),
    }


def evaluation_facts(row: Evaluation, unmarked: list[str]) -> dict[str, Any]:
    """One evaluation: how far each section is, and what it comes to."""
    application = row.assignment.application
    sheet, left = application.rubric.sheet, set(unmarked)
    return {
        "page_title": application.organisation.name,
        "evaluation": row,
        "application": application,
        "missing": unmarked,
        "first": next((code for code, found in sheet.sections() if left & {item.code for item in found}), ""),
        "score": score_words(application, evaluation_score(row)),
        "sections": [
            {
                "code": code,
                "name": section_name(sheet, code),
                "total": len(criteria),
                "done": sum(criterion.code not in left for criterion in criteria),
            }
            for code, criteria in sheet.sections()
        ],
    }
