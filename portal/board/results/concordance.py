"""Old numbers and new: what becomes of each indicator of a plan in the next one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.board.results.rows import target_of
from portal.board.results.words import target_words
from portal.directory.models import Continuity, Indicator, Plan
from portal.directory.records import IndicatorRecord


class DraftRow(NamedTuple):
    """An indicator of a draft as the board will show it."""

    indicator: Indicator
    target: object

    @property
    def target_words(self) -> str:
        return target_words(self)


@dataclass(frozen=True)
class OnwardRow:
    """`before`: of the plan before; `after`: what goes on from it, none where it is dropped or nothing is said."""

    before: Indicator
    after: Sequence[Indicator | IndicatorRecord]
    continuity: str

    @property
    def label(self) -> str:
        return str(Continuity(self.continuity).label) if self.continuity else ""


def draft_rows(records: Iterable[IndicatorRecord]) -> list[DraftRow]:
    """The records as rows that are not kept, so that a draft is worded as a plan is."""
    made = (Indicator(**_columns(record)) for record in records)
    return [DraftRow(one, target_of(one)) for one in made]


def concordance_of(
    after: Iterable[Indicator | IndicatorRecord], dropped: Iterable[int], before: Plan | None
) -> list[OnwardRow]:
    onward: dict[int, list] = {}
    for one in after:
        for number in one.continues:
            onward.setdefault(number, []).append(one)
    gone = set(dropped)
    rows = before.indicators.order_by("number") if before else []
    return [
        OnwardRow(
            row,
            found := onward.get(row.number, []),
            found[0].continuity if found else Continuity.DROPPED if row.number in gone else "",
        )
        for row in rows
    ]


def _columns(record: IndicatorRecord) -> dict:
    names = {one.name for one in Indicator._meta.concrete_fields}
    said = {name: value for name, value in vars(record).items() if name in names}
    return said | {"responsible_text": "；".join(record.responsible), "all_areas": record.all_areas}
