"""The outreach round: a street officer logs an event on a phone, the district verifies it, the ledger counts it."""

import re

import pytest

from tests.journeys.hand import Hand, verified

MOST_TAPS = 12
NEWS = "https://example.org/news/journey"


@pytest.fixture(scope="module")
def account(server):
    found = {account["key"]: account for account in server.seed["accounts"]}
    return found.__getitem__


def log_an_event(page, title) -> int:
    hand = Hand(page)
    hand.tap("a[href$='/events/log/']")
    hand.type("#id_title", title)
    hand.tap("label:has(input[name=type][value=stall])")
    hand.type("#id_people_reached", "45")
    hand.tap("label:has(input[name=counting][value=signed_in])")
    hand.type("#id_proof_link", NEWS)
    hand.tap(".event-form .actions button")
    page.wait_for_url(re.compile("/receipt/"))
    return hand.taps


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_phone_to_the_ledger(new_page, sign_in, account, watch, shot, scripts):
    watch.expect("status of 404")  # the portal without demonstration has no home page
    officer, district = (new_page(java_script_enabled=scripts) for _ in range(2))
    title = f"演示：旅程摆摊宣传{'一' if scripts else '二'}"
    sign_in(officer, account("officer-hongmei"), then="/events/mine/")
    assert log_an_event(officer, title) <= MOST_TAPS
    if scripts:
        shot(officer, "outreach-receipt")

    sign_in(district, account("reviewer"), then="/events/review/")
    before = verified(district, "红梅街道")
    district.goto("/events/review/")
    district.get_by_role("link", name=title).click()
    assert district.get_by_role("link", name=NEWS).is_visible()
    district.get_by_role("button", name=re.compile("核实通过")).click()
    district.wait_for_url(re.compile("/review/$"))
    assert verified(district, "红梅街道") == before + 1
    if scripts:
        shot(district, "outreach-ledger")

    resident = new_page()
    resident.goto("/events/?when=past&area=hongmei")
    assert resident.get_by_role("link", name=title).is_visible()


PAGES = {
    "officer-lanling": ["/events/log/", "/events/plan/", "/events/mine/", "/en/events/log/"],
    "reviewer": ["/events/review/", "/events/ledger/", "/events/", "/events/month/2026-11/"],
}


@pytest.mark.any_database
@pytest.mark.parametrize("who", PAGES)
def test_pages_of_the_room_please_the_checker(new_page, sign_in, account, axe, watch, who):
    watch.expect("Applying inline style")  # the checker's own
    watch.expect("status of 404")
    page = new_page()
    sign_in(page, account(who))
    for address in PAGES[who]:
        page.goto(address)
        axe(page)
