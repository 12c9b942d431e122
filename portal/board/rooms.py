"""How applications, fieldwork and outreach stand, from the rooms' own reads: the same figures as on their pages."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from campaigns.quarters import Quarter
from campaigns.queries import LedgerRow, quarter_ledger
from cells.enums import ApplicationStatus
from cells.models import Application
from cells.queries import certified_count
from portal.directory.models import Area
from surveys.models import Wave
from surveys.queries import open_waves
from surveys.results.fieldwork import Gap, gaps, received


@dataclass(frozen=True)
class Fieldwork:
    wave: Wave
    received: int
    gaps: list[Gap]

    @property
    def wanted(self) -> int:
        return sum(gap.wanted for gap in self.gaps)

    @property
    def missing(self) -> int:
        return sum(gap.missing for gap in self.gaps)


@dataclass(frozen=True)
class Rooms:
    applications: list[tuple[ApplicationStatus, int]]
    certified: int
    fieldwork: list[Fieldwork]
    quarter: Quarter
    outreach: list[LedgerRow]


def rooms_at(today: dt.date, now: dt.datetime, language: str) -> Rooms:
    """`language` names the age groups of the sample plan: zh or en."""
    codes = list(Area.objects.values_list("code", flat=True))
    return Rooms(
        _applications(),
        certified_count(today).value,
        [Fieldwork(wave, sum(received(wave).values()), gaps(wave, codes, language)) for wave in open_waves(now)],
        Quarter.of_day(today),
        quarter_ledger(Quarter.of_day(today)),
    )


def _applications() -> list[tuple[ApplicationStatus, int]]:
    """By status, in the order of the procedure; drafts are the units' own affair."""
    rows = Application.objects.order_by().values_list("status").annotate(Count("pk"))
    held = Counter(dict(rows))
    return [
        (status, held[status]) for status in ApplicationStatus if held[status] and status != ApplicationStatus.DRAFT
    ]
