"""The workbook of the next plan to fill in: what is known of it above, and a row for each indicator of the plan before."""

from django.utils.translation import gettext as _

from portal.board.forms.plan_columns import FACTS, NO, YES, columns
from portal.directory.models import Indicator, Plan
from portal.papers.columns import Column
from portal.papers.writing import example, workbook_to_fill

COPIED = ("category", "subcategory", "name", "name_en", "unit")


def plan_workbook(before: Plan | None) -> bytes:
    """Number, target and what became of each are left to whoever fills it in."""
    own = columns()
    rows = before.indicators.order_by("number") if before else []
    lines = [example(own), *([_known(one, own, column) for column in own] for one in rows)]
    return workbook_to_fill(_("The next plan"), own, lines, _above(before))


def _above(before: Plan | None) -> list[list]:
    years = before.ends_on.year - before.starts_on.year if before else 4
    first = before.ends_on.year + 1 if before else None
    said = {"starts_on": f"{first}-01-01", "ends_on": f"{first + years}-12-31", "base_year": first - 1} if first else {}
    said["follows"] = before.slug if before else ""
    return [*([str(label), said.get(name, "")] for name, label in FACTS.items()), []]


def _known(one: Indicator, own: list[Column], column: Column) -> object:
    if column.name in COPIED:
        return getattr(one, column.name)
    words = {"mandatory": YES if one.mandatory else NO, "target_kind": one.target_kind}
    if column.name in words:
        return column.show(words[column.name])
    return {"responsible": "、".join(one.responsible), "continues": str(one.number)}.get(column.name, "")
