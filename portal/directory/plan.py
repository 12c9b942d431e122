"""The plan's tables, read as typed records and checked against each other."""

import csv
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from portal.directory.records import (
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

OPERATORS = frozenset({"ge", "gt", "le", "trend_up", "trend_down", "qualitative", "follows_city", "not_applicable"})
WITH_VALUE = frozenset({"ge", "gt", "le"})
# What the portal's own records say, by the number it has in the plan of 2022.
DRAWN = frozenset({41, 50, 51, 52})

Row = dict[str, str]
Record = TypeVar("Record")


class PlanError(ValueError):
    """A table of the plan does not say what it should; the message names table and line."""


def read_plan(folder: Path, first: Path | None = None) -> PlanRecords:
    """The seven tables of a plan, each checked, and checked against each other.

    Places and offices outlast a plan: where a folder lacks their tables, those of the first plan hold.
    """
    places = {
        name: _lasting(folder, first or folder, f"{name}.csv") for name in ("areas", "communities", "departments")
    }
    records = PlanRecords(
        read_plan_record(folder),
        _table(places["areas"], _area),
        _table(places["communities"], _community),
        _table(places["departments"], _department),
        _table(folder / "indicators.csv", _indicator),
        _table(folder / "projects.csv", _project),
        _table(folder / "tasks.csv", _task),
    )
    _check(records)
    return records


def read_plan_record(folder: Path) -> PlanRecord:
    """Name and years of a plan."""
    (plan,) = _table(folder / "plan.csv", _plan)
    return plan


def read_english(path: Path) -> dict[str, str]:
    """Our English for the plan's words: Chinese text -> English text."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["chinese"]: row["english"] for row in csv.DictReader(file)}


def _lasting(folder: Path, first: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else first / name


def _table(path: Path, record: Callable[[Row], Record]) -> tuple[Record, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    records = []
    for line, row in enumerate(rows, start=2):
        try:
            records.append(record(row))
        except (KeyError, ValueError, ArithmeticError, AttributeError) as error:
            raise PlanError(f"{path.name}, line {line}: {error}") from error
    return tuple(records)


def _plan(row: Row) -> PlanRecord:
    return PlanRecord(
        row["code"], row["name"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
    )


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
    operator, value = row["target_operator"], row["target_value"]
    if operator not in OPERATORS:
        raise ValueError(f"unknown target_operator {operator!r}")
    if bool(value) != (operator in WITH_VALUE):
        raise ValueError(f"target_operator {operator!r} with target_value {value!r}")
    return IndicatorRecord(
        number=int(row["number"]),
        category=row["category"],
        subcategory=row["subcategory"],
        name=row["name"],
        mandatory={"yes": True, "no": False}[row["mandatory"]],
        unit=row["unit"],
        baseline_text=row["baseline_2020"],
        target_text=row["target_2025"],
        target_operator=operator,
        target_value=Decimal(value) if value else None,
        responsible=_parts(row["responsible"]),
        drawn_as=_drawn_as(row),
    )


def _drawn_as(row: Row) -> int | None:
    """Which of the portal's own figures this is: said in a column, or by its number in the plan of 2022."""
    if "drawn_as" in row:
        return int(row["drawn_as"]) if row["drawn_as"] else None
    return int(row["number"]) if int(row["number"]) in DRAWN else None


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


def _check(records: PlanRecords) -> None:
    _once("areas.csv: code", (area.code for area in records.areas))
    _once("communities.csv: code", (community.code for community in records.communities))
    _once("departments.csv: code", (department.code for department in records.departments))
    _once("indicators.csv: number", (indicator.number for indicator in records.indicators))
    _once("projects.csv: number", (project.number for project in records.projects))
    _known("areas.csv: parent", (area.parent for area in records.areas if area.parent), {a.code for a in records.areas})
    official = {area.official_code for area in records.areas if area.official_code}
    _known("communities.csv: area_code", (community.area_official_code for community in records.communities), official)
    names = {department.name for department in records.departments}
    named = (name for indicator in records.indicators for name in indicator.departments)
    _known("indicators.csv: responsible", named, names)
    _check_tasks(records, names)


def _check_tasks(records: PlanRecords, names: set[str]) -> None:
    _once("tasks.csv: number", (task.number for task in records.tasks))
    _known("tasks.csv: responsible", (name for task in records.tasks for name in task.departments), names)
    for table in ("indicators", "projects"):
        numbers = {str(row.number) for row in getattr(records, table)}
        _known(f"tasks.csv: {table}", (str(n) for task in records.tasks for n in getattr(task, table)), numbers)


def _once(where: str, values: Iterable[object]) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise PlanError(f"{where} {value} stands twice")
        seen.add(value)


def _known(where: str, values: Iterable[str], known: set[str]) -> None:
    for value in values:
        if value not in known:
            raise PlanError(f"{where} {value!r} is not known")
