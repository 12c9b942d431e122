"""The outreach round with a photo: the first event of a street in its quarter is 1 of 3 once it is verified."""

import re

from tests.journeys.conftest import DESK
from tests.journeys.files import upload
from tests.journeys.hand import Hand

MOST_TAPS = 12
TITLE = "演示：水岸社区分类讲座"


def logged(officer, look):
    """From the list of own events to the receipt."""
    hand = Hand(officer)
    hand.tap("a[href$='/events/log/']")
    look(officer, "log")
    hand.type("#id_title", TITLE)
    hand.tap("label:has(input[name=type][value=talk])")
    hand.type("#id_people_reached", "38")
    hand.tap("label:has(input[name=counting][value=signed_in])")
    hand.choose("input[name=proof_files]", upload("签到表.jpg"))
    hand.tap(".event-form .actions button")
    officer.wait_for_url(re.compile("/receipt/"))
    look(officer, "receipt")
    assert hand.taps <= MOST_TAPS


def verified(district, look) -> str:
    """The district's part; the address of the proof it looked at."""
    look(district, "review-list")
    district.get_by_role("link", name=TITLE).click()
    look(district, "review")
    picture = district.locator("main a[href*='/events/proof/']").first.get_attribute("href")
    proof = district.request.get(picture)
    assert proof.headers["content-type"] == "image/jpeg"
    assert b"Journey 1" not in proof.body()
    district.get_by_role("button", name=re.compile("核实通过")).click()
    district.wait_for_url(re.compile("/review/$"))
    return picture


def test_first_event_of_a_quarter(person, new_page, looked):
    def look(page, name):
        looked(page, f"event-{name}")

    officer = person("officer-lanling", then="/events/mine/")
    assert ledger_of(officer, "兰陵街道").startswith("已核实 0 场，应办 3 场")
    officer.goto("/events/mine/")
    logged(officer, look)
    district = person("reviewer", then="/events/review/", viewport=DESK)
    picture = verified(district, look)
    assert ledger_of(district, "兰陵街道").startswith("已核实 1 场，应办 3 场")
    look(district, "ledger")
    anyone = new_page()
    assert anyone.request.get(picture, max_redirects=0).status in {302, 403, 404}
    anyone.goto("/events/?when=past&area=lanling")
    assert anyone.get_by_role("link", name=TITLE).is_visible()
    look(anyone, "list")


def ledger_of(page, area) -> str:
    page.goto("/events/ledger/")
    return page.locator("tr", has_text=area).locator(".quarter-strip span").first.inner_text()
