"""How sound fieldwork is, by place and by interviewer, as counts: in the order of their names, never of their numbers.

What stands out is told where chance does not explain it, all looked at together (Holm); few answers say nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.db.models import Count, Q

from portal.statistics import holm
from surveys.models import Interviewed, Response, Wave
from surveys.quality import at_least
from surveys.queries import UNCOUNTED

LEAST = 30  # answers under which nothing is said of a place or a person
CHECKED_PART, SURE = 0.05, 0.05


@dataclass(frozen=True)
class Row:
    """``stands_out``: more doubtful answers than chance explains; None where too few to say."""

    name: str
    answers: int
    doubtful: int
    stands_out: bool | None


@dataclass(frozen=True)
class Interviews:
    """Of one officer, in one mode, at one place; one in twenty is asked again by somebody else."""

    row: Interviewed
    place: str
    told: Row

    @property
    def to_check(self) -> int:
        return max(ceil(CHECKED_PART * self.row.answers) - self.row.checked, 0)


def by_place(wave: Wave) -> list[Row]:
    doubtful = Count("pk", filter=Q(flags__state__in=UNCOUNTED), distinct=True)
    rows = Response.objects.filter(wave=wave, place__isnull=False).order_by().values_list("place__venue", "place")
    counted = rows.annotate(all=Count("pk", distinct=True), doubtful=doubtful)
    return judged((venue, answers, flagged) for venue, _place, answers, flagged in counted)


def by_interviewer(wave: Wave, venues: Mapping[str, str]) -> list[Interviews]:
    """``venues``: code of a place to its name."""
    rows = sorted(wave.interviewed.select_related("officer"), key=lambda row: (row.officer.name, row.mode, row.place))
    told = judged(((row.officer.name, row.answers, row.doubtful) for row in rows), in_order=False)
    return [Interviews(row, venues.get(row.place, ""), found) for row, found in zip(rows, told, strict=True)]


def judged(counts: Iterable[tuple[str, int, int]], *, in_order: bool = True) -> list[Row]:
    """(name, answers, doubtful ones) each against all the others."""
    found = sorted(counts) if in_order else list(counts)
    told = [place for place, (_name, answers, _doubtful) in enumerate(found) if answers >= LEAST]
    sure = _standing_out(found, told)
    return [
        Row(name, answers, doubtful, None if place not in told else place in sure)
        for place, (name, answers, doubtful) in enumerate(found)
    ]


def _standing_out(found: Sequence[tuple[str, int, int]], told: Sequence[int]) -> set[int]:
    everybody, all_doubtful = (sum(row[column] for row in found) for column in (1, 2))
    chances = []
    for place in told:
        _name, answers, doubtful = found[place]
        rate = (all_doubtful - doubtful + 1) / (everybody - answers + 2)
        chances.append(at_least(doubtful, answers, rate))
    adjusted = holm(chances) if len(told) > 1 else [1.0] * len(told)
    return {place for place, chance in zip(told, adjusted, strict=True) if chance < SURE}
