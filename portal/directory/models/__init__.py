"""What the plan fixes: places, offices, indicators, projects, days."""

from portal.directory.models.days import CalendarDay
from portal.directory.models.places import Area, AreaKind, Community, CommunityKind, Department, Labelled
from portal.directory.models.plans import (
    Continuity,
    DecidedBy,
    Indicator,
    Plan,
    PlanProject,
    PlanTask,
    departments_in_order,
)

__all__ = [
    "Area",
    "AreaKind",
    "CalendarDay",
    "Community",
    "CommunityKind",
    "Continuity",
    "DecidedBy",
    "Department",
    "Indicator",
    "Labelled",
    "Plan",
    "PlanProject",
    "PlanTask",
    "departments_in_order",
]
