"""What a row of each of the plan's tables says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

# How addresses name a plan: no other word in them looks like it.
SLUG_TEXT = r"[0-9]{4}-[0-9]{4}(?:-[a-z0-9]+)*"
SLUG = re.compile(SLUG_TEXT)

EVERY_TOWN_AND_STREET = "各镇街道"
DEPARTMENTS_CONCERNED = "各相关部门"
SOME_TOWNS_AND_STREETS = "镇、街道"
ZONE = "开发区"
# Which comparisons each kind of target knows. `change`: the figure is itself the change that is asked for.
NUMBERS = frozenset({"ge", "gt", "le", "between"})
KINDS: dict[str, frozenset[str]] = {
    "reach": NUMBERS,
    "hold": NUMBERS,
    "cap": frozenset({"le"}),
    "trend": frozenset({"trend_up", "trend_down", "change"}),
    "milestone": frozenset({"qualitative"}),
    "city_rule": frozenset({"qualitative"}),
    "not_applicable": frozenset({"not_applicable"}),
    "set_elsewhere": frozenset({"follows_city"}),
}
DECIDING = frozenset({"own", "outside"})
# Of whom a figure may speak; a survey says which of them answered.
GROUPS = frozenset({"government", "enterprises", "organisations", "public"})


def named_departments(responsible: Iterable[str]) -> tuple[str, ...]:
    """The departments that are named one by one."""
    return tuple(name for name in responsible if name not in {EVERY_TOWN_AND_STREET, DEPARTMENTS_CONCERNED})


@dataclass(frozen=True)
class PlanRecord:
    code: str
    name: str
    starts_on: date
    ends_on: date
    slug: str
    base_year: int
    follows: str = ""
    dropped: tuple[int, ...] = ()


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


class Answered:
    """What departments, towns and streets answer for, as the plan names them in `responsible`."""

    responsible: tuple[str, ...]

    @property
    def all_areas(self) -> bool:
        return EVERY_TOWN_AND_STREET in self.responsible

    @property
    def departments(self) -> tuple[str, ...]:
        return named_departments(self.responsible)


@dataclass(frozen=True)
class IndicatorRecord(Answered):
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
    target_kind: str = ""
    target_upper: Decimal | None = None
    steps: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    drawn_as: int | None = None
    decided_by: str = "own"
    is_unbounded: bool = False
    code: str = ""
    baselines: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    continuity: str = ""
    continues: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProjectRecord:
    number: int
    group: str
    name: str
    content: str
    period: str
    investment_wan_yuan: Decimal
    lead: str

    @property
    def all_areas(self) -> bool:
        """The plan lets some towns and streets lead without naming them: each says what it does."""
        return SOME_TOWNS_AND_STREETS in self.lead

    @property
    def leads(self) -> tuple[str, ...]:
        """区城管局、区商务局 are two offices; 镇、街道 is one word of the plan."""
        named = self.lead.replace(SOME_TOWNS_AND_STREETS, "")
        return tuple(part for part in re.split("[、，,;；]", named) if part)

    @property
    def names_the_zone(self) -> bool:
        return self.lead.startswith(ZONE)


@dataclass(frozen=True)
class TaskRecord(Answered):
    """A task of the plan's parts 二 and 三; `number` follows the plan's own counting, part 三 as group 8."""

    number: str
    part: str
    group: str
    name: str
    content: str
    responsible: tuple[str, ...]
    indicators: tuple[int, ...]
    projects: tuple[int, ...]


@dataclass(frozen=True)
class PlanRecords:
    plan: PlanRecord
    areas: tuple[AreaRecord, ...]
    communities: tuple[CommunityRecord, ...]
    departments: tuple[DepartmentRecord, ...]
    indicators: tuple[IndicatorRecord, ...]
    projects: tuple[ProjectRecord, ...]
    tasks: tuple[TaskRecord, ...]
