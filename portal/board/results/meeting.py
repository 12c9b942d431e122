"""What a meeting on the plan begins with: what is held up, who is late, what ended without a word, what is new."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.board.enums import Progress
from portal.board.models import Observation, ProgressNote, Release
from portal.board.queries import next_release, published_changes
from portal.board.results.responsibility import NotedRow, Owed, all_owed
from portal.directory.models import Plan

NEW_FOR = dt.timedelta(days=90)
MOST = 12
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Agenda:
    """`blocked`: each note with its task or project; `changes`: the newest figures of three months."""

    blocked: Sequence[tuple[NotedRow, ProgressNote]]
    late: Sequence[Owed]
    silent: Sequence[NotedRow]
    changes: Sequence[Observation]
    release: Release | None


def agenda_of(plan: Plan, *, now: dt.datetime, today: dt.date) -> Agenda:
    owed = all_owed(plan, today)
    noted = {(type(one.subject), one.subject.pk): one for office in owed for one in (*office.tasks, *office.projects)}
    projects = {one.subject.pk: one for office in owed for one in office.projects}
    return Agenda(
        [(one, note) for one in noted.values() for note in one.blocked],
        [one for one in owed if one.late],
        ended_without_a_word(projects.values(), today),
        list(published_changes(plan).filter(indicator__isnull=False, approved_at__gte=now - NEW_FOR)[:MOST]),
        next_release(),
    )


def ended_without_a_word(projects: Iterable[NotedRow], today: dt.date) -> list[NotedRow]:
    """Projects whose last year is over and of which no office has said that they are done."""
    return [noted for noted in projects if _last_year(noted) < today.year and not _is_done(noted)]


def _last_year(noted: NotedRow) -> int:
    return max((int(year) for year in YEAR.findall(noted.subject.period)), default=9999)


def _is_done(noted: NotedRow) -> bool:
    return any(note.standing == Progress.DONE for note in noted.latest)
