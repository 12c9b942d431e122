"""Two plans in the database of a running portal, and of every indicator fifteen years of figures and their quarters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.conf import settings

from bench.board import LAST, YEARS
from portal import clock
from portal.accounts.models import User
from portal.board.enums import Origin
from portal.board.figures.contents import hash_of
from portal.board.models import Observation
from portal.board.operations.plans import take_in_plan
from portal.directory.models import Indicator
from portal.directory.plan import read_plan

QUARTERS = 4


def fill() -> None:
    """Straight into the table: what is measured is reading."""
    take_in_next_plan()
    people = list(User.objects.order_by("pk")[:2])
    rows = [
        _row(indicator, period, people)
        for indicator in Indicator.objects.filter(drawn_as=None).select_related("plan")
        for period in periods()
    ]
    known = set(Observation.objects.values_list("indicator", "period"))
    Observation.objects.bulk_create(
        [row for row in rows if (row.indicator_id, row.period) not in known], batch_size=500
    )
    print(Observation.objects.count())


def take_in_next_plan() -> None:
    """The same indicators under another name, from this year on."""
    records = read_plan(settings.DISTRICT.plan_folder)
    begins, ends = date(2026, 1, 1), date(2030, 12, 31)
    follows = {"code": "bench-2026-2030", "slug": "2026-2030", "name": "演示：下一个方案", "follows": records.plan.code}
    plan = replace(records.plan, starts_on=begins, ends_on=ends, base_year=2025, dropped=(), **follows)
    take_in_plan(actor=None, now=clock.now(), records=replace(records, plan=plan))


def periods() -> list[str]:
    years = range(LAST - YEARS + 1, LAST + 1)
    return [text for year in years for text in (f"{year}", *(f"{year}-Q{part}" for part in range(1, QUARTERS + 1)))]


def _row(indicator: Indicator, period: str, people: list[User]) -> Observation:
    now = clock.now()
    row = Observation(
        indicator=indicator,
        period=period,
        value=Decimal(90 + sum(map(ord, period)) % 10),
        unit=indicator.unit,
        source="演示数据，非真实统计",
        method="演示",
        origin=Origin.ENTERED,
        entered_by=people[0],
        entered_at=now,
        approved_by=people[1],
        approved_at=now,
    )
    row.content_hash = hash_of(row)
    return row
