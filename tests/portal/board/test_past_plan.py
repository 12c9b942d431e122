"""Every address names its plan: pages of a plan stay in it, and addresses from before lead to the plan they meant."""

import datetime as dt
import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from portal.board.operations.drawing import draw_derived_observations
from portal.board.operations.reminding import remind_of_due_figures
from portal.board.results.rows import board_rows
from portal.directory.models import Indicator, Plan
from portal.directory.operations import load_plan
from portal.inbox.models import Task
from portal.manifests import Drawn
from tests.factories.board import IndicatorFactory, ObservationFactory, PlanFactory, officer
from tests.portal.board.test_work_views import signed_in as desk_of

pytestmark = pytest.mark.django_db

OLD, NEW = "2022-2025", "2026-2030"
# Of no plan: one figure for good, and lists of all plans.
PLANLESS = {
    "outreach-detail",
    "release-list",
    "catalog",
    "figure-detail",
    "observation-proof",
    "api-document",
    "api-plans",
    "api-observation",
}
LINK = re.compile(r'<(?:a|link)[^>]* href="([^"]+)"|<(?:img|use|iframe)[^>]* src="([^"]+)"')


def next_plan(**said) -> Plan:
    return PlanFactory(
        code="tianning-2026-2030", name="下一个方案", starts_on="2026-01-01", ends_on="2030-12-31", **said
    )


def links_of(page: str) -> list[str]:
    """Of what the page itself says: the way to the front of the board stands over every page."""
    page = page[page.index("<main") : page.index("</main>")]
    return [(one or other).replace("&amp;", "&") for one, other in LINK.findall(page)]


def is_of_the_board(address: str) -> bool:
    path = urlsplit(address).path
    return path.startswith("/board/") and resolve(path).url_name not in PLANLESS


def test_no_link_leads_out_of_the_plan(client):
    load_plan()
    next_plan()
    ObservationFactory(indicator=Indicator.objects.get(plan__slug=OLD, number=13), period="2024")
    waiting, seen, lost = [f"/board/{OLD}/"], set(), set()
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "text/html" not in answer["Content-Type"]:
            continue
        for link in links_of(answer.content.decode()):
            target = link if link.startswith("/") else urlsplit(address)._replace(query="").geturl() + link
            if link.startswith(("http", "#", "mailto:")) or not is_of_the_board(target):
                continue
            match = resolve(urlsplit(target).path)
            plan = match.kwargs.get("plan")
            if plan is None:
                lost.add((urlsplit(address).path, link))
            elif plan == OLD and match.url_name not in seen:
                seen.add(match.url_name)
                waiting.append(target)
    assert sorted(lost) == []
    assert len(seen) > 10


# from, to: an address with a number was printed under the first plan; a list asks for the plan of today.
FORMER = [
    ("/board/13/", f"/board/{OLD}/13/", 308),
    ("/board/13/embed/", f"/board/{OLD}/13/embed/", 308),
    ("/board/13/data.csv", f"/board/{OLD}/13/data.csv", 308),
    ("/board/13/enter/", f"/board/{OLD}/13/enter/", 308),
    ("/board/tasks/7.2/", f"/board/{OLD}/tasks/7.2/", 308),
    ("/board/api/v1/indicators/13", f"/board/{OLD}/api/v1/indicators/13", 308),
    (f"/board/13/?plan=tianning-{NEW}", f"/board/{NEW}/13/", 308),
    (f"/board/?plan=tianning-{OLD}&state=met", f"/board/{OLD}/?state=met", 308),
    (f"/board/data/indicators.csv?plan=tianning-{OLD}", f"/board/{OLD}/data/indicators.csv", 308),
    ("/board/", f"/board/{NEW}/", 302),
    ("/board/?state=met", f"/board/{NEW}/?state=met", 302),
    ("/board/changes.xml", f"/board/{NEW}/changes.xml", 302),
    ("/board/api/v1/indicators", f"/board/{NEW}/api/v1/indicators", 302),
    ("/board/data.zip", f"/board/{NEW}/data.zip", 302),
    ("/en/board/13/", f"/en/board/{OLD}/13/", 308),
]


@pytest.mark.parametrize(("address", "target", "status"), FORMER)
def test_an_address_from_before_leads_to_the_plan_that_it_meant(client, address, target, status):
    load_plan()
    next_plan()
    answer = client.get(address)
    assert (answer.headers["Location"], answer.status_code in {301, 302, 307, 308}) == (target, True)
    assert answer.status_code in {status, 307 if status == 302 else status}
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_an_address_of_no_plan_is_none(client):
    assert client.get("/board/13/").status_code == 404
    load_plan()
    assert client.get("/board/13/?plan=nobody").status_code == 404
    assert client.get("/board/1999-2001/13/").status_code == 404


@pytest.fixture
def both(now):
    """The old plan with what it still owes, and a next one that asks for none of the portal's figures but one."""
    old = PlanFactory()
    for number in (13, 41, 52):
        IndicatorFactory(plan=old, number=number, baseline_text="", target_value=Decimal(90))
    new = next_plan()
    IndicatorFactory(plan=new, number=41, name="建筑垃圾资源化利用率", drawn_as=None, target_value=Decimal(90))
    IndicatorFactory(plan=new, number=7, name="满意程度", drawn_as=52, target_value=Decimal(92))
    return old, new


def test_what_the_next_plan_does_not_ask_for_stops_nothing(both, now, monkeypatch):
    """S1-1: the next plan has 52 alone, under another number; the cells are not written, and nothing breaks."""
    days = {41: dt.date(2026, 2, 1), 52: dt.date(2026, 2, 1), None: dt.date(2026, 2, 1)}
    frozen = {"formula": "certified-count/1", "counted": [{"number": "1"}]}
    made = [
        Drawn(
            number,
            day,
            frozen["formula"],
            "s",
            "m",
            counted=frozen["counted"],
            measure="indicator" if number else "outreach",
        )
        for number, day in days.items()
    ]
    made.append(Drawn(41, dt.date(2025, 12, 20), frozen["formula"], "s", "m", counted=frozen["counted"]))
    monkeypatch.setattr("portal.board.operations.drawing.all_drawn", lambda on: made)
    monkeypatch.setattr(
        "portal.board.operations.drawing.formulas", lambda: {"certified-count/1": lambda frozen: {"value": "1"}}
    )
    written = draw_derived_observations(actor=None, now=now, on=dt.date(2026, 2, 1))
    assert [(one.indicator and (one.indicator.plan.slug, one.indicator.number), one.period) for one in written] == [
        ((NEW, 7), "2026-Q1"),
        (None, "2026-Q1"),
        ((OLD, 41), "2025-Q4"),
    ]


def test_numbers_of_the_next_plan_are_not_taken_for_the_portals_figures(both):
    """S1-3: 41 of the next plan is another indicator, which its department enters."""
    assert Indicator.objects.get(plan=both[1], number=41).drawn_as is None


def test_the_next_plan_hides_nothing_that_the_old_one_owes(both, now):
    """S1-2: the officer's list and task speak of the old plan, and open it."""
    desk = desk_of(officer())
    page = desk.get("/board/due/").content.decode()
    assert f"/board/{OLD}/13/enter/" in page
    assert "2022-2025" in page
    remind_of_due_figures(now=now, on=dt.date(2026, 2, 1), plan=both[0])
    links = list(Task.objects.waiting().filter(kind="observation.enter").values_list("link", flat=True))
    assert links == [f"/board/{OLD}/13/enter/"]
    assert desk.get(links[0]).status_code == 200


def test_a_closed_plan_is_judged_at_its_end_and_later_values_stand_as_later(client):
    """52 of a plan that ended in 2025 was judged by 2026-Q4; the last figures of its own time may still come in."""
    indicator = IndicatorFactory(number=52, baseline_text="", target_value=Decimal(90))
    derived = {"origin": "derived", "entered_by": None, "approved_by": None, "indicator": indicator}
    later = ObservationFactory(period="2026-Q4", value=Decimal("95.5"), **derived)
    (row,) = board_rows(indicator.plan, dt.date(2027, 1, 5))
    assert (row.state, row.latest, row.later) == ("no_figure", None, later)
    page = client.get(f"/board/{OLD}/52/").content.decode()
    assert "95.5" in page
    assert "期满之后" in page
    assert "达标" not in page[page.index('class="standing"') : page.index('id="proof"')]
    last = ObservationFactory(period="2025-Q4", value=Decimal("91.5"), **derived)
    for number in range(3):  # however many come later, they hide nothing of its own time
        ObservationFactory(period=f"2026-Q{number + 1}", value=Decimal(50), **derived)
    (row,) = board_rows(indicator.plan, dt.date(2027, 1, 5))
    assert (row.state, row.latest, row.later) == ("met", last, later)
    record = client.get(f"/board/{OLD}/api/v1/indicators/52").json()["indicator"]
    assert (record["value"], record["later_value"], record["later_period"]) == ("91.5", "95.5", "2026-Q4")
