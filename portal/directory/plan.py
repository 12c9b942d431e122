"""The plan's tables, read as typed records and checked against each other."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

FOLDER = Path(__file__).parent / "data" / "plan"
ENGLISH = Path(__file__).parent / "data" / "english.csv"

OPERATORS = frozenset({"ge", "gt", "le", "trend_up", "trend_down", "qualitative", "follows_city", "not_applicable"})
WITH_VALUE = frozenset({"ge", "gt", "le"})
EVERY_TOWN_AND_STREET = "各镇街道"
DEPARTMENTS_CONCERNED = "各相关部门"

Row = dict[str, str]
Record = TypeVar("Record")


class PlanError(ValueError):
    """A table of the plan does not say what it should; the message names table and line."""


@dataclass(frozen=True)
class AreaRecord:
    code: str
    official_code: str
    name: str
    name_en: str
    kind: str
    parent: str
    quarterly_event_quota: int | None


@dataclass(frozen=True)
class CommunityRecord:
    code: str
    name: str
    official_name: str
    kind: str
    area_official_code: str


@dataclass(frozen=True)
class DepartmentRecord:
    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class IndicatorRecord:
    number: int
    category: str
    subcategory: str
    name: str
    mandatory: bool
    unit: str
    baseline_text: str
    target_text: str
    target_operator: str
    target_value: Decimal | None
    responsible: tuple[str, ...]

    @property
    def all_areas(self) -> bool:
        return EVERY_TOWN_AND_STREET in self.responsible

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments that are named one by one."""
        return tuple(name for name in self.responsible if name not in {EVERY_TOWN_AND_STREET, DEPARTMENTS_CONCERNED})


@dataclass(frozen=True)
class ProjectRecord:
    number: int
    group: str
    name: str
    content: str
    period: str
    investment_wan_yuan: Decimal
    lead: str


@dataclass(frozen=True)
class PlanRecords:
    areas: tuple[AreaRecord, ...]
    communities: tuple[CommunityRecord, ...]
    departments: tuple[DepartmentRecord, ...]
    indicators: tuple[IndicatorRecord, ...]
    projects: tuple[ProjectRecord, ...]


def read_plan(folder: Path = FOLDER) -> PlanRecords:
    """All five tables of a folder, each checked, and checked against each other."""
    records = PlanRecords(
        _table(folder / "areas.csv", _area),
        _table(folder / "communities.csv", _community),
        _table(folder / "departments.csv", _department),
        _table(folder / "indicators.csv", _indicator),
        _table(folder / "projects.csv", _project),
    )
    _check(records)
    return records


def read_english(path: Path = ENGLISH) -> dict[str, str]:
    """Our English for the plan's words: Chinese text -> English text."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["chinese"]: row["english"] for row in csv.DictReader(file)}


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
        responsible=tuple(part for part in row["responsible"].split(";") if part),
    )


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
