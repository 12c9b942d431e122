"""The tables of the open data, each made when it is asked for: for answers, files, the data package, the report."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from portal.board.exports.records import notes_of, observation_record, project_record, record_of, task_record
from portal.board.queries import published_changes
from portal.board.results.responsibility import project_rows, task_rows
from portal.board.results.rows import board_rows
from portal.directory.models import Plan

# What proofs carry and no table shows; of many figures it would be most of what is read.
PROOFS = [f"{row}{name}" for row in ("", "revision__", "revision_of__") for name in ("inputs", "counted", "excluded")]


def tables_of(plan: Plan, today: dt.date) -> dict[str, Callable[[], list[dict]]]:
    return {
        "indicators": lambda: [record_of(row) for row in board_rows(plan, today)],
        "observations": lambda: [observation_record(held) for held in published_changes(plan).defer(*PROOFS)],
        "projects": lambda: [project_record(noted) for noted in project_rows(plan)],
        "tasks": lambda: [task_record(noted) for noted in task_rows(plan, board_rows(plan, today))],
        "notes": partial(_notes, plan),
    }


def _notes(plan: Plan) -> list[dict]:
    return notes_of([*task_rows(plan, []), *project_rows(plan)])
