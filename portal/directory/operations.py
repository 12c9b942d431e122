"""Loading what the plan fixes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction

from portal.directory.models import Area, AreaKind, Community, Department, Plan
from portal.directory.plan import read_english, read_plan
from portal.directory.queries import other_district
from portal.directory.records import IndicatorRecord, PlanRecords, TaskRecord


class OtherDistrictError(ValueError):
    """Places and plan of one district are never loaded over those of another."""


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
    """Bring the plan's areas, communities, departments, indicators, projects and tasks in; what is there stays.

    Run again it changes only what the plan fixes. What administrators keep (an area's quota, everything of a
    community but its code) is filled once and then left alone.
    """
    district = settings.DISTRICT
    if other := other_district():
        raise OtherDistrictError(
            f"The database is of {other}, not of {district.name}: set PORTAL_DISTRICT to its folder."
        )
    records = records or read_plan(district.plan_folder)
    words = read_english(district.english_file) if english is None else english
    words |= {place.name: place.name_en for place in (*records.areas, *records.departments)}
    counts = {"areas": _load_areas(records), "communities": _load_communities(records, words)}
    departments = [
        Wanted({"code": record.code, "name": record.name, "name_en": record.name_en, "position": position}, {})
        for position, record in enumerate(records.departments)
    ]
    counts["departments"] = _keep(Department.objects.all(), "code", departments)
    named = {**vars(records.plan), "dropped": list(records.plan.dropped), "name_en": words.get(records.plan.name, "")}
    counts["plans"] = _keep(Plan.objects.all(), "code", [Wanted(named, {})])
    plan = Plan.objects.get(code=records.plan.code)
    counts["indicators"] = _load_indicators(plan, records, words)
    counts["projects"] = _load_projects(plan, records, words)
    counts["tasks"] = _load_tasks(plan, records, words)
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
    rows, departments = _by("number", plan.indicators.prefetch_related("departments")), _by("name", Department)
    for record in records.indicators:
        _tie(rows[record.number].departments, departments, record.departments)
    return counts


_TARGET = ("target_kind", "target_operator", "target_value", "target_upper")
_BESIDE = ("code", "source", "continuity")


def _indicator(record: IndicatorRecord, words: dict[str, str]) -> dict[str, Any]:
    translated = {
        f"{name}_en": words.get(getattr(record, name), "")
        for name in ("category", "subcategory", "name", "unit", "baseline_text", "target_text")
    }
    copied = ("number", "category", "subcategory", "name", "mandatory", "unit", "baseline_text", "target_text")
    return {
        **{
            name: getattr(record, name)
            for name in (*copied, *_TARGET, *_BESIDE, "all_areas", "drawn_as", "decided_by", "is_unbounded")
        },
        "steps": dict(record.steps),
        "groups": list(record.groups),
        "baselines": dict(record.baselines),
        "continues": list(record.continues),
        **translated,
        "responsible_text": "；".join(record.responsible),
        "responsible_text_en": "; ".join(words.get(part, part) for part in record.responsible),
    }


def _load_projects(plan: Plan, records: PlanRecords, words: dict[str, str]) -> Counts:
    wanted = [
        Wanted(
            {"plan_id": plan.pk, **vars(record), "all_areas": record.all_areas}
            | {f"{name}_en": words.get(getattr(record, name), "") for name in ("group", "name", "content", "lead")},
            {},
        )
        for record in records.projects
    ]
    counts = _keep(plan.projects.all(), "number", wanted)
    rows, places = _by("number", plan.projects.prefetch_related("departments", "areas")), _by("name", Area)
    departments = _by("name", Department)
    zones = [place.name for place in places.values() if place.kind == AreaKind.ZONE]
    for record in records.projects:
        leads = set(record.leads)
        _tie(rows[record.number].departments, departments, leads & departments.keys())
        named = leads & places.keys()
        _tie(rows[record.number].areas, places, named.union(zones) if record.names_the_zone else named)
    return counts


def _load_tasks(plan: Plan, records: PlanRecords, words: dict[str, str]) -> Counts:
    wanted = [
        Wanted({"plan_id": plan.pk, "position": position, **_task(record, words)}, {})
        for position, record in enumerate(records.tasks)
    ]
    counts = _keep(plan.tasks.all(), "number", wanted)
    rows = _by("number", plan.tasks.prefetch_related("departments", "indicators", "projects"))
    departments, indicators, projects = (
        _by("name", Department),
        _by("number", plan.indicators),
        _by("number", plan.projects),
    )
    for record in records.tasks:
        row = rows[record.number]
        _tie(row.departments, departments, record.departments)
        _tie(row.indicators, indicators, record.indicators)
        _tie(row.projects, projects, record.projects)
    return counts


def _task(record: TaskRecord, words: dict[str, str]) -> dict[str, Any]:
    copied = {name: getattr(record, name) for name in ("number", "part", "group", "name", "content", "all_areas")}
    copied["responsible_text"] = "；".join(record.responsible)
    return {**copied, **{f"{name}_en": words.get(getattr(record, name), "") for name in ("group", "name")}}


def _by(key: str, rows) -> dict[Any, models.Model]:
    """Rows (of a model, or a set of them) by one of their values."""
    found = rows.objects.all() if isinstance(rows, type) else rows.all()
    return {getattr(row, key): row for row in found}


def _tie(rows, known: dict[Any, models.Model], named: Iterable[Any]) -> None:
    """Just the named ones stand beside it; nothing is written where they do already."""
    wanted, present = [known[name] for name in named], list(rows.all())
    if missing := [row for row in wanted if row not in present]:
        rows.add(*missing)
    if surplus := [row for row in present if row not in wanted]:
        rows.remove(*surplus)


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
            if getattr(row, "edition", 0):
                row.edition += 1
            changed.append(row)
    rows.model.objects.bulk_create(fresh)
    for row in changed:
        row.save()
    return Counts(len(fresh), len(changed), count - len(fresh) - len(changed))
