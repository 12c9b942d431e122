"""The outreach round: a street officer logs an event on a phone, the district verifies it, the ledger counts it."""

import io
import re

import pytest
from PIL import Image

from tests.journeys.hand import Hand, verified
from tests.journeys.presses import press

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
    press(district.get_by_role("link", name=title))
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


@pytest.mark.parametrize("who", PAGES)
def test_pages_of_the_room_please_the_checker(new_page, sign_in, account, axe, watch, who):
    watch.expect("Applying inline style")  # the checker's own
    watch.expect("status of 404")
    page = new_page()
    sign_in(page, account(who))
    for address in PAGES[who]:
        page.goto(address)
        axe(page)


def screenshot() -> bytes:
    """A chat scrolled through: a phone wide, fourteen screens high."""
    picture, file = Image.new("RGB", (1080, 15_000), "white"), io.BytesIO()
    picture.paste(Image.effect_noise((1080, 2_000), 40).convert("RGB"))
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_long_screenshot_stays_readable(new_page, sign_in, account, server, shot, scripts):
    page = new_page(java_script_enabled=scripts)
    sign_in(page, account("officer-hongmei"), then="/events/log/")
    title = f"演示：长截图{'一' if scripts else '二'}"
    page.locator("#id_title").fill(title)
    page.locator("label:has(input[name=type][value=stall])").click()
    page.locator("#id_people_reached").fill("45")
    page.locator("label:has(input[name=counting][value=signed_in])").click()
    page.locator("input[name=proof_files]").set_input_files(
        {"name": "群聊.png", "mimeType": "image/png", "buffer": screenshot()}
    )
    if scripts:
        page.locator(".files__size", has_text="已缩小").wait_for()
        shot(page, "outreach-long-screenshot")
    page.locator(".event-form .actions button").first.click()
    page.wait_for_url(re.compile("/receipt/"))
    asked = "from portal.evidence.models import StoredFile; print(*StoredFile.objects.order_by('pk').values_list('width', 'height').last())"
    assert server.manage("shell", "-v0", "-c", asked).split() == ["1080", "15000"]
