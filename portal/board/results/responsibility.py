"""Who owes what: the plan's tasks and projects with their notes, and all that one office answers for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch

from campaigns.quarters import Quarter
from campaigns.queries import LedgerRow, quarter_ledger, reporting_areas
from cells.queries.register import register_address, registered, valid_by_area
from portal.board.enums import State
from portal.board.models import ProgressNote
from portal.board.results.rows import Row, board_rows
from portal.board.targets.due import Due, note_due
from portal.board.targets.periods import Period
from portal.directory.models import Area, Department, Plan, PlanProject, PlanTask, departments_in_order

Office = Department | Area


@dataclass(frozen=True)
class NotedRow:
    """A task or a project with its published notes, the newest quarter first."""

    subject: PlanTask | PlanProject
    offices: list[Office]
    notes: list[ProgressNote] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def latest(self) -> list[ProgressNote]:
        """Of each office the note of the newest quarter."""
        found: dict[tuple, ProgressNote] = {}
        for note in self.notes:
            found.setdefault((note.department_id, note.area_id), note)
        return list(found.values())

    @property
    def blocked(self) -> list[ProgressNote]:
        return [note for note in self.latest if note.blocked]

    @property
    def spent(self) -> Decimal | None:
        """What all offices together have spent so far; None where none has said."""
        said = [note.spent_wan_yuan for note in self.latest if note.spent_wan_yuan is not None]
        return sum(said) if said else None

    @property
    def share_spent(self) -> int | None:
        planned = getattr(self.subject, "investment_wan_yuan", None)
        return int(self.spent * 100 / planned) if planned and self.spent is not None else None

    def of(self, office: Office) -> list[ProgressNote]:
        return [note for note in self.notes if note.owner == office]


@dataclass(frozen=True)
class Owed:
    """Everything that one office answers for."""

    office: Office
    rows: list[Row]
    tasks: list[NotedRow]
    projects: list[NotedRow]
    outreach: LedgerRow | None
    cells: int | None
    notes_due: Due | None

    @property
    def cells_url(self) -> str:
        return register_address()

    @property
    def figures_due(self) -> list[Row]:
        return [row for row in self.rows if row.due]

    @property
    def late(self) -> list[Row]:
        return [row for row in self.rows if row.due and row.due.is_late]

    @property
    def tasks_without_note(self) -> list[NotedRow]:
        """Of the quarter whose notes are due."""
        if self.notes_due is None:
            return []
        quarter = str(self.notes_due.period)
        return [
            noted
            for noted in (*self.tasks, *self.projects)
            if all(note.quarter != quarter for note in noted.of(self.office))
        ]

    @property
    def met(self) -> int:
        return sum(row.state == State.MET for row in self.rows)


def task_rows(plan: Plan, rows: Iterable[Row], until: Period | None = None) -> list[NotedRow]:
    by_pk, areas = {row.indicator.pk: row for row in rows}, list(reporting_areas())
    held = _notes(ProgressNote.objects.filter(task__plan=plan), until)
    tasks = plan.tasks.order_by("position").prefetch_related(_departments(), "indicators", "projects")
    return [
        NotedRow(
            task,
            _offices(task, areas),
            held["task", task.pk],
            [by_pk[indicator.pk] for indicator in task.indicators.all() if indicator.pk in by_pk],
        )
        for task in tasks
    ]


def project_rows(plan: Plan, until: Period | None = None) -> list[NotedRow]:
    areas = list(reporting_areas())
    held = _notes(ProgressNote.objects.filter(project__plan=plan), until)
    projects = plan.projects.order_by("number").prefetch_related(_departments(), "areas")
    return [NotedRow(project, _offices(project, areas), held["project", project.pk]) for project in projects]


def all_owed(plan: Plan, today: dt.date) -> list[Owed]:
    """Every office of the plan, departments first."""
    rows, areas = board_rows(plan, today), list(reporting_areas())
    answering = [(row, _offices(row.indicator, areas)) for row in rows]
    tasks, projects = task_rows(plan, rows), project_rows(plan)
    ledger = {row.area.pk: row for row in quarter_ledger(Quarter.of_day(today))}
    due = note_due(plan.starts_on, plan.ends_on, today)
    cells = valid_by_area(registered(), today)
    found = []
    for office in (*Department.objects.all(), *areas):
        is_area = isinstance(office, Area)
        found.append(
            Owed(
                office,
                [row for row, offices in answering if office in offices],
                [noted for noted in tasks if office in noted.offices],
                [noted for noted in projects if office in noted.offices],
                ledger.get(office.pk) if is_area else None,
                cells.get(office.pk, 0) if is_area else None,
                due,
            )
        )
    return found


def owed_by(office: Office, plan: Plan, today: dt.date) -> Owed:
    return next(owed for owed in all_owed(plan, today) if owed.office == office)


def _offices(subject, areas: list[Area]) -> list[Office]:
    named = list(subject.areas.all()) if isinstance(subject, PlanProject) else []
    places = [area for area in areas if area in named or (subject.all_areas and area.is_town_or_street)]
    return [*departments_in_order(subject), *places]


def _departments() -> Prefetch:
    return Prefetch("departments", Department.objects.order_by("position"))


def _notes(rows, until: Period | None) -> dict[tuple, list[ProgressNote]]:
    found: dict[tuple, list[ProgressNote]] = defaultdict(list)
    for note in sorted(rows.standing().with_names(), key=lambda note: note.when.place, reverse=True):
        if until is None or note.when.ends_on <= until.ends_on:
            found["task" if note.task_id else "project", note.task_id or note.project_id].append(note)
    return found
