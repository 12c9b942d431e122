"""The next plan as an office sees it: its own rows, and what was said of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.board.models import PlanDraft, PlanRemark
from portal.directory.models import Department
from portal.directory.packing import unpacked
from portal.directory.records import IndicatorRecord


@dataclass(frozen=True)
class OfficeRemarks:
    """`rows`: how many rows of the draft name the office; without remarks it has not answered yet."""

    office: Department
    rows: int
    remarks: Sequence[PlanRemark]


def rows_of_office(draft: PlanDraft, office: Department) -> list[IndicatorRecord]:
    """The rows that name it, in the order of the plan."""
    return [row for row in _rows(draft) if office.name in row.departments]


def remarks_by_office(draft: PlanDraft) -> list[OfficeRemarks]:
    """Of every office that the draft names."""
    named = [name for row in _rows(draft) for name in row.departments]
    remarks = list(draft.remarks.select_related("office", "draft", "entered_by", "answered_by"))
    return [
        OfficeRemarks(office, named.count(office.name), [one for one in remarks if one.office_id == office.pk])
        for office in offices_named(draft)
    ]


def offices_named(draft: PlanDraft) -> list[Department]:
    named = {name for row in _rows(draft) for name in row.departments}
    return list(Department.objects.filter(name__in=named).order_by("position"))


def _rows(draft: PlanDraft) -> Sequence[IndicatorRecord]:
    return unpacked({name: draft.content[name] for name in ("plan", "indicators")}).indicators
