"""Two plans and fifteen years of figures: pages stay as light, and ask as little, as with one plan and few."""

import datetime as dt
import gzip
from decimal import Decimal

import pytest

from portal.board.enums import Origin
from portal.board.models import Observation
from portal.directory.models import Indicator, Plan
from portal.directory.operations import load_plan
from tests.factories.accounts import UserFactory
from tests.factories.board import ENTERED_AT, PlanFactory

pytestmark = pytest.mark.django_db
YEARS = range(2012, 2027)
KILO = 1000
OLD, NEW = "/board/2022-2025/", "/board/2026-2030/"
# The address, how many questions at most, and how many thousand bytes of its page when packed: bar.md gives a page with
# its looks 70; our looks are 20 of them.
BUDGETS = {
    OLD: (14, 45),
    NEW: (14, 45),
    f"{OLD}13/": (20, 30),
    f"{NEW}13/": (20, 30),
    f"{OLD}13/embed/": (14, 20),
    f"{OLD}changes/": (14, 30),
    f"{OLD}projects/": (14, 30),
    f"{OLD}tasks/": (20, 45),
    f"{OLD}responsible/": (30, 45),
    "/board/releases/": (10, 20),
}


@pytest.fixture
def years(settings):
    """Each indicator of both plans with a figure a year, those that the portal draws with one a quarter."""
    load_plan()
    old, people = Plan.objects.get(), [UserFactory(), UserFactory()]
    new = PlanFactory(code="next", name="下一个方案", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2030, 12, 31))
    for one in old.indicators.all():
        one.pk, one.plan = None, new
        one.save(force_insert=True)
    rows = [
        _figure(one, period, people)
        for one in Indicator.objects.all()
        for year in YEARS
        for period in ([f"{year}-Q{part}" for part in (1, 2, 3, 4)] if one.drawn_as else [str(year)])
    ]
    Observation.objects.bulk_create(rows)
    return rows


def _figure(indicator, period: str, people) -> Observation:
    drawn = {"origin": Origin.DERIVED} if indicator.drawn_as else {"entered_by": people[0], "approved_by": people[1]}
    return Observation(
        indicator=indicator,
        period=period,
        value=Decimal("97.2"),
        unit=indicator.unit,
        source="固体废物台账",
        method="综合利用量除以产生量",
        entered_at=ENTERED_AT,
        approved_at=ENTERED_AT,
        content_hash=f"{indicator.pk:064d}",
        **{"origin": Origin.ENTERED} | drawn,
    )


def test_pages_stay_light_and_ask_little(years, client, django_assert_max_num_queries):
    assert len(years) > 1500
    for address, (questions, weight) in BUDGETS.items():
        client.get(address)
        with django_assert_max_num_queries(questions):
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(gzip.compress(answer.content, 6)) <= weight * KILO, address


def test_the_newest_figure_of_its_own_time_is_the_one_that_is_judged(years, client):
    closed = client.get(f"{OLD}api/v1/indicators/13").json()["indicator"]
    running = client.get(f"{NEW}api/v1/indicators/13").json()["indicator"]
    assert (closed["period"], closed["later_period"], running["period"]) == ("2025", "2026", "2026")
