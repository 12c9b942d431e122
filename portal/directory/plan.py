"""The plan's tables, read as typed records and checked against each other."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from portal.directory.records import (
    DECIDING,
    GROUPS,
    KINDS,
    NUMBERS,
    SLUG,
    AreaRecord,
    CommunityRecord,
    DepartmentRecord,
    IndicatorRecord,
    PlanRecord,
    PlanRecords,
    ProjectRecord,
    TaskRecord,
)

# Where they lie in a district's folder.
PLAN_FOLDER, ENGLISH_FILE = "plan", "english.csv"

Row = dict[str, str]
Record = TypeVar("Record")


class PlanError(ValueError):
    """A table of the plan does not say what it should; the message names table and line."""


def read_plan(folder: Path, first: Path | None = None) -> PlanRecords:
    """The seven tables of a plan, each checked, and checked against each other; a PlanError names every fault.

    Places and offices outlast a plan: where a folder lacks their tables, those of the first plan hold.
    """
    places = {
        name: _lasting(folder, first or folder, f"{name}.csv") for name in ("areas", "communities", "departments")
    }
    faults: list[str] = []
    plans = _read(folder / "plan.csv", _plan, faults)
    areas = _read(places["areas"], _area, faults)
    communities = _read(places["communities"], _community, faults)
    departments = _read(places["departments"], _department, faults)
    indicators = _read(folder / "indicators.csv", _indicator, faults)
    projects = _read(folder / "projects.csv", _project, faults)
    tasks = _read(folder / "tasks.csv", _task, faults)
    _refuse(faults)
    records = PlanRecords(plans[0], areas, communities, departments, indicators, projects, tasks)
    _refuse(_faults_of(records))
    return records


def read_plan_record(folder: Path) -> PlanRecord:
    """Name and years of a plan."""
    faults: list[str] = []
    plans = _read(folder / "plan.csv", _plan, faults)
    _refuse(faults)
    return plans[0]


def read_english(path: Path) -> dict[str, str]:
    """Our English for the plan's words: Chinese text -> English text."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["chinese"]: row["english"] for row in csv.DictReader(file)}


def _lasting(folder: Path, first: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else first / name


def _read(path: Path, record: Callable[[Row], Record], faults: list[str]) -> tuple[Record, ...]:
    """The rows of a table that say what they should; what is wrong with the others is added to the faults."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    records = []
    for line, row in enumerate(rows, start=2):
        try:
            records.append(record(row))
        except (KeyError, ValueError, ArithmeticError, AttributeError) as error:
            faults.append(f"{path.name}, line {line}: {error}")
    return tuple(records)


def _refuse(faults: Iterable[str]) -> None:
    if found := list(faults):
        raise PlanError("\n".join(found))


def _plan(row: Row) -> PlanRecord:
    starts_on, ends_on = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
    if ends_on < starts_on:
        raise ValueError(f"ends_on {ends_on} is before starts_on {starts_on}")
    slug = row.get("slug") or f"{starts_on.year}-{ends_on.year}"
    if not SLUG.fullmatch(slug):
        raise ValueError(f"slug {slug!r} is not two years and, where needed, a word")
    return PlanRecord(row["code"], row["name"], starts_on, ends_on, slug, int(row["base_year"]))


def _area(row: Row) -> AreaRecord:
    quota = row["quarterly_event_quota"]
    return AreaRecord(
        row["code"],
        row["official_code"],
        row["name"],
        row["name_en"],
        row["kind"],
        row["parent"],
        int(quota) if quota else None,
    )


def _community(row: Row) -> CommunityRecord:
    return CommunityRecord(row["code"], row["short_name"], row["official_name"], row["kind"], row["area_code"])


def _department(row: Row) -> DepartmentRecord:
    return DepartmentRecord(row["code"], row["name"], row["name_en"])


def _indicator(row: Row) -> IndicatorRecord:
    operator, value, upper = row["target_operator"], row["target_value"], row.get("target_upper", "")
    kind = row["target_kind"]
    if kind not in KINDS:
        raise ValueError(f"unknown target_kind {kind!r}")
    if operator not in KINDS[kind]:
        raise ValueError(f"target_operator {operator!r} does not go with target_kind {kind!r}")
    if bool(value) != (operator in NUMBERS) or bool(upper) != (operator == "between"):
        raise ValueError(f"target_operator {operator!r} with target_value {value!r} and target_upper {upper!r}")
    return IndicatorRecord(
        number=int(row["number"]),
        category=row["category"],
        subcategory=row["subcategory"],
        name=row["name"],
        mandatory={"yes": True, "no": False}[row["mandatory"]],
        unit=row["unit"],
        baseline_text=row["baseline"],
        target_text=row["target"],
        target_kind=kind,
        target_operator=operator,
        target_value=Decimal(value) if value else None,
        target_upper=Decimal(upper) if upper else None,
        steps=_steps(row.get("steps", "")),
        responsible=_parts(row["responsible"]),
        groups=_among(GROUPS, "group", _parts(row.get("groups", ""))),
        drawn_as=int(row["drawn_as"]) if row["drawn_as"] else None,
        decided_by=_among(DECIDING, "decided_by", (row.get("decided_by") or "own",))[0],
        is_unbounded={"yes": True, "": False}[row.get("is_unbounded", "")],
    )


def _steps(text: str) -> dict[str, str]:
    """2026:90;2027:92 is what the plan asks for year by year."""
    steps = dict(part.split(":") for part in _parts(text))
    for year, number in steps.items():
        if not (year.isdecimal() and Decimal(number).is_finite()):
            raise ValueError(f"{year}:{number} is no step")
    return steps


def _among(known: frozenset[str], name: str, said: tuple[str, ...]) -> tuple[str, ...]:
    for one in said:
        if one not in known:
            raise ValueError(f"unknown {name} {one!r}")
    return said


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _project(row: Row) -> ProjectRecord:
    return ProjectRecord(
        int(row["number"]),
        row["group"],
        row["name"],
        row["content"],
        row["period"],
        Decimal(row["investment_wan_yuan"]),
        row["lead"],
    )


def _task(row: Row) -> TaskRecord:
    return TaskRecord(
        row["number"],
        row["part"],
        row["group"],
        row["name"],
        row["content"],
        _parts(row["responsible"]),
        tuple(int(part) for part in _parts(row["indicators"])),
        tuple(int(part) for part in _parts(row["projects"])),
    )


def _faults_of(records: PlanRecords) -> Iterator[str]:
    yield from _once("areas.csv: code", (area.code for area in records.areas))
    yield from _once("communities.csv: code", (community.code for community in records.communities))
    yield from _once("departments.csv: code", (department.code for department in records.departments))
    yield from _once("indicators.csv: number", (indicator.number for indicator in records.indicators))
    yield from _once("projects.csv: number", (project.number for project in records.projects))
    codes, parents = {area.code for area in records.areas}, (area.parent for area in records.areas if area.parent)
    yield from _known("areas.csv: parent", parents, codes)
    official = {area.official_code for area in records.areas if area.official_code}
    held = (community.area_official_code for community in records.communities)
    yield from _known("communities.csv: area_code", held, official)
    names = {department.name for department in records.departments}
    named = (name for indicator in records.indicators for name in indicator.departments)
    yield from _known("indicators.csv: responsible", named, names)
    drawn = (indicator.drawn_as for indicator in records.indicators if indicator.drawn_as is not None)
    yield from _once("indicators.csv: drawn_as", drawn)
    yield from _faults_of_leads(records, names)
    yield from _faults_of_tasks(records, names)


def _faults_of_leads(records: PlanRecords, names: set[str]) -> Iterator[str]:
    """Every project has somebody who leads it: an office of the tables, the zone, or towns and streets."""
    known = names | {area.name for area in records.areas}
    for project in records.projects:
        if not (project.all_areas or project.names_the_zone):
            yield from _known("projects.csv: lead", project.leads, known)


def _faults_of_tasks(records: PlanRecords, names: set[str]) -> Iterator[str]:
    yield from _once("tasks.csv: number", (task.number for task in records.tasks))
    yield from _known("tasks.csv: responsible", (name for task in records.tasks for name in task.departments), names)
    for table in ("indicators", "projects"):
        numbers = {str(row.number) for row in getattr(records, table)}
        named = (str(number) for task in records.tasks for number in getattr(task, table))
        yield from _known(f"tasks.csv: {table}", named, numbers)


def _once(where: str, values: Iterable[object]) -> Iterator[str]:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            yield f"{where} {value} stands twice"
        seen.add(value)


def _known(where: str, values: Iterable[str], known: set[str]) -> Iterator[str]:
    yield from (f"{where} {value!r} is not known" for value in dict.fromkeys(values) if value not in known)
