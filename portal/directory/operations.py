"""Loading what the plan fixes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from portal.directory.models import Area, Community, Department, Plan
from portal.directory.plan import IndicatorRecord, PlanRecords, read_english, read_plan

PLAN_CODE = "tianning-2022-2025"
PLAN_NAME = "常州市天宁区“无废城市”建设实施方案（2022-2025年）"
PLAN_DATES = {"starts_on": date(2022, 1, 1), "ends_on": date(2025, 12, 31)}


@dataclass(frozen=True)
class Counts:
    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self):
        return f"{self.created} created, {self.changed} changed, {self.unchanged} unchanged"


@dataclass(frozen=True)
class Wanted:
    """A row as the plan has it: `fixed` holds always, `initial` only when the row is new."""

    fixed: dict[str, Any]
    initial: dict[str, Any]


@transaction.atomic
def load_plan(records: PlanRecords | None = None, english: dict[str, str] | None = None) -> dict[str, Counts]:
    """Bring the plan's areas, communities, departments, indicators and projects in; what is there stays.

    Run again it changes only what the plan fixes. What administrators keep (an area's quota, everything of a
    community but its code) is filled once and then left alone.
    """
    records = records or read_plan()
    words = read_english() if english is None else english
    words |= {place.name: place.name_en for place in (*records.areas, *records.departments)}
    counts = {"areas": _load_areas(records), "communities": _load_communities(records, words)}
    departments = [
        Wanted({"code": record.code, "name": record.name, "name_en": record.name_en, "position": position}, {})
        for position, record in enumerate(records.departments)
    ]
    counts["departments"] = _keep(Department.objects.all(), "code", departments)
    named = {"code": PLAN_CODE, "name": PLAN_NAME, "name_en": words.get(PLAN_NAME, ""), **PLAN_DATES}
    counts["plans"] = _keep(Plan.objects.all(), "code", [Wanted(named, {})])
    plan = Plan.objects.get(code=PLAN_CODE)
    counts["indicators"] = _load_indicators(plan, records, words)
    counts["projects"] = _load_projects(plan, records, words)
    return counts


def _load_areas(records: PlanRecords) -> Counts:
    wanted = [
        Wanted(
            {
                "code": record.code,
                "official_code": record.official_code,
                "name": record.name,
                "name_en": record.name_en,
                "kind": record.kind,
                "position": position,
            },
            {"quarterly_event_quota": record.quarterly_event_quota},
        )
        for position, record in enumerate(records.areas)
    ]
    counts = _keep(Area.objects.all(), "code", wanted)
    areas = {area.code: area for area in Area.objects.all()}
    for record in records.areas:
        parent = areas.get(record.parent)
        if areas[record.code].parent_id != (parent and parent.pk):
            Area.objects.filter(code=record.code).update(parent=parent)
    return counts


def _load_communities(records: PlanRecords, words: dict[str, str]) -> Counts:
    areas = {area.official_code: area.pk for area in Area.objects.all()}
    wanted = [
        Wanted(
            {"code": record.code},
            {
                "name": record.name,
                "name_en": words.get(record.name, ""),
                "official_name": record.official_name,
                "kind": record.kind,
                "area_id": areas[record.area_official_code],
            },
        )
        for record in records.communities
    ]
    return _keep(Community.objects.all(), "code", wanted)


def _load_indicators(plan: Plan, records: PlanRecords, words: dict[str, str]) -> Counts:
    wanted = [Wanted({"plan_id": plan.pk, **_indicator(record, words)}, {}) for record in records.indicators]
    counts = _keep(plan.indicators.all(), "number", wanted)
    departments = {department.name: department for department in Department.objects.all()}
    rows = {row.number: row for row in plan.indicators.prefetch_related("departments")}
    for record in records.indicators:
        responsible = [departments[name] for name in record.departments]
        if set(rows[record.number].departments.all()) != set(responsible):
            rows[record.number].departments.set(responsible)
    return counts


def _indicator(record: IndicatorRecord, words: dict[str, str]) -> dict[str, Any]:
    translated = {
        f"{name}_en": words.get(getattr(record, name), "")
        for name in ("category", "subcategory", "name", "unit", "baseline_text", "target_text")
    }
    copied = ("number", "category", "subcategory", "name", "mandatory", "unit", "baseline_text", "target_text")
    return {
        **{name: getattr(record, name) for name in (*copied, "target_operator", "target_value", "all_areas")},
        **translated,
        "responsible_text": "；".join(record.responsible),
        "responsible_text_en": "; ".join(words.get(part, part) for part in record.responsible),
    }


def _load_projects(plan: Plan, records: PlanRecords, words: dict[str, str]) -> Counts:
    wanted = [
        Wanted(
            {"plan_id": plan.pk, **vars(record)}
            | {f"{name}_en": words.get(getattr(record, name), "") for name in ("group", "name", "content", "lead")},
            {},
        )
        for record in records.projects
    ]
    return _keep(plan.projects.all(), "number", wanted)


def _keep(rows: models.QuerySet, key: str, wanted: Iterable[Wanted]) -> Counts:
    """Make the rows what the plan wants, matched by `key`; rows that it does not name stay as they are."""
    present = {getattr(row, key): row for row in rows}
    fresh, changed, count = [], [], 0
    for want in wanted:
        count += 1
        row = present.get(want.fixed[key])
        if row is None:
            fresh.append(rows.model(**want.fixed, **want.initial))
        elif any(getattr(row, name) != value for name, value in want.fixed.items()):
            for name, value in want.fixed.items():
                setattr(row, name, value)
            changed.append(row)
    rows.model.objects.bulk_create(fresh)
    for row in changed:
        row.save()
    return Counts(len(fresh), len(changed), count - len(fresh) - len(changed))
