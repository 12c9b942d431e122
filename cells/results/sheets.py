"""A rubric with what was filled in, ready for a page."""

from collections.abc import Mapping
from typing import Any

from cells.enums import ApplicationStatus, EvidenceKind, MarkState
from cells.models import Application
from cells.models.scheme import in_language
from cells.queries.filing import ON_SITE, Missing, missing_items, needs_evidence
from cells.results.wording import criterion_text, describe, section_name
from cells.rubric.criteria import Criterion, mark_criterion

# The whole sheet on one page, for a desk.
WHOLE = "all"


def item_of(criterion: Criterion, answer=None) -> dict[str, Any]:
    """One criterion: its words, and the unit's answer with evidence."""
    mark = mark_criterion(criterion, answer.given) if answer else None
    return {
        "code": criterion.code,
        "text": criterion_text(criterion),
        "rule": in_language(criterion.rule, criterion.rule_en),
        "points": criterion.points,
        "kinds": [EvidenceKind(kind).label for kind in criterion.evidence],
        "needs_evidence": needs_evidence(criterion),
        "answer": answer,
        "shown": describe(criterion, answer),
        "mark": mark,
        "evidence": list(answer.evidence.all()) if answer else [],
    }


def sections_of(application: Application, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The whole sheet, section by section."""
    sheet = application.rubric.sheet
    return [
        {
            "code": code,
            "name": section_name(sheet, code),
            "items": [item_of(criterion, answers.get(criterion.code)) for criterion in criteria],
            "done": sum(_is_filled(answers.get(criterion.code)) for criterion in criteria),
            "total": len(criteria),
        }
        for code, criteria in sheet.sections()
    ]


def missing_words(application: Application) -> list[dict[str, Any]]:
    return [_missing_words(item) for item in missing_items(application)]


def corrections_of(application: Application) -> list[dict[str, Any]]:
    """The items that the street named, when the file is back at the unit."""
    sheet = application.rubric.sheet
    if application.status != ApplicationStatus.RETURNED:
        return []
    return [
        {
            "section": sheet.section_of(code),
            "code": code,
            "text": criterion_text(sheet.criteria[code]),
            "what": "correct",
        }
        for code in application.return_items
    ]


def open_criteria(application: Application, section: str) -> list[Criterion]:
    """What the unit may write in this section now, or in the whole sheet."""
    sheet = application.rubric.sheet
    criteria = sheet.criteria.values() if section == WHOLE else dict(sheet.sections()).get(section, ())
    if application.status == ApplicationStatus.RETURNED:
        return [criterion for criterion in criteria if criterion.code in application.return_items]
    return list(criteria)


def on_site(application: Application) -> list[Criterion]:
    """What an evaluator sees or asks on the spot, from every section."""
    return [item for item in application.rubric.sheet.criteria.values() if ON_SITE & set(item.evidence)]


def next_section(application: Application, section: str) -> str:
    """The following section with something to fill in, or nothing after the last."""
    codes = [code for code, _criteria in application.rubric.sheet.sections() if open_criteria(application, code)]
    following = codes[codes.index(section) + 1 :] if section in codes else []
    return following[0] if following else ""


def _is_filled(answer) -> bool:
    return answer is not None and answer.state != MarkState.UNANSWERED and not answer.is_carried


def _missing_words(item: Missing) -> dict[str, Any]:
    return {
        "section": item.section,
        "code": item.criterion.code,
        "text": criterion_text(item.criterion),
        "what": item.what,
    }


def page_items(form, conflicts: Mapping[str, str] | None, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The criteria of a form's section with their bound fields, and what another saved meanwhile."""
    return [
        item_of(criterion, answers.get(criterion.code))
        | {"fields": form.bound(criterion), "theirs": (conflicts or {}).get(criterion.code)}
        for criterion in form.criteria
    ]


def groups_of(application: Application, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items of a page under the names of their sections."""
    sheet, by_code = application.rubric.sheet, {item["code"]: item for item in items}
    groups = [
        {"name": section_name(sheet, code), "items": [by_code[row.code] for row in criteria if row.code in by_code]}
        for code, criteria in sheet.sections()
    ]
    return [group for group in groups if group["items"]]


def steps_of(application: Application, codes: list[str]) -> list[dict[str, str]]:
    return [{"code": code, "label": section_name(application.rubric.sheet, code)} for code in codes]
