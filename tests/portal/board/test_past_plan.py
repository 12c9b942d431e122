"""Whoever looks at a plan that is over stays in it: every link of its pages that speaks of a plan names it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve

from portal.directory.models import Indicator
from portal.directory.operations import load_plan
from tests.factories.board import ObservationFactory, PlanFactory

pytestmark = pytest.mark.django_db

OLD = "tianning-2022-2025"
# Of no plan: one figure for good, and lists of all plans.
PLANLESS = {"outreach-detail", "observation-proof", "api-document", "api-plans", "api-observation"}
LINK = re.compile(r'<(?:a|link)[^>]* href="([^"]+)"|<(?:img|use|iframe)[^>]* src="([^"]+)"')


def links_of(page: str) -> list[str]:
    """Of what the page itself says: the way to the front of the board stands over every page."""
    page = page[page.index("<main") : page.index("</main>")]
    return [(one or other).replace("&amp;", "&") for one, other in LINK.findall(page)]


def is_of_the_board(address: str) -> bool:
    path = urlsplit(address).path
    return path.startswith("/board/") and resolve(path).url_name not in PLANLESS


def test_no_link_leads_out_of_the_plan(client):
    load_plan()
    PlanFactory(code="tianning-2026-2030", name="下一个方案", starts_on="2026-01-01", ends_on="2030-12-31")
    ObservationFactory(indicator=Indicator.objects.get(plan__code=OLD, number=13), period="2024")
    waiting, seen, lost = [f"/board/?plan={OLD}"], set(), set()
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
            route = resolve(urlsplit(target).path).url_name
            plan = parse_qs(urlsplit(target).query).get("plan")
            if plan is None:
                lost.add((urlsplit(address).path, link))
            elif plan == [OLD] and route not in seen:
                seen.add(route)
                waiting.append(target)
    assert sorted(lost) == []
    assert len(seen) > 10


def test_who_filters_stays_in_the_plan_and_who_filters_the_present_one_names_none(client):
    load_plan()
    PlanFactory(code="tianning-2026-2030", name="下一个方案", starts_on="2026-01-01", ends_on="2030-12-31")
    assert '<details class="more no-print">' in client.get(f"/board/?plan={OLD}").content.decode()
    hidden = '<input type="hidden" name="plan"'
    assert f'{hidden} value="{OLD}"' in client.get(f"/board/?plan={OLD}").content.decode()
    assert hidden not in client.get("/board/?state=none").content.decode()
