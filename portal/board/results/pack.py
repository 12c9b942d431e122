"""The report of a quarter or a year: the board's own rows, cut at the end of the period."""

import datetime as dt
from dataclasses import dataclass

from portal.board.enums import State
from portal.board.models import Observation, ObservationEvidence
from portal.board.queries import outreach_observations
from portal.board.results.responsibility import NotedRow, project_rows, task_rows
from portal.board.results.rows import Row, board_rows, counts_by_state, needing_decision
from portal.board.targets.periods import Period, quarter_of, year_of
from portal.directory.models import Area, Plan

QUARTERS_OFFERED, YEARS_OFFERED = 6, 5


@dataclass(frozen=True)
class Pack:
    plan: Plan
    period: Period
    as_of: dt.date
    rows: list[Row]
    projects: list[NotedRow]
    tasks: list[NotedRow]
    outreach: Observation | None
    areas: dict[str, Area]
    evidence: dict[int, list[str]]

    @property
    def counts(self) -> list[tuple[State, int]]:
        return counts_by_state(self.rows)

    @property
    def met(self) -> int:
        return sum(row.state == State.MET for row in self.rows)

    @property
    def pressing(self) -> list[Row]:
        return needing_decision(self.rows)

    @property
    def late(self) -> list[Row]:
        return [row for row in self.rows if row.due and row.due.is_late]

    @property
    def figures(self) -> list[Row]:
        """Rows with a published word behind them: what the index of evidence lists."""
        return [row for row in self.rows if row.proved]


def pack_of(plan: Plan, period: Period, today: dt.date) -> Pack:
    rows = board_rows(plan, today, period)
    outreach = [held for held in outreach_observations() if held.when.ends_on <= period.ends_on]
    return Pack(
        plan,
        period,
        today,
        rows,
        project_rows(plan, period),
        task_rows(plan, rows, period),
        outreach[0] if outreach else None,
        {area.code: area for area in Area.objects.all()},
        evidence_names(rows),
    )


def periods_offered(plan: Plan, today: dt.date) -> list[Period]:
    """The running quarter, or the plan's last, and those before it, then the years, newest first; none before the plan."""
    last = min(today, plan.ends_on)
    quarters, years = [quarter_of(last)], [year_of(last)]
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(quarter_of(quarters[-1].starts_on - dt.timedelta(days=1)))
    while len(years) < YEARS_OFFERED:
        years.append(year_of(years[-1].starts_on - dt.timedelta(days=1)))
    return [period for period in (*quarters, *years) if period.ends_on >= plan.starts_on]


def evidence_names(rows: list[Row]) -> dict[int, list[str]]:
    """Names of the files kept with each observation, by its key."""
    held = [one.pk for row in rows for one in row.proved]
    found: dict[int, list[str]] = {}
    for link in ObservationEvidence.objects.filter(observation__in=held).select_related("stored"):
        found.setdefault(link.observation_id, []).append(link.stored.name)
    return found
