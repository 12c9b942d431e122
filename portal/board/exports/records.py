"""The board as plain data: one function a kind of record makes the page, the answer, the file and the report.

Numbers are text, so that no digit is lost; names and order of the fields are those of `fields`.
"""

from collections.abc import Iterable

from portal.board.enums import State
from portal.board.figures.groups import groups_of
from portal.board.models import Observation, ProgressNote
from portal.board.results.responsibility import NotedRow
from portal.board.results.rows import Row
from portal.board.results.words import target_number
from portal.directory.models import Plan
from portal.numbers import plain_number


def plan_record(plan: Plan) -> dict:
    return {
        "code": plan.code,
        "slug": plan.slug,
        "name": plan.name,
        "name_en": plan.name_en,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "base_year": plan.base_year,
    }


def record_of(row: Row) -> dict:
    """One indicator as plain data; numbers are text, so that no digit is lost."""
    indicator, latest = row.indicator, row.latest
    return {
        "plan": indicator.plan.code,
        "number": indicator.number,
        "name": indicator.name,
        "name_en": indicator.name_en,
        "category": indicator.category,
        "subcategory": indicator.subcategory,
        "mandatory": indicator.mandatory,
        "unit": indicator.unit,
        "baseline": indicator.baseline_text,
        "target": indicator.target_text,
        "target_kind": row.target.kind.value,
        "target_operator": row.target.operator.value if row.target.operator else "",
        "target_value": target_number(row),
        "target_upper": plain_number(row.target.upper),
        "steps": [f"{year}:{plain_number(asked)}" for year, asked in sorted(row.target.steps.items())],
        "groups": list(indicator.groups),
        "groups_missing": row.missing_groups,
        "decided_by": indicator.decided_by if row.is_derived else "",
        "state": row.state.value,
        "progress_percent": "" if row.percent is None else str(row.percent),
        **_figure(latest),
        "departments": indicator.responsible or [one.name for one in indicator.departments.all()],
        **_beside(row.beside),
        "later_value": plain_number(row.later.value) if row.later else "",
        "later_period": row.later.period if row.later else "",
        "late_since": row.due.due_on.isoformat() if row.due and row.due.is_late else "",
        "code": indicator.code,
        "baselines": [f"{year}:{said}" for year, said in sorted(indicator.baselines.items())],
        "figures_from": indicator.source,
        "continuity": indicator.continuity,
        "continues": list(map(str, indicator.continues)),
        "corrects": str(row.correction.corrects.public_id) if row.correction else "",
        "correction": row.correction.reason if row.correction else "",
        "caveats": [caveat.value for caveat in latest.caveats] if latest else [],
        **_worth(row),
    }


def _worth(row: Row) -> dict:
    """What a figure of it means, and what this one can carry."""
    quality = row.quality
    return {
        **{f"definition_{part.name}": part.text for part in row.definition},
        "quality": quality.standing.value if quality else "",
        "coverage": quality.coverage.value if quality else "",
        "timeliness": quality.timeliness.value if quality else "",
        "comparability": quality.comparability.value if quality else "",
        "not_to_conclude": [caution.value for caution in quality.cautions] if quality else [],
    }


def _beside(held: Observation | None) -> dict:
    return {
        "beside_value": plain_number(held.value) if held else "",
        "beside_period": held.period if held else "",
        "beside_observation": str(held.public_id) if held else "",
    }


def _figure(latest) -> dict:
    low, high = latest.interval if latest else (None, None)
    return {
        "value": plain_number(latest.value) if latest else "",
        "low": plain_number(low),
        "high": plain_number(high),
        "n": str(latest.result.get("n", "")) if latest else "",
        "verdict": latest.verdict if latest else "",
        "text": latest.text if latest else "",
        "period": latest.period if latest else "",
        "source": latest.source if latest else "",
        "observation": str(latest.public_id) if latest else "",
        "sha256": latest.content_hash if latest else "",
    }


def observation_record(held: Observation) -> dict:
    """A published word on an indicator or on the outreach quota; a replaced one says by which."""
    low, high = held.interval
    corrected, replaced = held.corrects, held.replaced_by
    return {
        "id": str(held.public_id),
        "plan": held.indicator.plan.code if held.indicator_id else "",
        "measure": held.measure,
        "number": held.indicator.number if held.indicator_id else None,
        "period": held.period,
        "value": plain_number(held.value),
        "low": plain_number(low),
        "high": plain_number(high),
        "n": str(held.result.get("n", "")),
        "verdict": held.verdict,
        "text": held.text,
        "issued": plain_number(held.issued),
        "too_few": held.is_too_few,
        "unit": held.unit,
        "source": held.source,
        "method": held.method,
        "origin": held.origin,
        "formula": held.formula_version,
        "department": held.owner.name if held.owner_id else "",
        "measured_by": held.inputs.get("measured_by", ""),
        "contract": held.inputs.get("contract", ""),
        "groups": groups_of(held.inputs),
        "published_at": held.approved_at.isoformat(),
        "reason": held.reason if corrected else "",
        "revision_of": str(corrected.public_id) if corrected else "",
        "replaced_by": str(replaced.public_id) if replaced else "",
        "caveats": [caveat.value for caveat in held.caveats],
        "sha256": held.content_hash,
    }


def project_record(noted: NotedRow) -> dict:
    project = noted.subject
    return {
        "plan": project.plan.code,
        "number": project.number,
        "group": project.group,
        "name": project.name,
        "name_en": project.name_en,
        "content": project.content,
        "period": project.period,
        "lead": project.lead,
        "planned_wan_yuan": plain_number(project.investment_wan_yuan),
        "spent_wan_yuan": plain_number(noted.spent),
        "spent_percent": "" if noted.share_spent is None else str(noted.share_spent),
        "as_of": noted.latest[0].quarter if noted.latest else "",
        "standing": noted.latest[0].standing if noted.latest else "",
    }


def task_record(noted: NotedRow) -> dict:
    task = noted.subject
    return {
        "plan": task.plan.code,
        "number": task.number,
        "part": task.part,
        "group": task.group,
        "name": task.name,
        "name_en": task.name_en,
        "content": task.content,
        "offices": [office.name for office in noted.offices],
        "indicators": [str(indicator.number) for indicator in task.indicators.all()],
        "projects": [str(project.number) for project in task.projects.all()],
        "met": str(sum(row.state == State.MET for row in noted.rows)),
    }


def note_record(note: ProgressNote) -> dict:
    """What is public of a note: what is blocked, and by whom, is worked out inside."""
    return {
        "id": str(note.public_id),
        "plan": note.subject.plan.code,
        "task": note.task.number if note.task_id else "",
        "project": str(note.project.number) if note.project_id else "",
        "office": note.owner.name,
        "quarter": note.quarter,
        "standing": note.standing,
        "text": note.text,
        "spent_wan_yuan": plain_number(note.spent_wan_yuan),
        "published_at": note.approved_at.isoformat(),
        "sha256": note.content_hash,
    }


def notes_of(noted: Iterable[NotedRow]) -> list[dict]:
    return [note_record(note) for row in noted for note in row.notes]
