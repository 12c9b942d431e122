"""The literal table against the plan's own file."""

import csv
from decimal import Decimal

import pytest
from django.conf import settings

from portal.board.enums import Operator, TargetKind, Verdict
from portal.board.targets.figures import Figure
from portal.board.targets.periods import Period
from portal.board.targets.states import assess
from portal.board.targets.target import Target, read_target
from tests.portal.board.plan_table import ROWS

PLAN = settings.DISTRICT.plan_folder / "indicators.csv"
YEAR = Period("year", 2024)


def plan_targets() -> dict[int, Target]:
    with PLAN.open(encoding="utf-8-sig", newline="") as lines:
        return {
            int(row["number"]): read_target(
                kind=row["target_kind"],
                operator=row["target_operator"],
                value=Decimal(row["target_value"]) if row["target_value"] else None,
                baseline_text=row["baseline"],
            )
            for row in csv.DictReader(lines)
        }


TARGETS = plan_targets()


def example(given: object) -> list[Figure]:
    if given is None:
        return []
    if isinstance(given, tuple):
        return [Figure(YEAR, value=Decimal(given[0]), issued=Decimal(given[1]))]
    if given in Verdict.values:
        return [Figure(YEAR, verdict=Verdict(given))]
    return [Figure(YEAR, value=Decimal(given))]


def test_the_table_holds_every_row_of_the_plan_once():
    assert [row[0] for row in ROWS] == list(range(1, 53))
    assert set(TARGETS) == set(range(1, 53))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"indicator-{row[0]}")
def test_each_row_is_read_as_its_kind(row):
    number, kind, operator, value, baseline = row[:5]
    target = TARGETS[number]
    assert target.kind == TargetKind(kind)
    assert target.operator == (Operator(operator) if operator else None)
    assert target.value == (Decimal(value) if value else None)
    assert target.baseline == (Decimal(baseline) if baseline else None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"indicator-{row[0]}")
def test_each_row_says_its_state(row):
    number, given, while_open, when_closed, progress = row[0], *row[5:]
    running = assess(TARGETS[number], example(given), is_closed=False)
    over = assess(TARGETS[number], example(given), is_closed=True)
    assert (running.state, over.state) == (while_open, when_closed)
    assert running.progress == over.progress == (Decimal(progress) if progress else None)


def test_progress_is_defined_for_five_rows_only():
    assert [n for n, target in TARGETS.items() if target.has_progress] == [2, 4, 13, 23, 35]


def test_all_eight_kinds_are_in_the_plan():
    assert {target.kind for target in TARGETS.values()} == set(TargetKind)
