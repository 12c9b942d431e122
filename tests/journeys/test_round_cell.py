"""The round of a cell: units that nobody knew, from the code on a phone to a certificate, a refusal, a withdrawal."""

import io
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from tests.journeys.cell import (
    Unit,
    accepted_and_assigned,
    applied,
    decided_and_published,
    evaluated,
    issued,
    prereviewed,
    refused,
    step,
    unseen,
)
from tests.journeys.conftest import DESK
from tests.journeys.files import drawn
from tests.journeys.presses import press
from tests.journeys.server import NOON

AFTER_THE_NOTICE = "2026-12-03T09:00:00+08:00"
# No canteen, so two items do not apply.
OFFICE = Unit("演示 天宁区旅程办公楼", "jiguan", "机关", "12320402MB1000003", "+8613800138123", ("JG-B4", "JG-D3"))
FACTORY = Unit("演示 旅程机械厂", "factory", "工厂", "91320402MB1000029", "+8613800138125")
HAZARDOUS_WASTE = ("GC-G4",)


@pytest.fixture
def clock_back(server):
    yield
    if server.now != NOON:
        server.restart(now=NOON)


@pytest.mark.any_database
def test_a_refusal_says_what_was_missed(new_page, person, sign_in):
    page = new_page()
    sign_in(page, {"phone": FACTORY.phone}, then="/cells/mine/")
    case = applied(page, FACTORY)
    evaluated_by_two(person, FACTORY, HAZARDOUS_WASTE, HAZARDOUS_WASTE)
    seen = refused(person("reviewer-2", then="/cells/decisions/", viewport=DESK), FACTORY)
    page.goto(case)
    told = page.locator("main").inner_text()
    assert "演示：未达到等级要求。" in told
    assert "否决项不符合：危险废物" in seen
    assert "否决项不符合：危险废物" in told


def test_from_a_phone_number_to_a_withdrawn_certificate(
    server, new_page, person, sign_in, looked, clock_back, tmp_path
):
    def look(page, name):
        looked(page, f"cell-{name}")

    unit, anyone = new_page(), new_page()
    sign_in(unit, {"phone": OFFICE.phone}, then="/cells/mine/")
    case = applied(unit, OFFICE, look)
    evaluated_by_two(person, OFFICE, (), ("JG-A1",), look)
    anyone.goto(decided_and_published(person("reviewer", then="/cells/decisions/", viewport=DESK), OFFICE, look))
    assert OFFICE.name in anyone.locator("main").inner_text()
    look(anyone, "notice")

    server.restart(now=AFTER_THE_NOTICE)
    number = issued(person("reviewer-2", then="/cells/decisions/", viewport=DESK), OFFICE, look)
    sign_in(unit, {"phone": OFFICE.phone}, then=case)
    look(unit, "certified")
    address = address_on_paper(unit, number, tmp_path)
    assert address.startswith(f"{server.address}/c/{number}.")
    checked_as_valid(anyone, urlsplit(address).path, look)
    withdrawn(person("reviewer-2", then=f"/cells/certificates/{number}/", viewport=DESK), look)
    checked_as_withdrawn(anyone, urlsplit(address).path, look)


def evaluated_by_two(person, unit, first, second, look=unseen):
    """From the street's desk to two evaluations, each made alone; `first` and `second` are what each misses."""
    prereviewed(person("officer-hongmei", then="/cells/reviews/"), unit, look)
    accepted_and_assigned(person("reviewer", then="/cells/decisions/", viewport=DESK), unit, look)
    evaluated(person("evaluator-1", then="/cells/evaluations/", viewport=DESK), unit, first)
    evaluated(person("evaluator-2", then="/cells/evaluations/", viewport=DESK), unit, second, look)


def checked_as_valid(anyone, path, look):
    anyone.goto(path)
    assert_verdict(anyone, "met", "有效")
    look(anyone, "valid")
    anyone.goto("/cells/")
    assert anyone.get_by_role("link", name=OFFICE.name).is_visible()
    look(anyone, "register")


def checked_as_withdrawn(anyone, path, look):
    anyone.goto(path)
    assert_verdict(anyone, "not_met", "撤销")
    assert "演示：复核发现台账不实" in anyone.locator("main").inner_text()
    look(anyone, "withdrawn")
    anyone.goto(f"/en{path}")
    assert_verdict(anyone, "not_met", "Withdrawn")
    look(anyone, "withdrawn-en")


def address_on_paper(page, number, folder) -> str:
    """The document as a browser shows it, photographed: what a phone's camera reads from it."""
    answer = page.request.get(f"/cells/certificates/{number}/certificate.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    picture = Image.open(io.BytesIO(drawn(answer.body(), folder)))
    return zxingcpp.read_barcode(picture).text


def assert_verdict(page, state, word):
    verdict = page.locator(".verdict")
    assert verdict.get_attribute("data-state") == state
    assert word in verdict.inner_text()


def withdrawn(page, look):
    form = step(page, "change")
    page.locator("details", has=form).locator("summary").click()
    form.locator("[name=change-step][value=withdraw]").check(force=True)
    form.locator("textarea").fill("演示：复核发现台账不实。")
    look(page, "withdrawing")
    press(form.locator("button"))
