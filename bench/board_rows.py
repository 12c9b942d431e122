"""Ten years of figures, and their quarters, of every indicator in the database of a running portal."""

from decimal import Decimal

from bench.board import LAST, YEARS
from portal import clock
from portal.accounts.models import User
from portal.board.enums import Origin
from portal.board.figures.contents import hash_of
from portal.board.models import Observation
from portal.board.queries import current_plan
from portal.directory.models import Indicator

QUARTERS = 4


def fill() -> None:
    """Straight into the table: what is measured is reading."""
    plan = current_plan(clock.today())
    people = list(User.objects.order_by("pk")[:2])
    rows = [
        _row(indicator, period, people)
        for indicator in Indicator.objects.filter(plan=plan, drawn_as=None).select_related("plan")
        for period in periods()
    ]
    known = set(Observation.objects.values_list("indicator", "period"))
    Observation.objects.bulk_create(
        [row for row in rows if (row.indicator_id, row.period) not in known], batch_size=500
    )
    print(Observation.objects.count())


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
